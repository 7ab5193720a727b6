import { describe, expect, test } from 'vitest';
import {
  parseAccountEntry, parseManagedAccountEntry, parseProductEntry, parseServiceLineEntry, parseUserTerminalEntry,
} from '../../../src/main/starlink/management-entries.ts';

// The examples of starlink-api.md §9.
const userTerminal = {
  userTerminalId: '01000000-00000000-00a1b2c3', nickname: 'MV Example fore', kitSerialNumber: 'KITP00142069', dishSerialNumber: 'HPCP300142069',
  serviceLineNumber: 'SL-4668820-36443-79', l2VpnCircuits: [],
  routers: [{ routerId: '0100000000000000001ACBB9', nickname: null, userTerminalId: '01000000-00000000-00a1b2c3', configId: 'DVC_CFG-12341234', hardwareVersion: null, lastBonded: null }],
};
const serviceLine = {
  addressReferenceId: '55ec6574-10d8-bd9c-1951-d4184f4ae467', serviceLineNumber: 'SL-4668820-36443-79', nickname: 'MV Example',
  productReferenceId: 'be-enterprise-global-priority-50gb-eur', delayedProductId: null, optInProductId: null,
  startDate: '2026-05-05T16:51:18.596009+00:00', endDate: null, publicIp: false, active: true, aviationMetadata: null, dataBlocks: {},
};
const product = {
  productReferenceId: 'be-enterprise-global-priority-50gb-eur', name: 'Global Priority - 50GB', price: 250.0, isoCurrencyCode: 'EUR', isSla: false, maxNumberOfUserTerminals: 1,
  dataProducts: { topUpProduct: { productId: 'be-top-up-50gb-eur', price: 50.0, isoCurrencyCode: 'EUR', dataAmount: 50, dataUnit: 'GB' }, dataBlockProducts: [] },
};

describe('a user terminal', () => {
  test('is keyed as the stream spells it, its routers too', () => {
    expect(parseUserTerminalEntry(userTerminal)).toEqual({
      ok: true, key: 'ut01000000-00000000-00a1b2c3',
      value: {
        deviceId: 'ut01000000-00000000-00a1b2c3', nickname: 'MV Example fore', kitNumber: 'KITP00142069', serialNumber: 'HPCP300142069',
        serviceLineNumber: 'SL-4668820-36443-79', routerIds: ['Router-0100000000000000001ACBB9'],
      },
    });
  });

  test('of another case or with the prefix is the same terminal', () => {
    for (const userTerminalId of ['01000000-00000000-00A1B2C3', 'ut01000000-00000000-00a1b2c3', ' 01000000-00000000-00a1b2c3 ']) {
      expect(parseUserTerminalEntry({ ...userTerminal, userTerminalId })).toMatchObject({ key: 'ut01000000-00000000-00a1b2c3' });
    }
  });

  test('with the id alone is a terminal of which nothing is known; no router is not "unknown"', () => {
    const bare = parseUserTerminalEntry({ userTerminalId: '1-2-3', nickname: null, serviceLineNumber: '', kitSerialNumber: '  ' });
    expect(bare).toMatchObject({ ok: true, value: { nickname: null, kitNumber: null, serialNumber: null, serviceLineNumber: null, routerIds: null } });
    expect(parseUserTerminalEntry({ ...userTerminal, routers: [] })).toMatchObject({ value: { routerIds: [] } });
  });

  test('ignores fields it does not know', () => {
    expect(parseUserTerminalEntry({ ...userTerminal, dataPoolId: { deep: [1] } })).toMatchObject({ ok: true });
  });

  test('stays where a router of it does not tell its id', () => {
    const routers = [{}, { routerId: null }, null, { routerId: '0100000000000000001acbb9' }];
    expect(parseUserTerminalEntry({ ...userTerminal, routers })).toMatchObject({ ok: true, value: { routerIds: ['Router-0100000000000000001ACBB9'] } });
  });

  test('that is malformed names the field, and itself where it can', () => {
    expect(parseUserTerminalEntry({ ...userTerminal, kitSerialNumber: {} })).toMatchObject({ ok: false, key: 'ut01000000-00000000-00a1b2c3', problem: expect.stringContaining('kitSerialNumber') as string });
    for (const nameless of [null, 'text', [], {}, { userTerminalId: null }, { userTerminalId: '  ' }]) expect(parseUserTerminalEntry(nameless)).toMatchObject({ ok: false, key: null });
  });
});

describe('a service line', () => {
  test('keeps dates and flags as they are', () => {
    expect(parseServiceLineEntry(serviceLine)).toEqual({
      ok: true, key: 'SL-4668820-36443-79',
      value: {
        serviceLineNumber: 'SL-4668820-36443-79', nickname: 'MV Example', productReferenceId: 'be-enterprise-global-priority-50gb-eur', active: true, publicIp: false,
        startDate: '2026-05-05T16:51:18.596009+00:00', endDate: null, optInProductId: null,
        recurringBlocks: null, recurringBlocksGB: null, oneTimeBlocks: null, oneTimeBlocksGB: null,
      },
    });
  });

  test('opted out says null or nothing, never an empty product; a flag that is absent is not false', () => {
    expect(parseServiceLineEntry({ ...serviceLine, optInProductId: '', active: undefined })).toMatchObject({ value: { optInProductId: null, active: null } });
  });
});

describe('a product', () => {
  test('has its top-up with its own price and currency', () => {
    expect(parseProductEntry(product)).toMatchObject({
      key: 'be-enterprise-global-priority-50gb-eur',
      value: { name: 'Global Priority - 50GB', price: 250, currency: 'EUR', topUpProductId: 'be-top-up-50gb-eur', topUpPrice: 50, topUpCurrency: 'EUR', topUpGB: 50 },
    });
  });

  test.each([null, undefined, {}, { topUpProduct: null }, { topUpProduct: { productId: null, price: 5 } }])('without a top-up (%j) can not be topped up', (dataProducts) => {
    expect(parseProductEntry({ ...product, dataProducts })).toMatchObject({ ok: true, value: { topUpProductId: null, topUpPrice: null, topUpCurrency: null, topUpGB: null } });
  });

  test('does not take another unit for GB, nor a price of 0 for none', () => {
    const topUpProduct = { ...product.dataProducts.topUpProduct, dataUnit: 'TB', price: 0 };
    expect(parseProductEntry({ ...product, price: 0, dataProducts: { topUpProduct } })).toMatchObject({ value: { price: 0, topUpPrice: 0, topUpGB: null, topUpProductId: 'be-top-up-50gb-eur' } });
    expect(parseProductEntry({ ...product, price: null })).toMatchObject({ value: { price: null } });
    expect(parseProductEntry({ ...product, price: 'a lot' })).toMatchObject({ ok: false, key: product.productReferenceId });
  });
});

test('numbers as text, texts as numbers and flags as words cost no row', () => {
  expect(parseProductEntry({ ...product, name: 50, price: '250.50' })).toMatchObject({ value: { name: '50', price: 250.5 } });
  expect(parseProductEntry({ ...product, price: '' })).toMatchObject({ value: { price: null } });
  expect(parseServiceLineEntry({ ...serviceLine, nickname: 7, active: 'True', publicIp: 'false' })).toMatchObject({ value: { nickname: '7', active: true, publicIp: false } });
  expect(parseUserTerminalEntry({ ...userTerminal, kitSerialNumber: 142_069 })).toMatchObject({ value: { kitNumber: '142069' } });
});

test('a suspension is shown, however it is written', () => {
  const suspensionsOf = (activeSuspensions: unknown): unknown => parseAccountEntry({ accountNumber: 'ACC-1', activeSuspensions });
  expect(suspensionsOf('Payment overdue')).toMatchObject({ value: { suspensions: ['Payment overdue'] } });
  expect(suspensionsOf([{ reason: 'Payment overdue' }, null, 'Other'])).toMatchObject({ value: { suspensions: ['{"reason":"Payment overdue"}', 'Other'] } });
});

test('an account may have no name and no list of suspensions', () => {
  expect(parseAccountEntry({ accountNumber: 'ACC-1', regionCode: 'BE', accountName: null, activeSuspensions: null })).toMatchObject({ key: 'ACC-1', value: { accountName: null, regionCode: 'BE', suspensions: null } });
  expect(parseAccountEntry({ accountNumber: 'ACC-1' })).toMatchObject({ value: { accountName: null, regionCode: null, suspensions: null } });
  expect(parseAccountEntry({ accountNumber: 'ACC-1', activeSuspensions: ['Payment overdue'] })).toMatchObject({ value: { suspensions: ['Payment overdue'] } });
  expect(parseAccountEntry({ accountName: 'no number' })).toMatchObject({ ok: false, key: null });
});

test('a managed account has number, name and region', () => {
  expect(parseManagedAccountEntry({ accountNumber: 'ACC-2', accountName: 'Two', regionCode: 'US', extra: 1 })).toEqual({ ok: true, key: 'ACC-2', value: { accountNumber: 'ACC-2', accountName: 'Two', regionCode: 'US' } });
});
