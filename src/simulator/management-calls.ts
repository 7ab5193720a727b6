// The Management reads: account, managed accounts, user terminals, service lines, products.
import { answer, answerKeyPage, answerPage, refusal, type ApiAnswer } from './envelope.ts';
import type { Account } from './fleet.ts';
import { buildPlans, type DataProduct, type Plan } from './plans.ts';
import type { ServiceLine } from './service-lines.ts';
import type { Terminal } from './terminals.ts';

export interface ManagementRequest {
  readonly account: Account;
  readonly url: URL;
  readonly nowS: number;
  readonly pageDrift: boolean;
}

export function answerAccount({ account }: ManagementRequest): ApiAnswer {
  const { accountNumber, regionCode, accountName } = account;
  return answer({ accountNumber, regionCode, accountName, activeSuspensions: [] });
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

export function answerUserTerminals({ account, url, pageDrift }: ManagementRequest): ApiAnswer {
  const query = url.searchParams;
  const lines = query.getAll('serviceLineNumbers');
  const ids = query.getAll('userTerminalIds');
  const search = (query.get('searchString') ?? '').toLowerCase();
  const hasLine = query.get('hasServiceLine');
  if (hasLine !== null && !/^(true|false)$/i.test(hasLine)) return refusal(400, `The value '${hasLine}' is not valid.`, ['hasServiceLine']);
  const found = account.terminals.filter((terminal) =>
    (lines.length === 0 || (terminal.serviceLineNumber !== null && lines.includes(terminal.serviceLineNumber)))
    && (ids.length === 0 || ids.includes(terminal.userTerminalId))
    && (hasLine === null || (terminal.serviceLineNumber !== null) === (hasLine.toLowerCase() === 'true'))
    && [terminal.userTerminalId, terminal.dishSerial, terminal.kitSerial].some((text) => text.toLowerCase().includes(search)));
  return answerPage(found, url, buildUserTerminal, pageDrift);
}

export function buildUserTerminal(terminal: Terminal): object {
  return {
    userTerminalId: terminal.userTerminalId,
    // Most operators name the service line, not the terminal.
    nickname: terminal.index === 0 || terminal.key % 3 === 0 ? terminal.name : null,
    kitSerialNumber: terminal.kitSerial,
    dishSerialNumber: terminal.dishSerial,
    serviceLineNumber: terminal.serviceLineNumber,
    l2VpnCircuits: [],
    routers: terminal.routers.map((router) => ({
      routerId: router.routerId,
      nickname: router.hops > 0 ? `Mesh node ${router.hops}` : null,
      userTerminalId: terminal.userTerminalId,
      configId: router.key % 4 === 0 ? `DVC_CFG-${10_000_000 + (terminal.key % 5) * 1_111_111}` : null,
      // Deprecated in V2: always null.
      hardwareVersion: null,
      lastBonded: null,
    })),
  };
}

export function answerServiceLines({ account, url, nowS, pageDrift }: ManagementRequest): ApiAnswer {
  const query = url.searchParams;
  const address = query.get('addressReferenceId');
  const search = (query.get('searchString') ?? '').toLowerCase();
  const newestFirst = (query.get('orderByCreatedDateDescending') ?? 'true').toLowerCase() !== 'false';
  // Data pools are not enabled on these accounts: no line is on one.
  const found = query.get('dataPoolId') !== null ? [] : account.serviceLines.filter((line) =>
    (address === null || line.addressReferenceId === address) && (search === '' || isLineFound(account, line, search)));
  return answerPage(newestFirst ? found : found.toReversed(), url, (line) => buildServiceLine(line, nowS), pageDrift);
}

/** Fuzzy on the nickname, exact on the numbers. */
function isLineFound(account: Account, line: ServiceLine, search: string): boolean {
  if ((line.nickname ?? '').toLowerCase().includes(search) || line.serviceLineNumber.toLowerCase() === search) return true;
  return account.terminals.some((terminal) => terminal.serviceLineNumber === line.serviceLineNumber
    && [terminal.userTerminalId, terminal.name, terminal.dishSerial].some((text) => text.toLowerCase() === search));
}

export function buildServiceLine(line: ServiceLine, nowS: number): object {
  const [thisCycle, nextCycle, cycleAfter] = [0, 1, 2].map((months) => firstOfMonth(nowS, months));
  const block = line.plan.blocks[0];
  const recurring = (startDate: string | undefined, expirationDate: string | undefined): object[] =>
    block === undefined || line.recurringBlocks === 0
      ? []
      : [{ productId: block.productId, startDate, expirationDate, count: line.recurringBlocks, dataAmount: block.dataAmountGB, dataUnitType: 'GB' }];
  return {
    addressReferenceId: line.addressReferenceId,
    serviceLineNumber: line.serviceLineNumber,
    nickname: line.nickname,
    productReferenceId: line.plan.productReferenceId,
    delayedProductId: null,
    optInProductId: line.optedIn ? line.plan.productReferenceId.replace(/-enterprise-.*-/, '-overage-gb-') : null,
    startDate: line.startDate,
    endDate: line.endDate,
    publicIp: line.publicIp,
    active: line.endDate === null,
    aviationMetadata: null,
    dataBlocks: {
      recurringBlocksCurrentBillingCycle: recurring(thisCycle, nextCycle),
      recurringBlocksNextBillingCycle: recurring(nextCycle, cycleAfter),
      delayedProductRecurringBlocksNextCycle: [],
      topUpBlocksOptInPurchase: [],
      topUpBlocksOneTimePurchase: [],
    },
  };
}

function firstOfMonth(nowS: number, monthsLater: number): string {
  const now = new Date(nowS * 1000);
  return `${new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + monthsLater, 1)).toISOString().slice(0, 19)}+00:00`;
}

export function answerProducts({ account, url }: ManagementRequest): ApiAnswer {
  return answerPage(buildPlans(account.theme), url, buildProduct, false);
}

function buildProduct(plan: Plan): object {
  const dataProduct = (product: DataProduct): object => ({
    productId: product.productId, price: product.price, isoCurrencyCode: plan.currency, dataAmount: product.dataAmountGB, dataUnit: 'GB',
  });
  return {
    productReferenceId: plan.productReferenceId,
    name: plan.name,
    price: plan.price,
    isoCurrencyCode: plan.currency,
    isSla: plan.isSla,
    maxNumberOfUserTerminals: plan.maxTerminals,
    dataProducts: plan.topUp === null ? null : { topUpProduct: dataProduct(plan.topUp), dataBlockProducts: plan.blocks.map(dataProduct) },
  };
}
