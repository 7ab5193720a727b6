// Entry of the management worker: the management engine, wired to main.
import { fail } from '#shared/result.ts';
import type { Settings } from '#shared/settings.ts';
import type { CurrentManagement } from '../history/current-management.ts';
import { createManagementEngine, type ManagementEngine } from '../poll-loops/management-engine.ts';
import { createManagementPacker } from './pack-management.ts';
import { createWorkerSide } from './worker-side.ts';
import type { WorkerStart } from './worker-protocol.ts';

let started: { readonly engine: ManagementEngine; readonly start: WorkerStart } | null = null;
let settings: Settings | null = null;
const polled = new Set<string>();
const pack = createManagementPacker();
/** Ends the newest backup. */
let backup: AbortController | null = null;

const main = createWorkerSide({
  name: 'management',
  logLevels: () => settings?.logLevels ?? {},
}, {
  async 'worker:start'(start) {
    settings = start.settings;
    const engine = await createManagementEngine({
      folder: start.folder,
      version: start.version,
      log: main.log,
      retentionDays: start.settings.retentionDays,
      onCurrent: tell,
    });
    started = { engine, start };
    // Main may remember from before this worker died what failed then.
    for (const known of engine.current()) tell({ ...known, failing: [] });
    for (const usage of await engine.loadUsage()) tell(usage);
    return null;
  },
  async 'account:start'(account) {
    const { engine, start } = running();
    polled.add(account.credentialId);
    await engine.startAccount(main.portsFor(account, start, () => settings ?? start.settings));
    return null;
  },
  async 'account:stop'({ credentialId }) {
    polled.delete(credentialId);
    await started?.engine.stopAccount(credentialId);
    return null;
  },
  async 'account:end'({ credentialId }) {
    polled.delete(credentialId);
    await started?.engine.endCredential(credentialId, Date.now());
    return null;
  },
  'account:pollNow'({ credentialId }) {
    started?.engine.pollNow(credentialId);
    return null;
  },
  'settings:set'(next) {
    const isRhythmNew = settings !== null && settings.managementPollMin !== next.managementPollMin;
    settings = next;
    // A new interval counts from now, not from the end of the old wait.
    if (isRhythmNew) for (const credentialId of polled) started?.engine.pollNow(credentialId);
    return null;
  },
  'retention:keep': () => null,
  'history:query': () => fail('wrong-worker', 'The history is the telemetry worker\'s.'),
  'history:cancel': () => null,
  'history:export': () => fail('wrong-worker', 'The history is the telemetry worker\'s.'),
  'history:cancelExport': () => null,
  'history:coverage': () => fail('wrong-worker', 'The history is the telemetry worker\'s.'),
  'storage:describe': () => fail('wrong-worker', 'The history is the telemetry worker\'s.'),
  'backup:write'({ target }) {
    backup = new AbortController();
    return running().engine.backUp({ target, signal: backup.signal, onBytes: (bytes) => main.rpc.announce('backup:progress', { bytes }) });
  },
  'backup:cancel'() {
    backup?.abort();
    return null;
  },
  async 'worker:close'() {
    backup?.abort();
    await started?.engine.close();
    await main.settleExchanges();
    return null;
  },
});

function tell(news: CurrentManagement): void {
  for (const packed of pack(news)) main.rpc.announce('management:current', packed);
}

function running(): NonNullable<typeof started> {
  if (!started) throw new Error('The management worker has not been started yet.');
  return started;
}
