// Invoices and the balance: one invoice a month, made from the lines that were active then; the newest is not yet paid.
import { isoTime } from './billing-cycles.ts';
import { answer, answerPage, refusal, type ApiAnswer } from './envelope.ts';
import type { Account } from './fleet.ts';
import { endOf, nicknameOf, planAt, type LineRecord } from './line-state.ts';
import type { ManagementRequest } from './management-request.ts';
import { hash32, hexDigits } from './seeded-numbers.ts';

interface Invoice {
  readonly invoiceId: string;
  readonly atS: number;
  readonly dueS: number;
  readonly periodStartS: number;
  readonly lines: readonly LineRecord[];
  readonly amount: number;
}

// A year of bills; the oldest that the service still shows.
const invoiceMonths = 12;
const daysToPay = 14;
// Norwegian value added tax; nobody computes with it.
const taxRate = 0.25;

/** One account in six has not paid its last bill, and is suspended for it. */
export function owesMoney(account: Account): boolean {
  return account.index % 6 === 4;
}

export function answerInvoices(request: ManagementRequest): ApiAnswer {
  const { account, url, nowS, paging } = request;
  return answerPage(listInvoices(request), url, (invoice) => ({
    invoiceId: invoice.invoiceId,
    description: `Starlink subscription ${isoTime(invoice.periodStartS).slice(0, 7)}`,
    currency: account.theme.currency,
    amount: invoice.amount,
    dueAmount: isPaid(account, invoice, nowS) ? 0 : invoice.amount,
    invoiceDate: isoTime(invoice.atS),
    dueDate: isoTime(invoice.dueS),
    status: isPaid(account, invoice, nowS) ? 'Paid' : invoice.dueS <= nowS ? 'Overdue' : 'DueSoon',
  }), paging);
}

export function answerInvoice(request: ManagementRequest): ApiAnswer {
  const { account, params, nowS } = request;
  const invoice = listInvoices(request).find((one) => one.invoiceId === params['invoiceId']);
  if (invoice === undefined) return refusal(422, 'The invoice was not found on this account.', ['invoiceId']);
  return answer({
    invoiceId: invoice.invoiceId,
    orderReferenceId: `ORD-DF-${invoice.invoiceId.slice(-8)}`,
    currency: account.theme.currency,
    dueAmount: isPaid(account, invoice, nowS) ? 0 : invoice.amount,
    paidAmount: isPaid(account, invoice, nowS) ? invoice.amount : 0,
    invoiceDate: isoTime(invoice.atS),
    dueDate: isoTime(invoice.dueS),
    invoiceLines: invoice.lines.map((record) => {
      const plan = planAt(record, invoice.periodStartS);
      return {
        productReferenceId: plan.productReferenceId, productDescription: plan.name, serviceName: nicknameOf(record),
        serviceLineNumbers: [record.line.serviceLineNumber], quantity: 1, unitPrice: plan.price, taxAmount: cents(plan.price * taxRate),
        subTotal: plan.price, servicePeriodStartDate: isoTime(invoice.periodStartS), servicePeriodEndDate: isoTime(invoice.atS),
      };
    }),
  });
}

export function answerBalance(request: ManagementRequest): ApiAnswer {
  const due = listInvoices(request).filter((invoice) => !isPaid(request.account, invoice, request.nowS)).reduce((sum, invoice) => sum + invoice.amount, 0);
  return answer({ balances: [{ currency: request.account.theme.currency, dueAmount: cents(due) }] });
}

/** Newest first; a month without an active line has none. */
function listInvoices({ account, world, nowS }: ManagementRequest): Invoice[] {
  const now = new Date(nowS * 1000);
  const month = (back: number): number => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1) / 1000;
  return Array.from({ length: invoiceMonths }, (_, back): Invoice => {
    const [atS, periodStartS] = [month(back), month(back + 1)];
    const lines = world.lines(account).filter((record) => Date.parse(record.line.startDate) / 1000 < atS && (endOf(record) ?? Infinity) > periodStartS);
    const net = lines.reduce((sum, record) => sum + planAt(record, periodStartS).price, 0);
    return { invoiceId: buildInvoiceId(account, atS), atS, dueS: atS + daysToPay * 86_400, periodStartS, lines, amount: cents(net * (1 + taxRate)) };
  }).filter((invoice) => invoice.lines.length > 0);
}

function buildInvoiceId(account: Account, atS: number): string {
  return `INV-DF-${account.regionCode}-${hexDigits(hash32(account.index, atS, 0x12f0), 8).toUpperCase()}`;
}

// Who owes money has not paid what was due in this time.
const overdueForS = 31 * 86_400;

function isPaid(account: Account, invoice: Invoice, nowS: number): boolean {
  return invoice.dueS <= nowS - (owesMoney(account) ? overdueForS : 0);
}

function cents(value: number): number {
  return Math.round(value * 100) / 100;
}
