// Service lines: the list, one line, and the part periods of its bills.
import { findCycle, isoTime, secondOf } from './billing-cycles.ts';
import { answer, answerPage, refusal, type ApiAnswer } from './envelope.ts';
import {
  delayedPlan, endOf, hasPublicIp, isActive, listBlocks, listPlanPeriods, nicknameOf, optInAt, planAt, terminalIdsAt, type DataBlock, type LineRecord,
} from './line-state.ts';
import type { ManagementRequest } from './management-request.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function answerServiceLines(request: ManagementRequest): ApiAnswer {
  const { account, world, url, nowS, paging } = request;
  const query = url.searchParams;
  const address = query.get('addressReferenceId');
  const search = (query.get('searchString') ?? '').toLowerCase();
  const order = query.get('orderByCreatedDateDescending') ?? 'true';
  if (!/^(true|false)$/i.test(order)) return refusal(400, `The value '${order}' is not valid.`, ['orderByCreatedDateDescending']);
  if (address !== null && !uuid.test(address)) return refusal(400, `The value '${address}' is not valid.`, ['addressReferenceId']);
  const newestFirst = order.toLowerCase() === 'true';
  // Data pools are not enabled on these accounts: no line is on one.
  const found = query.get('dataPoolId') !== null ? [] : world.lines(account).filter((record) =>
    (address === null || record.line.addressReferenceId === address) && (search === '' || isLineFound(request, record, search)));
  return answerPage(newestFirst ? found : found.toReversed(), url, (record) => buildServiceLine(record, nowS), paging);
}

export function answerServiceLine(request: ManagementRequest): ApiAnswer {
  return withLine(request, (record) => answer(buildServiceLine(record, request.nowS)));
}

/** Past cycles in which the plan changed or the line began: each part is billed for itself. */
export function answerPartialPeriods(request: ManagementRequest): ApiAnswer {
  return withLine(request, (record) => {
    const { line } = record;
    const startS = secondOf(line.startDate);
    const periods: object[] = [];
    let cycle = findCycle(line.billingDay, request.nowS);
    // A year of bills.
    for (let back = 0; back < 12 && cycle.startS > startS; back++) {
      cycle = findCycle(line.billingDay, cycle.startS - 1);
      const plans = listPlanPeriods(record, Math.max(cycle.startS, startS), cycle.endS);
      if (plans.length === 1 && cycle.startS >= startS) continue;
      periods.unshift(...plans.map(({ plan, fromS, untilS }) => ({
        productReferenceId: plan.productReferenceId, periodStart: isoTime(fromS), periodEnd: isoTime(untilS),
      })));
    }
    return answer(periods);
  });
}

/** The service has no 404 for its own things: an unknown number is a 422 in words. */
export function withLine(request: ManagementRequest, then: (record: LineRecord) => ApiAnswer): ApiAnswer {
  const record = request.world.line(request.account, request.params['serviceLineNumber'] ?? '');
  return record === undefined ? refusal(422, 'The service line was not found on this account.', ['serviceLineNumber']) : then(record);
}

/** Fuzzy on the nickname, exact on the numbers. */
function isLineFound({ account, world, nowS }: ManagementRequest, record: LineRecord, search: string): boolean {
  if ((nicknameOf(record) ?? '').toLowerCase().includes(search) || record.line.serviceLineNumber.toLowerCase() === search) return true;
  return terminalIdsAt(record, nowS).some((id) => {
    const terminal = world.terminal(account, id);
    return terminal !== undefined && [id, terminal.name, terminal.dishSerial].some((text) => text.toLowerCase() === search);
  });
}

export function buildServiceLine(record: LineRecord, nowS: number): object {
  const { line } = record;
  const plan = planAt(record, nowS);
  const cycle = findCycle(line.billingDay, nowS);
  const next = findCycle(line.billingDay, cycle.endS);
  const blocks = listBlocks(record, cycle, nowS);
  const nextRecurring = listBlocks(record, next, nowS).filter((block) => block.kind === 'recurring').map(buildBlock);
  const delayed = delayedPlan(record, nowS);
  const endS = endOf(record);
  return {
    addressReferenceId: line.addressReferenceId,
    serviceLineNumber: line.serviceLineNumber,
    nickname: nicknameOf(record),
    productReferenceId: plan.productReferenceId,
    delayedProductId: delayed?.productReferenceId ?? null,
    optInProductId: plan.overage !== null && optInAt(record, nowS).optedIn ? plan.overage.productId : null,
    startDate: line.startDate,
    endDate: endS === null || endS > nowS ? null : line.endDate ?? isoTime(endS),
    publicIp: hasPublicIp(record),
    active: isActive(record, nowS),
    aviationMetadata: null,
    dataBlocks: {
      recurringBlocksCurrentBillingCycle: blocks.filter((block) => block.kind === 'recurring').map(buildBlock),
      recurringBlocksNextBillingCycle: delayed === null ? nextRecurring : [],
      delayedProductRecurringBlocksNextCycle: delayed === null ? [] : nextRecurring,
      topUpBlocksOptInPurchase: [],
      topUpBlocksOneTimePurchase: blocks.filter((block) => block.kind === 'topUp').map(buildBlock),
    },
  };
}

function buildBlock(block: DataBlock): object {
  return {
    productId: block.productId, startDate: isoTime(block.fromS), expirationDate: isoTime(block.untilS),
    count: block.count, dataAmount: block.dataAmountGB, dataUnitType: 'GB',
  };
}
