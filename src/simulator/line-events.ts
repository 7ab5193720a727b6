// What writes have done to a service line: dated events, on top of which everything else stays a function of time.
import type { Plan } from './plans.ts';

export interface BlockOrder {
  readonly productId: string;
  readonly count: number;
}

export type LineEvent = { readonly atS: number } & (
  | { readonly kind: 'nickname'; readonly nickname: string }
  | { readonly kind: 'publicIp'; readonly publicIp: boolean }
  /** `fromS`: at once, or the next bill day. */
  | { readonly kind: 'product'; readonly plan: Plan; readonly fromS: number; readonly recurring: readonly BlockOrder[] | null }
  | { readonly kind: 'recurring'; readonly blocks: readonly BlockOrder[]; readonly applyToCurrentMonth: boolean }
  | { readonly kind: 'topUp'; readonly productId: string; readonly count: number }
  | { readonly kind: 'optIn' } | { readonly kind: 'optOut' }
  | { readonly kind: 'attach'; readonly userTerminalId: string } | { readonly kind: 'detach'; readonly userTerminalId: string }
  | { readonly kind: 'end'; readonly endS: number }
);

/** The events of one kind, oldest first. */
export function eventsOf<K extends LineEvent['kind']>(events: readonly LineEvent[], ...kinds: readonly K[]): Extract<LineEvent, { kind: K }>[] {
  const wanted: ReadonlySet<string> = new Set(kinds);
  return events.filter((event): event is Extract<LineEvent, { kind: K }> => wanted.has(event.kind));
}
