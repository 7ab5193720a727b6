// What was done to terminals from outside: reboots, data bought, lines given and taken. Each is a dated fact that later samples are a function of.
import { hash32 } from './seeded-numbers.ts';
import { findSilence, type Reboot } from './terminal-life.ts';
import type { Router, Terminal } from './terminals.ts';

export interface Interventions {
  /** Nothing was ever done: whoever makes rows by the ten thousand need not ask. */
  readonly untouched: boolean;
  /** Oldest first. */
  terminalReboots(terminal: Terminal): readonly Reboot[];
  routerReboots(router: Router): readonly Reboot[];
  rebootTerminal(terminal: Terminal, nowS: number): void;
  rebootRouter(terminal: Terminal, router: Router, nowS: number): void;
  /** On an active line from now on, or not. */
  setService(terminal: Terminal, fromS: number, served: boolean): void;
  hasService(terminal: Terminal, second: number): boolean;
  /** Off the account: its stream ends. Or on it again. */
  setPresent(terminal: Terminal, fromS: number, present: boolean): void;
  isPresent(terminal: Terminal, second: number): boolean;
  /** Public addresses from now on, or not. */
  setPublicIp(terminal: Terminal, fromS: number, on: boolean): void;
  hasPublicIp(terminal: Terminal, second: number): boolean;
  /** Full speed again until `untilS`: data was bought. */
  relieve(terminal: Terminal, fromS: number, untilS: number): void;
  isRelieved(terminal: Terminal, second: number): boolean;
}

/** From a second on, something is so or not. */
interface Turn { readonly fromS: number; readonly on: boolean }

const none: readonly Reboot[] = [];
// The command travels, then the terminal goes down; a router is back sooner than a dish.
const reactionS = { least: 4, spread: 12 } as const;
const silenceSpread = 0.4;
const routerShare = 0.5;

/** `rebootSilenceS`: about how long a rebooting terminal says nothing. */
export function createInterventions(rebootSilenceS: number): Interventions {
  const terminals = new Map<number, Reboot[]>();
  const routers = new Map<string, Reboot[]>();
  const services = new Map<number, Turn[]>();
  const publicIps = new Map<number, Turn[]>();
  const presences = new Map<number, Turn[]>();
  const reliefs = new Map<number, { readonly fromS: number; readonly untilS: number }[]>();

  function build(key: number, nowS: number, share: number): Reboot {
    const roll = hash32(key, nowS, 0x2eb0);
    const silentForS = Math.max(1, Math.round(rebootSilenceS * share * (1 - silenceSpread / 2 + (silenceSpread * (roll & 255)) / 255)));
    const atS = nowS + reactionS.least + ((roll >>> 8) % reactionS.spread);
    return { atS, backS: atS + silentForS };
  }

  function turn(turns: Map<number, Turn[]>, terminal: Terminal, fromS: number, on: boolean): void {
    turns.set(terminal.index, [...(turns.get(terminal.index) ?? []), { fromS, on }]);
  }
  function isOn(turns: Map<number, Turn[]>, terminal: Terminal, second: number): boolean | undefined {
    return turns.size === 0 ? undefined : turns.get(terminal.index)?.findLast((one) => one.fromS <= second)?.on;
  }

  return {
    get untouched() {
      return terminals.size + routers.size + services.size + publicIps.size + presences.size + reliefs.size === 0;
    },
    setService: (terminal, fromS, served) => turn(services, terminal, fromS, served),
    hasService: (terminal, second) => isOn(services, terminal, second) ?? !(terminal.quirks.withoutLine || terminal.quirks.inactiveLine),
    setPresent: (terminal, fromS, present) => turn(presences, terminal, fromS, present),
    isPresent: (terminal, second) => isOn(presences, terminal, second) ?? true,
    setPublicIp: (terminal, fromS, on) => turn(publicIps, terminal, fromS, on),
    hasPublicIp: (terminal, second) => isOn(publicIps, terminal, second) ?? terminal.quirks.publicIp,
    terminalReboots: (terminal) => terminals.get(terminal.index) ?? none,
    routerReboots: (router) => routers.get(router.routerId) ?? none,
    rebootTerminal(terminal, nowS) {
      const known = terminals.get(terminal.index) ?? [];
      // One that is silent, or on its way down already, does not hear the command.
      if (findSilence(terminal, nowS, known) !== null || (known.at(-1)?.backS ?? 0) > nowS) return;
      terminals.set(terminal.index, [...known, build(terminal.key, nowS, 1)]);
    },
    rebootRouter(terminal, router, nowS) {
      const known = routers.get(router.routerId) ?? [];
      if (findSilence(terminal, nowS, terminals.get(terminal.index)) !== null || (known.at(-1)?.backS ?? 0) > nowS) return;
      routers.set(router.routerId, [...known, build(router.key, nowS, routerShare)]);
    },
    relieve(terminal, fromS, untilS) {
      reliefs.set(terminal.index, [...(reliefs.get(terminal.index) ?? []), { fromS, untilS }]);
    },
    isRelieved: (terminal, second) => reliefs.get(terminal.index)?.some((relief) => second >= relief.fromS && second < relief.untilS) ?? false,
  };
}

/** Nothing was ever done to anybody. */
export const noInterventions: Interventions = createInterventions(0);
