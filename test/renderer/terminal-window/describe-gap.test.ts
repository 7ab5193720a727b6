// Under the pointer of a chart: the gap and its cause, or only the gap while no cause is known.
import { expect, it } from 'vitest';
import { nothingMissing, type Coverage } from '#shared/coverage.ts';
import { describeGap } from '../../../src/renderer/terminal-window/describe-gap.ts';

const at = (clock: string): number => Date.parse(`2026-11-22T${clock}Z`);
const gap = { fromS: at('10:00:00') / 1_000, toS: at('10:30:00') / 1_000 };
const coverage: Coverage = {
  share: 0.5, observedMs: 1, missingMs: nothingMissing, terminals: 1, moreGaps: 0,
  gaps: [{ fromMs: at('10:10:05'), toMs: at('10:31:00'), gapClass: 'api-failed', isOpen: true }, { fromMs: at('09:59:45'), toMs: at('10:10:05'), gapClass: 'lost', isOpen: false }],
};

it.each([
  ['10:05:00', coverage, 'No samples · Lost (over 8 h) · 2026-11-22 09:59:45 – 2026-11-22 10:10:05 UTC'],
  ['10:20:00', coverage, 'No samples · API failed · 2026-11-22 10:10:05 – now UTC'],
  ['10:20:00', null, 'No samples · 2026-11-22 10:00:00 – 2026-11-22 10:30:00 UTC'],
  ['10:20:00', { ...coverage, gaps: [] }, 'No samples · 2026-11-22 10:00:00 – 2026-11-22 10:30:00 UTC'],
] as const)('at %s', (clock, known, text) => {
  expect(describeGap({ atMs: at(clock), gap }, known, 'utc')).toBe(text);
});
