// Coverage as the pages show it: a share that is not whole never shows as 100 %, one that is something never as 0 %.
import { gapClassNames, gapClasses, type MissingMs } from '#shared/coverage.ts';
import { formatDecimals, notAvailable } from './format-number.ts';
import { formatDuration } from './format-time.ts';

/** 0–1 → percent with one decimal, without unit: "99.8", ">99.9", "100.0"; null → "N/A". */
export function formatShare(share: number | null): string {
  if (share === null || !Number.isFinite(share)) return notAvailable;
  return share < 1 && share >= 0.9995 ? '>99.9' : formatDecimals(100 * share, 1);
}

/** One line a class that has any time: "Terminal silent: 3h 12m". */
export function describeMissing(missingMs: MissingMs): readonly string[] {
  return gapClasses.filter((name) => missingMs[name] > 0).map((name) => `${gapClassNames[name]}: ${formatDuration(missingMs[name] / 1_000)}`);
}
