// The kinds of data that a bar is stacked from, lowest first, and how each looks: a colour and a pattern, so that no two differ by colour alone.

export interface UsageAmounts {
  readonly fixedPriorityGB: number | null;
  readonly fixedStandardGB: number | null;
  readonly mobilePriorityGB: number | null;
  readonly mobileStandardGB: number | null;
  readonly nonBillableGB: number | null;
}

export type UsagePattern = 'solid' | 'dots' | 'level' | 'upright' | 'grid';

export interface UsageKind {
  readonly field: keyof UsageAmounts;
  readonly name: string;
  readonly colour: string;
  readonly pattern: UsagePattern;
  /** What the plan's limit counts. */
  readonly isPriority: boolean;
}

/** Priority at the foot: the limit counts priority data, and reads off against the foot of the bar. */
export const usageKinds: readonly UsageKind[] = [
  { field: 'fixedPriorityGB', name: 'Fixed Priority', colour: '--gt-usage-fixed-priority', pattern: 'solid', isPriority: true },
  { field: 'mobilePriorityGB', name: 'Mobile Priority', colour: '--gt-usage-mobile-priority', pattern: 'dots', isPriority: true },
  { field: 'fixedStandardGB', name: 'Fixed Standard', colour: '--gt-usage-fixed-standard', pattern: 'level', isPriority: false },
  { field: 'mobileStandardGB', name: 'Mobile Standard', colour: '--gt-usage-mobile-standard', pattern: 'grid', isPriority: false },
  { field: 'nonBillableGB', name: 'Non-Billable', colour: '--gt-usage-non-billable', pattern: 'upright', isPriority: false },
];

export const optInName = 'Opt-In Priority';
