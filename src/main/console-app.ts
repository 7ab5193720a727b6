// The console as a whole: which session runs, what windows are told, and how it all ends.
import { app, nativeTheme } from 'electron';
import type { ConsoleState, StatusReport } from '#shared/ipc-contract.ts';
import type { Result } from '#shared/result.ts';
import { ok } from '#shared/result.ts';
import type { Settings } from '#shared/settings.ts';
import type { StorageState } from '#shared/storage-report.ts';
import { createBackupDesk, type BackupDesk } from './backup/backup-desk.ts';
import { describeRestore } from './backup/describe-restore.ts';
import type { FinishedRestore } from './backup/finish-restore.ts';
import type { CommandLine } from './command-line.ts';
import { createConsoleNews } from './console-news.ts';
import { createCredentialStore, type CredentialStore } from './credentials/credential-store.ts';
import type { KnownSecrets } from './credentials/known-secrets.ts';
import { createSecretStore, type SecretStore } from './credentials/keychain.ts';
import { createOsKeychain } from './credentials/os-keychain.ts';
import { createDveStore, type DveStore } from './dve-store.ts';
import { createExchangeBoard, type ExchangeBoard } from './exchanges/exchange-board.ts';
import { describeExchange, moduleOf } from './exchanges/describe-exchange.ts';
import { createJsonStore } from './json-store.ts';
import type { Log } from './log.ts';
import { createProblemBoard, type ProblemBoard } from './problem-board.ts';
import { buildConnection, isStarlink, STARLINK_API_URL, STARLINK_TOKEN_URL, type ServerConnection } from './server-connection.ts';
import { createConsoleSession, type ConsoleSession } from './session/console-session.ts';
import { createCredentialDesk, type CredentialDesk } from './session/credential-desk.ts';
import { createCredentialFile } from './session/credential-file.ts';
import { buildAccountRows, buildDveRows } from './session/account-rows.ts';
import { startDemo, type Demo } from './session/demo-session.ts';
import { createSettingsStore, type SettingsStore } from './settings-store.ts';
import { createFleetTables, type FleetTables } from './tables/fleet-tables.ts';
import { createTableWatchers, type TableWatchers } from './tables/table-watchers.ts';
import { createWindowManager, type WindowManager } from './windows/window-manager.ts';

export interface ConsoleApp {
  readonly windows: WindowManager;
  readonly fleet: FleetTables;
  readonly watchers: TableWatchers;
  readonly settings: SettingsStore;
  readonly desk: CredentialDesk;
  readonly dves: DveStore;
  readonly log: Log;
  readonly exchanges: ExchangeBoard;
  readonly backups: BackupDesk;
  readonly userDataDir: string;
  readonly version: string;
  session(): ConsoleSession | null;
  /** What the archive is doing. */
  storageState(): StorageState;
  state(): ConsoleState;
  status(): StatusReport;
  enableDemo(): Promise<Result<null>>;
  start(): Promise<void>;
  /** What kept the session from starting stands in the window until the next start. */
  sayStartFailed(reason: string): void;
  /** Waits for requests in hand; the windows say so meanwhile. */
  stop(): Promise<void>;
}

export interface ConsoleAppOptions {
  readonly commandLine: CommandLine;
  readonly userDataDir: string;
  readonly log: Log;
  readonly knownSecrets: KnownSecrets;
  /** What this start has done with a prepared backup. */
  readonly restore: FinishedRestore;
  readonly mayCloseLast: () => boolean;
}

/** States that change by time alone, and request counts, are looked at this often. */
const TICK_MS = 5_000;

export function createConsoleApp({ commandLine, userDataDir, log, knownSecrets, restore, mayCloseLast }: ConsoleAppOptions): ConsoleApp {
  const version = app.getVersion();
  const live = buildLiveConnection(commandLine, userDataDir);
  const news = createConsoleNews({ state, status, credentials: () => desk.views(), follow: showStatus, send: (event, value) => windows.broadcast(event, value) });
  const problems: ProblemBoard = createProblemBoard(() => news.soon(), (level, text) => log.write(level, 'problems', text));
  const settings = createSettingsStore(openStore('settings'), applySettings);
  log.setLevels(settings.current().logLevels);
  const exchanges = createExchangeBoard({
    redactorOf: knownSecrets.redactorOf,
    onRow: (row) => log.write(3, moduleOf(row.group), () => describeExchange(row)),
  });
  const dves = createDveStore(openStore('dves'), () => {
    fleet.setDves(enabledDves());
    news.soon();
  });
  const credentials = createCredentialStore({ file: createCredentialFile(userDataDir, sayKeptAside), now: Date.now });
  const secrets: SecretStore = createSecretStore(createOsKeychain());
  const fleet = createFleetTables({
    settings: () => ({ offlineAfterMs: settings.current().offlineAfterMin * 60_000, telemetryPollMs: settings.current().telemetryPollS * 1_000 }),
  });
  const watchers = createTableWatchers();
  const windows = createWindowManager({
    boundsStore: openStore('windows'),
    onTerminalWindowsChanged: () => news.soon(),
    onClosed: (contentsId) => watchers.unwatchAll(contentsId),
    onCrashed: (reason) => log.write('error', 'windows', `A page died (${reason}) and was loaded again.`),
    mayCloseLast,
  });
  const desk = createCredentialDesk({
    store: credentials, secrets, liveConnection: live, dves, goLive,
    session: () => session,
    terminalNames: (id) => new Map([...fleet.states.userTerminals.values()].flatMap((row) => (row.credentialId === id ? [[row.deviceId, row.deviceName ?? row.deviceId] as const] : []))),
    recorderFor: exchanges.recorderFor,
    rememberSecret: knownSecrets.remember,
    version,
    log: (level, text) => log.write(level, 'credentials', text),
    onChange: () => news.soon(),
  });
  const backups = createBackupDesk({ userDataDir, version, session: () => session, log: (level, text) => log.write(level, 'backup', text) });
  let session: ConsoleSession | null = null;
  let storage: StorageState = { state: 'idle' };
  let demo: Demo | null = null;
  let quitting: string | null = null;
  let ticker: NodeJS.Timeout | null = null;

  function openStore(name: string) {
    const store = createJsonStore(userDataDir, name);
    if (store.keptAside !== null) sayKeptAside(store.keptAside);
    return store;
  }

  function sayKeptAside(keptAs: string): void {
    problems.raise({
      topic: `damaged-${keptAs}`, credentialId: null, account: 'Groundtrack', call: 'Settings', severity: 'error',
      cause: `A settings file was damaged and is kept as ${keptAs}.`, nextStep: 'What it held has to be entered again.',
    });
  }

  const enabledDves = (): Set<string> => new Set(dves.list().flatMap((dve) => (dve.enabled ? [dve.deviceId] : [])));

  function applySettings(next: Settings): void {
    nativeTheme.themeSource = next.theme;
    log.setLevels(next.logLevels);
    session?.workers.setSettings(next);
    news.soon();
  }

  function openSession(connection: ServerConnection, store: CredentialStore, secretOf: CredentialDesk['secretOf']): ConsoleSession {
    return createConsoleSession({
      connection, credentials: store, settings: settings.current, fleet, problems, log, exchanges, version, redact: knownSecrets.redact, rememberToken: knownSecrets.rememberToken, onChange: () => news.soon(),
      onStorage(state) {
        storage = state;
        windows.broadcast('storage:changed', state);
      },
      async secretOf(credential) {
        const secret = await secretOf(credential);
        if (secret.ok) knownSecrets.remember(credential.credentialId, secret.value);
        return secret;
      },
    });
  }

  async function startSimulation(): Promise<void> {
    const folder = buildConnection('simulation', userDataDir, STARLINK_API_URL, STARLINK_TOKEN_URL).folder;
    demo = await startDemo(folder, commandLine.demoTerminals, (reason) => {
      problems.raise({ topic: 'simulator', credentialId: null, account: 'Groundtrack', call: 'Simulation', cause: reason, nextStep: 'Start Groundtrack again.', severity: 'error' });
    });
    session = openSession(buildConnection('simulation', userDataDir, demo.server.url, demo.server.tokenUrl), demo.credentials, demo.secretOf);
    news.soon();
  }

  /** The first real credential ends the simulation for good. */
  async function goLive(): Promise<void> {
    if (session && session.connection.mode !== 'simulation') return;
    const ended = session;
    session = null;
    await ended?.close();
    await demo?.server.close();
    demo = null;
    fleet.clear();
    session = openSession(live, credentials, desk.secretOf);
    news.soon();
  }

  function state(): ConsoleState {
    const mode = session?.connection.mode ?? (usesSimulation() ? 'simulation' : live.mode);
    const anyPolling = demo?.credentials.list().some((credential) => credential.pollingEnabled) ?? false;
    return {
      mode,
      testServerHost: live.testServerHost,
      firstRun: !credentials.everSaved() && !anyPolling,
      demoAvailable: live.mode === 'live' && !credentials.everSaved(),
      keychain: secrets.availability(),
      settings: settings.current(),
      version,
      quitting,
    };
  }

  const usesSimulation = (): boolean => live.mode === 'live' && !credentials.everSaved();

  function status(): StatusReport {
    return {
      atMs: Date.now(), accounts: session?.board.statuses() ?? [], problems: problems.list(), dailyUsageFromMs: fleet.dailyUsageFromMs(),
      rowCounts: { services: fleet.states.services.size, overageLines: fleet.states.overageLines.size },
    };
  }

  function showStatus(report: StatusReport): void {
    fleet.setAccounts(session?.board.contexts() ?? new Map());
    showRows(fleet.states.accounts, session ? buildAccountRows(report.accounts, fleet, session.lastErrors(), report.atMs) : [], (row) => row.accountNumber);
    showRows(fleet.states.userTerminalDves, buildDveRows(dves.list(), fleet, windows.isOpen), (row) => row.deviceId);
  }

  function tick(): void {
    fleet.tick();
    // The operator has seen that polling was off.
    if (restore.outcome === 'restored' && session?.board.statuses().some(({ pollingEnabled }) => pollingEnabled)) problems.clear(null, 'restore');
    const managed = [...fleet.inputs.managed.values()];
    session?.workers.setKept([...managed.map((row) => row.deviceId), ...managed.flatMap((row) => row.routerIds ?? []), ...enabledDves()]);
    news.soon();
  }

  return {
    windows, fleet, watchers, settings, desk, dves, log, exchanges, backups, userDataDir, version, state, status,
    storageState: () => storage,
    session: () => session,
    async enableDemo() {
      if (!demo || !session) return { ok: false, error: { code: 'no-demo', message: 'The simulation runs only where no credential was ever saved.' } };
      for (const { credentialId } of demo.credentials.list()) {
        const switched = await session.setPolling(credentialId, true);
        if (!switched.ok) return switched;
      }
      return ok(null);
    },
    async start() {
      nativeTheme.themeSource = settings.current().theme;
      const complaint = credentials.problem();
      if (complaint !== null) problems.raise({ topic: 'credentials', credentialId: null, account: 'Groundtrack', call: 'Credentials', cause: complaint, nextStep: 'See Configuration.', severity: 'error' });
      const restored = describeRestore(restore);
      if (restored !== null) problems.raise(restored);
      fleet.setDves(enabledDves());
      ticker = setInterval(tick, TICK_MS);
      void secrets.probe().then(news.soon);
      if (usesSimulation()) await startSimulation();
      else session = openSession(live, credentials, desk.secretOf);
      for (const deviceId of enabledDves()) windows.openTerminal(deviceId);
      news.soon();
    },
    sayStartFailed(reason) {
      if (quitting !== null) return;
      problems.raise({
        topic: 'start', credentialId: null, account: 'Groundtrack', call: 'Start', severity: 'error',
        cause: `${reason.replace(/\.$/, '')}.`, nextStep: 'Nothing is polled. Put it right and start Groundtrack again.',
      });
    },
    async stop() {
      const isBusy = session?.board.statuses().some((account) => account.telemetry.phase === 'polling' || account.management.phase === 'polling');
      quitting = isBusy ? 'Waiting for the request in hand: Starlink never sends its rows a second time.' : 'Closing the history.';
      news.now();
      if (ticker) clearInterval(ticker);
      await backups.stop();
      await session?.close();
      await demo?.server.close();
      watchers.close();
      news.stop();
    },
  };
}

function buildLiveConnection(commandLine: CommandLine, userDataDir: string): ServerConnection {
  const apiUrl = commandLine.apiUrl ?? STARLINK_API_URL;
  const tokenUrl = commandLine.tokenUrl ?? STARLINK_TOKEN_URL;
  return buildConnection(isStarlink(apiUrl, tokenUrl) ? 'live' : 'test-server', userDataDir, apiUrl, tokenUrl);
}

function showRows<Row>(state: { apply(rows: readonly Row[], removed: readonly string[]): void; values(): Iterable<Row> }, rows: readonly Row[], keyOf: (row: Row) => string): void {
  const keys = new Set(rows.map(keyOf));
  state.apply(rows, [...state.values()].map(keyOf).filter((key) => !keys.has(key)));
}
