// The formats of pages.md: decimals by kind, N/A apart from zero, and no value that shows as zero without being it.
import { describe, expect, it } from 'vitest';
import { formatCoordinate, formatCount, formatDecimals, formatGigabytes, formatMbps, formatMs, formatPercent } from '../../../src/renderer/formats/format-number.ts';

describe('formatDecimals', () => {
  it('keeps fixed decimals', () => {
    expect(formatDecimals(1.005, 1)).toBe('1.0');
    expect(formatDecimals(-62.708811, 5)).toBe('-62.70881');
  });
  it('shows zero only for zero', () => {
    expect(formatDecimals(0, 2)).toBe('0.00');
    expect(formatDecimals(-0, 2)).toBe('0.00');
    expect(formatDecimals(0.004, 2)).toBe('<0.01');
    expect(formatDecimals(0.005, 2)).not.toBe('0.00');
    expect(formatDecimals(0.4, 0)).toBe('<1');
    expect(formatDecimals(-0.004, 2)).toBe('>-0.01');
  });
  it('says N/A for nothing', () => {
    expect(formatDecimals(null, 2)).toBe('N/A');
    expect(formatDecimals(Number.NaN, 2)).toBe('N/A');
    expect(formatDecimals(Number.POSITIVE_INFINITY, 2)).toBe('N/A');
  });
});

describe('formats by kind', () => {
  it('throughput: 1 decimal, 2 below 1 Mbps', () => {
    expect(formatMbps(141.24)).toBe('141.2');
    expect(formatMbps(1)).toBe('1.0');
    expect(formatMbps(0.996)).toBe('1.0');
    expect(formatMbps(0.987)).toBe('0.99');
    expect(formatMbps(0.34)).toBe('0.34');
    expect(formatMbps(0.002)).toBe('<0.01');
    expect(formatMbps(0)).toBe('0.0');
    expect(formatMbps(null)).toBe('N/A');
  });
  it('latency: 0 decimals, 1 below 10 ms', () => {
    expect(formatMs(28.4)).toBe('28');
    expect(formatMs(9.94)).toBe('9.9');
    expect(formatMs(9.97)).toBe('10');
    expect(formatMs(0.01)).toBe('<0.1');
    expect(formatMs(0)).toBe('0');
  });
  it('percent, GB, coordinates, counts', () => {
    expect(formatPercent(98.6, 0)).toBe('99');
    expect(formatPercent(0.6666667, 3)).toBe('0.667');
    expect(formatPercent(0.0002, 3)).toBe('<0.001');
    expect(formatPercent(0.034, 2)).toBe('0.03');
    expect(formatGigabytes(177_439_788_174)).toBe('177.44');
    expect(formatGigabytes(1)).toBe('<0.01');
    expect(formatCoordinate(8.10523)).toBe('8.10523');
    expect(formatCount(10_000)).toBe('10,000');
    expect(formatCount(null)).toBe('N/A');
  });
});
