// The only things that change: what writes have done to lines and terminals. Everything else is a function of seed and time on top of it.
import type { Account } from './fleet.ts';
import type { LineEvent } from './line-events.ts';
import type { LineRecord } from './line-state.ts';
import type { ServiceLine } from './service-lines.ts';
import type { Router, Terminal } from './terminals.ts';

export interface World {
  /** Every line of the account, newest first. */
  lines(account: Account): readonly LineRecord[];
  line(account: Account, serviceLineNumber: string): LineRecord | undefined;
  addLine(account: Account, line: ServiceLine): LineRecord;
  /** Adds to what has happened to a line. */
  record(account: Account, serviceLineNumber: string, event: LineEvent): void;
  /** The terminals on the account, each with the line it is on now. */
  terminals(account: Account, nowS: number): readonly Terminal[];
  /** Also one that is no longer on the account. */
  terminal(account: Account, userTerminalId: string): Terminal | undefined;
  /** One on the account, by its id, kit serial or dish serial. */
  findTerminal(account: Account, deviceId: string, nowS: number): Terminal | undefined;
  findRouter(account: Account, routerId: string, nowS: number): { readonly terminal: Terminal; readonly router: Router } | undefined;
  /** On a line, or (null) on none. */
  moveTerminal(account: Account, userTerminalId: string, serviceLineNumber: string | null): void;
  /** Off the account and back again. */
  setOnAccount(account: Account, userTerminalId: string, present: boolean): void;
}

interface AccountState {
  lines: LineRecord[];
  readonly positions: Map<string, number>;
  readonly terminals: Map<string, Terminal>;
  readonly removed: Set<string>;
  listed: readonly Terminal[];
}

export function createWorld(accounts: readonly Account[]): World {
  const states = new Map<Account, AccountState>(accounts.map((account) => [account, openState(account)]));
  const stateOf = (account: Account): AccountState => {
    const state = states.get(account);
    if (state === undefined) throw new Error('an account of another world');
    return state;
  };
  const findLine = (account: Account, number: string): LineRecord | undefined => {
    const { lines, positions } = stateOf(account);
    return lines[positions.get(number) ?? -1];
  };

  return {
    lines: (account) => stateOf(account).lines,
    line: findLine,
    addLine(account, line) {
      const state = stateOf(account);
      const record: LineRecord = { line, events: [] };
      // The newest comes first.
      state.lines = [record, ...state.lines];
      index(state);
      return record;
    },
    record(account, number, event) {
      const state = stateOf(account);
      const position = state.positions.get(number);
      const record = state.lines[position ?? -1];
      if (position === undefined || record === undefined) throw new Error(`no service line ${number}`);
      state.lines[position] = { ...record, events: [...record.events, event] };
    },
    terminals: (account) => stateOf(account).listed,
    terminal: (account, userTerminalId) => stateOf(account).terminals.get(userTerminalId),
    findRouter(account, routerId) {
      for (const terminal of stateOf(account).listed) {
        const router = terminal.routers.find((one) => one.routerId === routerId);
        if (router !== undefined) return { terminal, router };
      }
      return undefined;
    },
    findTerminal(account, deviceId) {
      return stateOf(account).listed.find((one) => one.userTerminalId === deviceId || one.kitSerial === deviceId || one.dishSerial === deviceId);
    },
    moveTerminal(account, userTerminalId, serviceLineNumber) {
      const state = stateOf(account);
      const terminal = state.terminals.get(userTerminalId);
      if (terminal !== undefined) state.terminals.set(userTerminalId, { ...terminal, serviceLineNumber });
      list(state);
    },
    setOnAccount(account, userTerminalId, present) {
      const state = stateOf(account);
      if (present) state.removed.delete(userTerminalId);
      else state.removed.add(userTerminalId);
      list(state);
    },
  };
}

function openState(account: Account): AccountState {
  const state: AccountState = {
    lines: account.serviceLines.map((line) => ({ line, events: [] })),
    positions: new Map(),
    terminals: new Map(account.terminals.map((terminal) => [terminal.userTerminalId, terminal])),
    removed: new Set(),
    listed: account.terminals,
  };
  index(state);
  return state;
}

function index(state: AccountState): void {
  for (const [position, { line }] of state.lines.entries()) state.positions.set(line.serviceLineNumber, position);
}

function list(state: AccountState): void {
  state.listed = [...state.terminals.values()].filter((terminal) => !state.removed.has(terminal.userTerminalId));
}
