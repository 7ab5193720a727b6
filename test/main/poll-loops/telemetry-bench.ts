// A telemetry engine on a real folder and a real simulator; everything it says is kept, and tests wait for what they expect to hear.
import { onTestFinished } from 'vitest';
import type { PollerStatus } from '../../../src/shared/account-status.ts';
import type { LogLevel } from '../../../src/shared/log-line.ts';
import { fail, ok } from '../../../src/shared/result.ts';
import { defaultSettings, type Settings } from '../../../src/shared/settings.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../../src/simulator/simulator.ts';
import type { CurrentTelemetry } from '../../../src/main/history/current-telemetry.ts';
import type { PollerPorts, ProblemTopic, RaisedProblem, TelemetryProgress } from '../../../src/main/poll-loops/poller-ports.ts';
import { createTelemetryEngine, type TelemetryEngine, type TelemetryEngineOptions } from '../../../src/main/poll-loops/telemetry-engine.ts';
import { createTempFolder } from '../history/temp-folder.ts';
import type { Exchange } from '../../../src/main/starlink/exchange.ts';
import type { BearerToken, TokenSource } from '../../../src/main/starlink/token-source.ts';

export interface Heard {
  readonly log: { readonly level: LogLevel; readonly text: string }[];
  readonly statuses: PollerStatus[];
  /** Every raising, in order. */
  readonly raised: RaisedProblem[];
  /** Those that stand now. */
  readonly standing: Map<ProblemTopic, RaisedProblem>;
  readonly progress: TelemetryProgress[];
  readonly current: CurrentTelemetry[];
  readonly exchanges: Exchange[];
}

export interface TelemetryBench {
  readonly folder: string;
  readonly simulator: Simulator;
  readonly engine: TelemetryEngine;
  readonly heard: Heard;
  readonly settings: Settings;
  set(change: Partial<Settings>): void;
  /** Starts the n-th credential of the simulator; answers its id. */
  start(index?: number, ports?: Partial<PollerPorts>): Promise<string>;
  /** Resolves as soon as it holds; looked at after everything that the engine says. */
  until(holds: () => boolean): Promise<void>;
  /** Another engine on the same folder, after the first was closed; what it says is heard too, and `start` starts its accounts. */
  reopen(options: Partial<TelemetryEngineOptions>): Promise<TelemetryEngine>;
}

export function createHeard(): Heard {
  return { log: [], statuses: [], raised: [], standing: new Map(), progress: [], current: [], exchanges: [] };
}

/** Mints at the simulator, as main does; the engine never sees the secret. */
export function createTokens(simulator: Simulator, index = 0): TokenSource {
  const { clientId, clientSecret } = simulator.credentials[index]!;
  let last: BearerToken | null = null;
  return {
    async token(rejected) {
      if (last !== null && last.accessToken !== rejected) return ok(last);
      const reply = await fetch(simulator.tokenUrl, {
        method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
      }).catch(() => null);
      if (reply === null) return fail('token-unreachable', 'the token server can’t be reached');
      if (!reply.ok) return fail('token-rejected', 'invalid_client');
      const { access_token: accessToken } = (await reply.json()) as { access_token: string };
      last = { accessToken, expiresAtMs: Date.now() + 900_000 };
      return ok(last);
    },
  };
}

export async function openBench(
  simulation: SimulatorOptions = {},
  options: Partial<TelemetryEngineOptions> = {},
  settings: Partial<Settings> = {},
): Promise<TelemetryBench> {
  const simulator = await createSimulator({ terminals: 6, accounts: 1, demoCruise: false, startBackS: 60, ledgerDetail: true, rateLimitPerMinute: null, ...simulation });
  const folder = options.folder ?? createTempFolder();
  const heard = createHeard();
  const listeners = new Set<() => void>();
  const said = (): void => [...listeners].forEach((listener) => listener());
  let current: Settings = { ...defaultSettings, telemetryBatchSize: 65_000, telemetryLingerMs: 0, telemetryPollS: 300, ...settings };
  const openEngine = (changed: Partial<TelemetryEngineOptions>): Promise<TelemetryEngine> => createTelemetryEngine({
    folder,
    log(level, text) {
      heard.log.push({ level, text });
      said();
    },
    onCurrent(changed) {
      heard.current.push(changed);
      said();
    },
    onProgress(_credentialId, progress) {
      heard.progress.push(progress);
      said();
    },
    retentionDays: () => current.retentionDays,
    ...changed,
  });
  const engine = await openEngine(options);
  let newest = engine;
  onTestFinished(async () => {
    await engine.close();
    await newest.close();
    await simulator.stop();
  });

  function portsFor(index: number): PollerPorts {
    return {
      account: { credentialId: `cred-${index}`, accountNumber: simulator.credentials[index]!.accountNumber },
      apiUrl: simulator.url,
      tokens: createTokens(simulator, index),
      settings: () => current,
      leaseRequest: () => Promise.resolve(),
      reportStatus(status) {
        heard.statuses.push(status);
        said();
      },
      raiseProblem(problem) {
        heard.raised.push(problem);
        heard.standing.set(problem.topic, problem);
        said();
      },
      clearProblem(topic) {
        heard.standing.delete(topic);
        said();
      },
      reportExchange(exchange) {
        heard.exchanges.push(exchange);
        said();
      },
      log(level, text) {
        heard.log.push({ level, text });
        said();
      },
      now: options.now ?? Date.now,
    };
  }

  return {
    folder, simulator, engine, heard,
    get settings() {
      return current;
    },
    set(change) {
      current = { ...current, ...change };
    },
    async start(index = 0, ports = {}) {
      const built = { ...portsFor(index), ...ports };
      await newest.startAccount(built);
      return built.account.credentialId;
    },
    reopen: async (changed) => (newest = await openEngine(changed)),
    until: (holds) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!holds()) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      }),
  };
}
