// Writes to a service line. Each adds an event to the line; refusals are 422 in words, malformed bodies 400.
import { findBillingDay, isoTime } from './billing-cycles.ts';
import { answer, done, refusal, type ApiAnswer } from './envelope.ts';
import type { BlockOrder } from './line-events.ts';
import { isActive, nextBillDay, optInAt, planAt, type LineRecord } from './line-state.ts';
import type { ManagementRequest } from './management-request.ts';
import { buildServiceLineNumber } from './names.ts';
import { buildPlans, type Plan } from './plans.ts';
import { flag, list, optional, parseRequest, record as fieldsOf, text, wholeNumber } from './request-fields.ts';
import { buildServiceLine, withLine } from './service-line-calls.ts';
import { hash32 } from './seeded-numbers.ts';

const orders = list(fieldsOf({ productId: text, count: wholeNumber }));

/** PUT …/nickname */
export function answerSetNickname(request: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(request.body, { nickname: text });
  if ('refused' in parsed) return parsed.refused;
  return withLine(request, (record) => {
    note(request, record, { kind: 'nickname', nickname: parsed.fields.nickname });
    return done;
  });
}

/** PUT …/public-ip */
export function answerSetPublicIp(request: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(request.body, { publicIp: flag });
  if ('refused' in parsed) return parsed.refused;
  return withActiveLine(request, (record) => {
    note(request, record, { kind: 'publicIp', publicIp: parsed.fields.publicIp });
    request.world.setPublicIp(request.account, record.line, request.nowS, parsed.fields.publicIp);
    return done;
  });
}

/** PUT …/product: upgrades at once, downgrades on the next bill day, unless `delayUpdate` says which. */
export function answerSetProduct(request: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(request.body, {
    productReferenceId: text, recurringDataBlocks: optional(orders), dataPoolId: optional(text), delayUpdate: optional(flag),
  });
  if ('refused' in parsed) return parsed.refused;
  const { productReferenceId, recurringDataBlocks, dataPoolId, delayUpdate } = parsed.fields;
  if (dataPoolId !== null) return noDataPools;
  return withActiveLine(request, (record) => {
    const now = planAt(record, request.nowS);
    const plan = buildPlans(request.account.theme).find((one) => one.productReferenceId === productReferenceId);
    if (plan === undefined) return refusal(422, 'The product is not available for this account.', ['productReferenceId']);
    if (plan.productReferenceId === now.productReferenceId) return refusal(422, 'The service line is on this product already.', ['productReferenceId']);
    if (recurringDataBlocks?.some((order) => !hasBlock(plan, order)) === true) return refusal(422, 'The data block is not available on this product.', ['recurringDataBlocks']);
    const delayed = delayUpdate ?? plan.price < now.price;
    note(request, record, { kind: 'product', plan, recurring: recurringDataBlocks, fromS: delayed ? nextBillDay(record.line, request.nowS) : request.nowS });
    if (!delayed) request.world.relieve(request.account, record.line, request.nowS);
    return done;
  });
}

/** PUT …/data/recurring */
export function answerSetRecurring(request: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(request.body, { recurringDataBlocks: optional(orders), dataPoolId: optional(text), applyToCurrentMonth: optional(flag) });
  if ('refused' in parsed) return parsed.refused;
  const { recurringDataBlocks, dataPoolId, applyToCurrentMonth } = parsed.fields;
  if (dataPoolId !== null) return noDataPools;
  return withActiveLine(request, (record) => {
    const plan = planAt(record, request.nowS);
    const blocks = recurringDataBlocks ?? [];
    if (plan.blocks.length === 0) return notOnTopUpPlan;
    if (blocks.some((order) => !hasBlock(plan, order))) return refusal(422, 'The data block is not available on this product.', ['recurringDataBlocks']);
    note(request, record, { kind: 'recurring', blocks, applyToCurrentMonth: applyToCurrentMonth ?? false });
    if (applyToCurrentMonth === true) request.world.relieve(request.account, record.line, request.nowS);
    return done;
  });
}

/** POST …/data/top-up: bought at once, as often as it is asked for. */
export function answerTopUp(request: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(request.body, { productId: text, count: wholeNumber });
  if ('refused' in parsed) return parsed.refused;
  const { productId, count } = parsed.fields;
  return withActiveLine(request, (record) => {
    const { topUp } = planAt(record, request.nowS);
    if (topUp === null) return notOnTopUpPlan;
    if (topUp.productId !== productId) return refusal(422, `The product ${productId} is not available for this service line.`, ['productId']);
    if (count < 1) return refusal(422, 'The number of data blocks must be at least 1.', ['count']);
    note(request, record, { kind: 'topUp', productId, count });
    request.world.relieve(request.account, record.line, request.nowS);
    return done;
  });
}

/** POST …/data/opt-in and …/data/opt-out: a switch that has to cool down after each turn. */
export function answerOptIn(request: ManagementRequest): ApiAnswer {
  return switchOptIn(request, true);
}

export function answerOptOut(request: ManagementRequest): ApiAnswer {
  return switchOptIn(request, false);
}

function switchOptIn(request: ManagementRequest, wanted: boolean): ApiAnswer {
  return withActiveLine(request, (record) => {
    const { nowS, world } = request;
    const { overage } = planAt(record, nowS);
    const state = optInAt(record, nowS);
    if (overage === null) return refusal(422, 'Priority data beyond the plan is not available on this product.');
    if (state.switchedS !== null && nowS < state.switchedS + world.rules.optInCoolDownS) {
      return refusal(422, `The opt-in state was changed recently. It can be changed again at ${isoTime(state.switchedS + world.rules.optInCoolDownS)}.`);
    }
    if (state.optedIn === wanted) return refusal(422, `The service line is opted ${wanted ? 'in' : 'out'} already.`);
    const next = note(request, record, { kind: wanted ? 'optIn' : 'optOut' });
    if (wanted) world.relieve(request.account, record.line, nowS);
    const { activatedS, deactivatedS } = optInAt(next, nowS);
    return answer({
      productId: overage.productId, activatedDate: isoTime(activatedS), deactivatedDate: deactivatedS === null ? null : isoTime(deactivatedS),
      isInOptInCoolDown: world.rules.optInCoolDownS > 0,
    });
  });
}

/** POST /service-lines */
export function answerCreateServiceLine(request: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(request.body, {
    addressReferenceId: text, productReferenceId: text,
    dataBlockProducts: optional(fieldsOf({ recurringDataBlocks: optional(orders), dataPoolId: optional(text) })),
  });
  if ('refused' in parsed) return parsed.refused;
  const { addressReferenceId, productReferenceId, dataBlockProducts } = parsed.fields;
  const { account, world, nowS } = request;
  const plan = buildPlans(account.theme).find((one) => one.productReferenceId === productReferenceId);
  if (plan === undefined) return refusal(422, 'The product is not available for this account.', ['productReferenceId']);
  if (!world.papers(account).addresses.has(addressReferenceId)) return refusal(422, 'The address was not found on this account.', ['addressReferenceId']);
  if (dataBlockProducts !== null && dataBlockProducts.dataPoolId !== null) return noDataPools;
  const blocks = dataBlockProducts?.recurringDataBlocks ?? [];
  if (blocks.some((order) => !hasBlock(plan, order))) return refusal(422, 'The data block is not available on this product.', ['dataBlockProducts']);
  const number = world.nextLineNumber();
  const startDate = isoTime(nowS);
  const record = world.addLine(account, {
    key: hash32(account.index, number, 0x4e3), nickname: null, plan, otherPlan: null, startDate, endDate: null, addressReferenceId,
    serviceLineNumber: buildServiceLineNumber(number, account.index), billingDay: findBillingDay(startDate), publicIp: false, optedIn: false,
    recurringBlocks: 0, userTerminalIds: [],
  });
  const made = blocks.length === 0 ? record : note(request, record, { kind: 'recurring', blocks, applyToCurrentMonth: true });
  return { ...answer(buildServiceLine(made, nowS)), status: 201 };
}

/** DELETE /service-lines/{sl}: on the next bill day, or at once. */
export function answerEndServiceLine(request: ManagementRequest): ApiAnswer {
  const endNow = (request.url.searchParams.get('endNow') ?? 'false').toLowerCase() === 'true';
  return withActiveLine(request, (record) => {
    const endS = endNow ? request.nowS : nextBillDay(record.line, request.nowS);
    note(request, record, { kind: 'end', endS });
    request.world.endService(request.account, record.line, endS);
    return done;
  });
}

const noDataPools = refusal(422, 'Data pools are not enabled for this account.', ['dataPoolId']);
const notOnTopUpPlan = refusal(422, 'The service line must be on a top up plan.');

function withActiveLine(request: ManagementRequest, then: (record: LineRecord) => ApiAnswer): ApiAnswer {
  return withLine(request, (record) => (isActive(record, request.nowS) ? then(record) : refusal(422, 'The service line is not active.', ['serviceLineNumber'])));
}

type NewEvent = Parameters<ManagementRequest['world']['record']>[2] extends infer E ? (E extends unknown ? Omit<E, 'atS'> : never) : never;

function note({ account, world, nowS }: ManagementRequest, { line }: LineRecord, event: NewEvent): LineRecord {
  return world.record(account, line.serviceLineNumber, { ...event, atS: nowS });
}

function hasBlock(plan: Plan, order: BlockOrder): boolean {
  return order.count >= 0 && plan.blocks.some((block) => block.productId === order.productId);
}
