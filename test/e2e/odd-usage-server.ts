// A server of one account whose service lines are what no fleet of the simulator has: several currencies, none, a plan changed in mid-cycle, figures that are missing.
import { startLocalServer, type LocalServer, type SeenRequest } from '../main/starlink/local-server.ts';
import type { ServerAddresses } from './console-driver.ts';

export const oddAccount = { accountNumber: 'ACC-1-2-3', accountName: 'Odd Lines', regionCode: 'JP' };
const cycle = { startDate: '2026-11-05T00:00:00+00:00', endDate: '2026-12-05T00:00:00+00:00', dataPoolUsage: [] };

function product(productReferenceId: string, name: string, price: number, isoCurrencyCode: string): object {
  return { productReferenceId, name, price, isoCurrencyCode, isSla: false, maxNumberOfUserTerminals: null, dataProducts: null };
}

function serviceLine(serviceLineNumber: string, nickname: string | null, productReferenceId: string): object {
  return {
    addressReferenceId: null, serviceLineNumber, nickname, productReferenceId, delayedProductId: null, optInProductId: null, startDate: '2026-01-31T23:59:59.596009+00:00', endDate: null,
    publicIp: false, active: true, aviationMetadata: null, dataBlocks: null,
  };
}

function overageLine(values: object): object {
  return { restricted: 1, unrestricted: 2, pricePerGB: 2, usageLimitGB: 50, overageAmountGB: 0, consumedAmountGB: 50, overagePrice: 0, productId: 'overage', dataOverageType: 1, activeFrom: cycle.startDate, ...values };
}

function usage(serviceLineNumber: string, plan: object, totals: object, overageLines: readonly object[]): object {
  return {
    accountNumber: oddAccount.accountNumber, serviceLineNumber, startDate: cycle.startDate, endDate: cycle.endDate, lastUpdated: '2026-11-26T03:00:00+00:00',
    billingCycles: [{ ...cycle, dailyDataUsage: [], overageLines, ...totals }],
    servicePlan: { isMobilePlan: true, usageLimitGB: 50, isoCurrencyCode: 'EUR', productId: 'p', overageLine: null, dataPoolUsage: null, ...plan },
  };
}

const lists: Readonly<Record<string, readonly object[]>> = {
  '/user-terminals': [], '/routers': [],
  '/products': [product('yen', 'Yen Plan', 12_500, 'JPY'), product('dollar', 'Dollar Plan', 1_250.5, 'USD'), product('euro', 'Euro Plan', 9, 'EUR')],
  '/service-lines': [
    serviceLine('SL-YEN', null, 'yen'), serviceLine('SL-DOLLAR', 'Ferry "Ø" <2>', 'dollar'), serviceLine('SL-EURO', 'Cheap in euro', 'euro'), serviceLine('SL-GONE', 'Plan of old', 'withdrawn-plan'),
    serviceLine('SL-NAMELESS', 'No currency', 'euro'),
  ],
  '/data-usage/query': [
    usage('SL-YEN', { isoCurrencyCode: 'JPY', usageLimitGB: 0, isMobilePlan: false }, { totalPriorityGB: 0.004, totalStandardGB: 0, totalOptInPriorityGB: 0, totalNonBillableGB: null }, []),
    usage('SL-DOLLAR', { isoCurrencyCode: 'USD' }, { totalPriorityGB: 60, totalStandardGB: 1.5, totalOptInPriorityGB: 10, totalNonBillableGB: 0.25 }, [
      overageLine({ overageAmountGB: 4, overagePrice: 8 }),
      overageLine({ overageAmountGB: 6, overagePrice: 0.75, pricePerGB: 0.125, productId: 'overage-new', activeFrom: '2026-11-15T00:00:00+00:00', consumedAmountGB: 20 }),
    ]),
    usage('SL-EURO', {}, { totalPriorityGB: 550, totalStandardGB: 0, totalOptInPriorityGB: 500, totalNonBillableGB: 0 }, [overageLine({ overageAmountGB: 500, overagePrice: 1_000 })]),
    usage('SL-NAMELESS', { isoCurrencyCode: null }, { totalPriorityGB: 51, totalStandardGB: 0, totalOptInPriorityGB: 1, totalNonBillableGB: 0 }, [overageLine({ overageAmountGB: 1, overagePrice: 3 })]),
  ],
};

export async function startOddUsageServer(): Promise<{ readonly addresses: ServerAddresses; readonly server: LocalServer }> {
  const server = await startLocalServer((response, request) => {
    const answer = answerOf(request);
    response.writeHead(answer === null ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
  });
  return { server, addresses: { url: `${server.origin}/api/public/v2`, tokenUrl: `${server.origin}/api/auth/connect/token` } };
}

function answerOf({ url }: SeenRequest): object | null {
  const path = new URL(url, 'http://odd').pathname.replace('/api/public/v2', '');
  if (path === '/api/auth/connect/token') return { access_token: 'token', expires_in: 900, token_type: 'Bearer' };
  if (path === '/telemetry/stream') return { data: { values: [], columnNamesByDeviceType: {} }, metadata: { enums: { DeviceType: {}, AlertsByDeviceType: {} } } };
  if (path === '/account') return envelope(oddAccount);
  if (path === '/managed/accounts') return envelope({ nextKey: null, results: [] });
  const results = lists[path];
  return results === undefined ? null : envelope({ pageIndex: 0, limit: 100, isLastPage: true, results, totalCount: results.length });
}

function envelope(content: object): object {
  return { content, errors: [], warnings: [], information: [], isValid: true };
}
