// GET /account and the accounts it manages, as a list and as a tree.
import { owesMoney } from './billing-calls.ts';
import { answer, answerKeyPage, type ApiAnswer } from './envelope.ts';
import type { ManagementRequest } from './management-request.ts';

export function answerAccount({ account }: ManagementRequest): ApiAnswer {
  const { accountNumber, regionCode, accountName } = account;
  return answer({ accountNumber, regionCode, accountName, activeSuspensions: owesMoney(account) ? ['PaymentOverdue'] : [] });
}

export function answerManagedAccounts({ account, url }: ManagementRequest): ApiAnswer {
  const query = url.searchParams;
  const ancestor = query.get('ancestorAccountNumber') ?? account.accountNumber;
  const search = (query.get('searchString') ?? '').toLowerCase();
  const wanted = query.getAll('accountNumbers');
  const found = account.managed.filter((managed) =>
    ancestor === account.accountNumber
    && (wanted.length === 0 || wanted.includes(managed.accountNumber))
    && (managed.accountName.toLowerCase().startsWith(search) || managed.accountNumber.toLowerCase().startsWith(search)));
  return answerKeyPage(found, url, (managed) => managed.accountNumber);
}

/** The account on top of those it manages; one of those alone when it is asked for as the ancestor. */
export function answerAccountTree({ account, url }: ManagementRequest): ApiAnswer {
  const root = url.searchParams.get('ancestorAccountNumber') ?? account.accountNumber;
  const all = [
    { ...account, managerAccountNumber: null, children: account.managed.map((managed) => managed.accountNumber) },
    ...account.managed.map((managed) => ({ ...managed, managerAccountNumber: account.accountNumber, children: [] })),
  ];
  const shown = root === account.accountNumber ? all : all.filter((one) => one.accountNumber === root);
  return answer({
    rootAccountNumber: root,
    tree: Object.fromEntries(shown.map(({ accountNumber, accountName, managerAccountNumber, children }) =>
      [accountNumber, { accountNumber, accountName, managerAccountNumber, children }])),
  });
}
