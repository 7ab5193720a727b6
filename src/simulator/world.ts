// The only things that change: what writes have done to accounts, lines and terminals. Everything else is a function of seed and time on top.
import { createPapers, type AccountPapers } from './account-papers.ts';
import { findCycle } from './billing-cycles.ts';
import type { Account } from './fleet.ts';
import { createInterventions, type Interventions } from './interventions.ts';
import type { LineEvent } from './line-events.ts';
import type { LineRecord } from './line-state.ts';
import type { ServiceLine } from './service-lines.ts';
import { isAboard, sinceSwap } from './terminal-life.ts';
import type { Router, Terminal } from './terminals.ts';

export interface WorldRules {
  /** How long a switched opt-in can't be switched again. */
  readonly optInCoolDownS: number;
  /** About how long a rebooting terminal says nothing. */
  readonly rebootSilenceS: number;
}

export interface World {
  readonly rules: WorldRules;
  readonly interventions: Interventions;
  /** Every line of the account, newest first. */
  lines(account: Account): readonly LineRecord[];
  line(account: Account, serviceLineNumber: string): LineRecord | undefined;
  addLine(account: Account, line: ServiceLine): LineRecord;
  /** A number no line has yet. */
  nextLineNumber(): number;
  /** Adds to what has happened to a line. */
  record(account: Account, serviceLineNumber: string, event: LineEvent): LineRecord;
  /** Data was bought: the line's terminals get their speed back for this cycle. */
  relieve(account: Account, line: ServiceLine, nowS: number): void;
  /** Public addresses for the line's terminals, or none any more. */
  setPublicIp(account: Account, line: ServiceLine, nowS: number, on: boolean): void;
  /** The terminals on the account, each with the line it is on. */
  terminals(account: Account, nowS: number): readonly Terminal[];
  /** Also one that is no longer on the account. */
  terminal(account: Account, userTerminalId: string): Terminal | undefined;
  /** One on the account, by its id, kit serial or dish serial. */
  findTerminal(account: Account, deviceId: string, nowS: number): Terminal | undefined;
  findRouter(account: Account, routerId: string, nowS: number): { readonly terminal: Terminal; readonly router: Router } | undefined;
  /** On a line, or (null) on none. */
  moveTerminal(account: Account, terminal: Terminal, serviceLineNumber: string | null, nowS: number): void;
  /** Off the account; back again, or false when it never was on it. */
  takeOff(account: Account, terminal: Terminal, nowS: number): void;
  putBack(account: Account, deviceId: string, nowS: number): boolean;
  /** The line's terminals lose service then. */
  endService(account: Account, line: ServiceLine, endS: number): void;
  papers(account: Account): AccountPapers;
  /** The next swap of each pair of kits, the soonest first. */
  swaps(nowS: number): KitSwap[];
}

/** One kit leaves a service line and another takes its place. */
export interface KitSwap {
  readonly accountNumber: string;
  readonly serviceLineNumber: string | null;
  readonly leavesId: string;
  readonly comesId: string;
  readonly atS: number;
}

interface AccountState {
  lines: LineRecord[];
  readonly positions: Map<string, number>;
  readonly terminals: Map<string, Terminal>;
  readonly removed: Set<string>;
  papers: AccountPapers | null;
}

export function createWorld(accounts: readonly Account[], rules: WorldRules): World {
  const states = new Map<Account, AccountState>(accounts.map((account) => [account, openState(account)]));
  const interventions = createInterventions(rules.rebootSilenceS);
  let lineNumbers = accounts.reduce((sum, account) => sum + account.serviceLines.length, 0);

  function stateOf(account: Account): AccountState {
    const state = states.get(account);
    if (state === undefined) throw new Error('an account of another world');
    return state;
  }
  function record(account: Account, number: string, event: LineEvent): LineRecord {
    const state = stateOf(account);
    const position = state.positions.get(number) ?? -1;
    const known = state.lines[position];
    if (known === undefined) throw new Error(`no service line ${number}`);
    const next = { ...known, events: [...known.events, event] };
    state.lines[position] = next;
    return next;
  }
  function* listed(account: Account, nowS: number): Generator<Terminal> {
    const { terminals, removed } = stateOf(account);
    for (const terminal of terminals.values()) if (isAboard(terminal, nowS) && !removed.has(terminal.userTerminalId)) yield terminal;
  }

  return {
    rules,
    interventions,
    record,
    lines: (account) => stateOf(account).lines,
    line(account, number) {
      const { lines, positions } = stateOf(account);
      return lines[positions.get(number) ?? -1];
    },
    addLine(account, line) {
      const state = stateOf(account);
      const made: LineRecord = { line, events: [] };
      state.lines = [made, ...state.lines];
      indexLines(state);
      return made;
    },
    nextLineNumber: () => lineNumbers++,
    relieve(account, line, nowS) {
      const { endS } = findCycle(line.billingDay, nowS);
      for (const terminal of stateOf(account).terminals.values()) {
        if (terminal.serviceLineNumber === line.serviceLineNumber && terminal.quirks.overQuota) interventions.relieve(terminal, nowS, endS);
      }
    },
    setPublicIp(account, line, nowS, on) {
      for (const one of stateOf(account).terminals.values()) if (one.serviceLineNumber === line.serviceLineNumber) interventions.setPublicIp(one, nowS, on);
    },
    terminals: (account, nowS) => [...listed(account, nowS)],
    terminal: (account, userTerminalId) => stateOf(account).terminals.get(userTerminalId),
    findTerminal(account, deviceId, nowS) {
      for (const terminal of listed(account, nowS)) if (answersTo(terminal, deviceId)) return terminal;
      return undefined;
    },
    findRouter(account, routerId, nowS) {
      for (const terminal of listed(account, nowS)) {
        const router = terminal.routers.find((one) => one.routerId === routerId);
        if (router !== undefined) return { terminal, router };
      }
      return undefined;
    },
    moveTerminal(account, terminal, serviceLineNumber, nowS) {
      const { terminals } = stateOf(account);
      const event = { atS: nowS, userTerminalId: terminal.slotId };
      if (terminal.serviceLineNumber !== null) record(account, terminal.serviceLineNumber, { ...event, kind: 'detach' });
      if (serviceLineNumber !== null) record(account, serviceLineNumber, { ...event, kind: 'attach' });
      // Both kits that take turns.
      for (const one of terminals.values()) {
        if (one.slotId !== terminal.slotId) continue;
        terminals.set(one.userTerminalId, { ...one, serviceLineNumber });
        interventions.setService(one, nowS, serviceLineNumber !== null);
      }
    },
    endService(account, line, endS) {
      for (const one of stateOf(account).terminals.values()) if (one.serviceLineNumber === line.serviceLineNumber) interventions.setService(one, endS, false);
    },
    takeOff(account, terminal, nowS) {
      stateOf(account).removed.add(terminal.userTerminalId);
      interventions.setPresent(terminal, nowS, false);
    },
    putBack(account, deviceId, nowS) {
      const { terminals, removed } = stateOf(account);
      const known = [...terminals.values()].find((terminal) => answersTo(terminal, deviceId));
      if (known === undefined || !removed.delete(known.userTerminalId)) return false;
      interventions.setPresent(known, nowS, true);
      return true;
    },
    swaps(nowS) {
      const kits = accounts.flatMap((account) => [...stateOf(account).terminals.values()].flatMap((terminal) =>
        (terminal.rotation === null ? [] : [{ terminal, rotation: terminal.rotation, accountNumber: account.accountNumber }])));
      return kits.filter(({ terminal }) => isAboard(terminal, nowS)).map(({ terminal, rotation, accountNumber }) => ({
        accountNumber, serviceLineNumber: terminal.serviceLineNumber, leavesId: terminal.userTerminalId,
        comesId: kits.find((other) => other.terminal.slotId === terminal.slotId && other.terminal !== terminal)?.terminal.userTerminalId ?? '',
        atS: nowS + rotation.periodS - sinceSwap(terminal, nowS),
      })).sort((a, b) => a.atS - b.atS);
    },
    papers(account) {
      const state = stateOf(account);
      state.papers ??= createPapers(account);
      return state.papers;
    },
  };
}

function openState(account: Account): AccountState {
  const state: AccountState = {
    lines: account.serviceLines.map((line) => ({ line, events: [] })),
    positions: new Map(),
    terminals: new Map(account.terminals.map((terminal) => [terminal.userTerminalId, terminal])),
    removed: new Set(),
    papers: null,
  };
  indexLines(state);
  return state;
}

function indexLines(state: AccountState): void {
  for (const [position, { line }] of state.lines.entries()) state.positions.set(line.serviceLineNumber, position);
}

function answersTo(terminal: Terminal, deviceId: string): boolean {
  return terminal.userTerminalId === deviceId || terminal.kitSerial === deviceId || terminal.dishSerial === deviceId;
}
