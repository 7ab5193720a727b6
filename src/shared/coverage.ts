// Which part of a terminal's, an account's or the fleet's time is covered by samples, and why the rest is not.
import { z } from 'zod';

/**
 * silent: the stream was read through that time and the terminal had no rows · not-polled: nobody asked, and the rows did not come later
 * · api-failed: requests failed, or a reply broke off and lost rows · lost: over 8 hours old before it could be read · coming: read later, older rows first
 */
export const gapClasses = ['silent', 'not-polled', 'api-failed', 'lost', 'coming'] as const;
export type GapClass = (typeof gapClasses)[number];

export const gapClassNames: Readonly<Record<GapClass, string>> = {
  silent: 'Terminal silent', 'not-polled': 'We were not polling', 'api-failed': 'API failed', lost: 'Lost (over 8 h)', coming: 'Not read yet',
};

/** Of one terminal, of one account (by credential), or of the whole fleet when both are null. Times in epoch ms. */
export const coverageRequestSchema = z.object({
  deviceId: z.string().min(1).max(100).nullable(),
  credentialId: z.string().min(1).max(200).nullable(),
  fromMs: z.number(),
  toMs: z.number(),
});
export type CoverageRequest = z.infer<typeof coverageRequestSchema>;

/** A gap of one class; a gap with several causes comes as several of these, side by side. */
export interface CoverageGap {
  readonly fromMs: number;
  readonly toMs: number;
  readonly gapClass: GapClass;
  /** It lasts still. */
  readonly isOpen: boolean;
}

export type MissingMs = Readonly<Record<GapClass, number>>;

export interface CoverageFigures {
  /** Covered part of the observed time, 0–1; null when there is none: no terminal was seen. */
  readonly share: number | null;
  /** Sum over the terminals, each from its first sight on. */
  readonly observedMs: number;
  /** Time without a sample in the 30 s before, by class; a sample covers 30 s. */
  readonly missingMs: MissingMs;
  readonly terminals: number;
}

export interface Coverage extends CoverageFigures {
  /** Of one terminal only, newest first, at most 500. */
  readonly gaps: readonly CoverageGap[];
  /** Gaps of the range beyond those 500. */
  readonly moreGaps: number;
}

export const nothingMissing: MissingMs = { silent: 0, 'not-polled': 0, 'api-failed': 0, lost: 0, coming: 0 };

export const COVERAGE_SPAN_MS = 86_400_000;
