// Billing cycles: a month from the line's own billing day to the next, at UTC midnight.

export interface BillingCycle {
  /** Seconds since 1970, midnight UTC. */
  readonly startS: number;
  readonly endS: number;
}

export const dayS = 86_400;
// Every month has it.
const lastBillingDay = 28;

/** The day of the month on which a line's cycles begin: that of its own start. */
export function findBillingDay(startDate: string): number {
  return Math.min(lastBillingDay, new Date(startDate).getUTCDate());
}

export function findCycle(billingDay: number, second: number): BillingCycle {
  const date = new Date(second * 1000);
  const month = date.getUTCMonth() - (date.getUTCDate() < billingDay ? 1 : 0);
  return { startS: startOf(date.getUTCFullYear(), month, billingDay), endS: startOf(date.getUTCFullYear(), month + 1, billingDay) };
}

/** The cycle that holds `second` and up to `previous` before it, oldest first, none that ended before `earliestS`. */
export function listCycles(billingDay: number, second: number, previous: number, earliestS: number): BillingCycle[] {
  const cycles = [findCycle(billingDay, second)];
  while (cycles.length <= previous) {
    const before = findCycle(billingDay, (cycles[0]?.startS ?? 0) - 1);
    if (before.endS <= earliestS) break;
    cycles.unshift(before);
  }
  return cycles;
}

export function startOfDay(second: number): number {
  return Math.floor(second / dayS) * dayS;
}

/** As the service writes a whole second. */
export function isoTime(second: number): string {
  return `${new Date(second * 1000).toISOString().slice(0, 19)}+00:00`;
}

export function secondOf(isoDate: string): number {
  return Math.floor(Date.parse(isoDate) / 1000);
}

// Date.UTC carries months below 0 and above 11 over into the years.
function startOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month, day) / 1000;
}
