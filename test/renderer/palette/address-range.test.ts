import { describe, expect, it } from 'vitest';
import { parseAddressRange, rangesMeet } from '../../../src/renderer/palette/address-range.ts';

const meet = (a: string, b: string): boolean => rangesMeet(parseAddressRange(a)!, parseAddressRange(b)!);

describe('parseAddressRange', () => {
  it.each(['10.20', '10.20.30.256', '1.2.3.4/33', '2605:59c8', '::1::', 'ferry', '1.2.3.4/', '1.2.3.4/8/8', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8::', ''])('%s is no whole address', (text) => {
    expect(parseAddressRange(text)).toBeNull();
  });
  it.each(['10.20.30.40', '10.0.0.0/8', '::', '::1', '2605:59c8::/32', 'FE80::1', '1:2:3:4:5:6:7:8'])('%s is one', (text) => expect(parseAddressRange(text)).not.toBeNull());
});

describe('rangesMeet', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3', true], ['10.1.2.3', '10.1.2.4', false], ['10.1.2.3', '10.1.0.0/16', true], ['10.1.0.0/23', '10.1.1.255', true], ['10.1.0.0/23', '10.1.2.0', false],
    ['2605:59C8:0001:0000::1', '2605:59c8:1::1', true], ['2605:59c8:1:ab00::/56', '2605:59c8:1:abff::9', true], ['2605:59c8:1:ab00::/56', '2605:59c8:1:ac00::9', false],
    ['2605:59c8:1:ab00::/57', '2605:59c8:1:ab80::9', false], ['0.0.0.0/0', '9.9.9.9', true], ['::/0', '0.0.0.0', false],
  ])('%s and %s: %s', (a, b, met) => {
    expect(meet(a, b)).toBe(met);
    expect(meet(b, a)).toBe(met);
  });
});
