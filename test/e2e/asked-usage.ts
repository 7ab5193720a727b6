// Asks a server for service lines and their usage as any client would, for comparing with what the console shows.
import { z } from 'zod';
import type { ApiClient } from '../simulator/simulator-client.ts';

export interface AskedDay {
  readonly date: string;
  readonly priorityGB: number;
  readonly standardGB: number;
  readonly optInPriorityGB: number;
  readonly nonBillableGB: number;
}

export interface AskedOverage {
  readonly consumedGB: number;
  readonly overageGB: number;
  readonly pricePerGB: number;
  readonly overagePrice: number;
}

export interface AskedCycle {
  readonly startDate: string;
  readonly endDate: string;
  readonly priorityGB: number;
  readonly standardGB: number;
  readonly optInPriorityGB: number;
  readonly nonBillableGB: number;
  /** Oldest first. */
  readonly days: readonly AskedDay[];
  readonly overageLines: readonly AskedOverage[];
}

export interface AskedLine {
  readonly number: string;
  readonly name: string | null;
  readonly active: boolean;
  readonly optedIn: boolean;
  readonly plan: { readonly name: string; readonly price: number; readonly currency: string; readonly limitGB: number; readonly topUpProductId: string | null };
  readonly mobile: boolean;
  readonly limitGB: number;
  /** Of the current cycle. */
  readonly overageGB: number;
  /** `ut…`, as the stream spells them. */
  readonly terminalIds: readonly string[];
  /** Oldest first, the current one last. */
  readonly cycles: readonly AskedCycle[];
}

const page = <Row extends z.ZodType>(row: Row) => z.object({ content: z.object({ isLastPage: z.boolean(), results: z.array(row) }) });
const lineSchema = z.object({ serviceLineNumber: z.string(), nickname: z.string().nullable(), active: z.boolean(), productReferenceId: z.string(), optInProductId: z.string().nullable() });
const productSchema = z.object({
  productReferenceId: z.string(), name: z.string(), price: z.number(), isoCurrencyCode: z.string(),
  dataProducts: z.object({ topUpProduct: z.object({ productId: z.string() }).nullable() }).nullable(),
});
const terminalSchema = z.object({ userTerminalId: z.string(), serviceLineNumber: z.string().nullable() });
const usageSchema = z.object({
  serviceLineNumber: z.string(), servicePlan: z.object({ isMobilePlan: z.boolean(), usageLimitGB: z.number() }),
  billingCycles: z.array(z.object({
    startDate: z.string(), endDate: z.string(), totalPriorityGB: z.number(), totalStandardGB: z.number(), totalOptInPriorityGB: z.number(), totalNonBillableGB: z.number(),
    dailyDataUsage: z.array(z.object({ date: z.string(), priorityGB: z.number(), standardGB: z.number(), optInPriorityGB: z.number(), nonBillableGB: z.number() })),
    overageLines: z.array(z.object({ consumedAmountGB: z.number(), overageAmountGB: z.number(), pricePerGB: z.number(), overagePrice: z.number() })),
  })),
});

/** Lines that are active and have a plan that the account can buy: what a client sees of them after a whole walk of each list. */
export async function askLines(client: ApiClient): Promise<readonly AskedLine[]> {
  const [lines, products, terminals] = [await askAll(client, '/service-lines', lineSchema), await askAll(client, '/products', productSchema), await askAll(client, '/user-terminals', terminalSchema)];
  const usage = await askAll(client, '/data-usage/query', usageSchema, JSON.stringify({ previousBillingCycles: 12, activeServiceLinesOnly: false }));
  return lines.map((line) => {
    const product = products.find(({ productReferenceId }) => productReferenceId === line.productReferenceId)!;
    const used = usage.find(({ serviceLineNumber }) => serviceLineNumber === line.serviceLineNumber)!;
    const { usageLimitGB } = used.servicePlan;
    return {
      number: line.serviceLineNumber, name: line.nickname, active: line.active, optedIn: line.optInProductId !== null && line.optInProductId !== '',
      plan: { name: product.name, price: product.price, currency: product.isoCurrencyCode, limitGB: usageLimitGB, topUpProductId: product.dataProducts?.topUpProduct?.productId ?? null },
      mobile: used.servicePlan.isMobilePlan, limitGB: usageLimitGB,
      overageGB: used.billingCycles.at(-1)?.overageLines.reduce((sum, { overageAmountGB }) => sum + overageAmountGB, 0) ?? 0,
      terminalIds: terminals.filter(({ serviceLineNumber }) => serviceLineNumber === line.serviceLineNumber).map(({ userTerminalId }) => `ut${userTerminalId}`),
      cycles: used.billingCycles.map((cycle) => ({
        startDate: cycle.startDate, endDate: cycle.endDate, days: cycle.dailyDataUsage,
        priorityGB: cycle.totalPriorityGB, standardGB: cycle.totalStandardGB, optInPriorityGB: cycle.totalOptInPriorityGB, nonBillableGB: cycle.totalNonBillableGB,
        overageLines: cycle.overageLines.map((one) => ({ consumedGB: one.consumedAmountGB, overageGB: one.overageAmountGB, pricePerGB: one.pricePerGB, overagePrice: one.overagePrice })),
      })),
    };
  });
}

export function sumOf(cycle: AskedCycle): number {
  return cycle.priorityGB + cycle.standardGB;
}

async function askAll<Row extends z.ZodType>(client: ApiClient, path: string, row: Row, body?: string): Promise<z.infer<Row>[]> {
  const rows: z.infer<Row>[] = [];
  for (let index = 0; ; index++) {
    const address = `${path}?page=${index}`;
    const reply = body === undefined ? await client.get(address) : await client.post(address, body);
    const { content } = page(row).parse(JSON.parse(reply.text));
    rows.push(...(content.results as z.infer<Row>[]));
    if (content.isLastPage) return rows;
  }
}
