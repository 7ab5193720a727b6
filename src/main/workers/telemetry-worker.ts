// Entry of the telemetry worker: the telemetry engine, wired to main.
import type { Settings } from '#shared/settings.ts';
import type { CurrentTelemetry } from '../history/current-telemetry.ts';
import { createTelemetryEngine, type TelemetryEngine } from '../poll-loops/telemetry-engine.ts';
import { packTelemetry } from './pack-telemetry.ts';
import { createWorkerSide } from './worker-side.ts';
import type { WorkerStart } from './worker-protocol.ts';

let started: { readonly engine: TelemetryEngine; readonly start: WorkerStart } | null = null;
let settings: Settings | null = null;
const polled = new Set<string>();
/** Exports under way. */
const exports = new Map<number, AbortController>();
/** Ends the newest backup. */
let backup: AbortController | null = null;

const main = createWorkerSide({
  name: 'telemetry',
  logLevels: () => settings?.logLevels ?? {},
}, {
  async 'worker:start'(start) {
    settings = start.settings;
    const engine = await createTelemetryEngine({
      folder: start.folder,
      version: start.version,
      log: main.log,
      onCurrent: (news) => announce('telemetry:current', news),
      onPainted: (painted) => announce('telemetry:painted', painted),
      onProgress: (credentialId, progress) => main.rpc.announce('telemetry:progress', { credentialId, progress }),
      onCoverage: (credentialId, coverage) => main.rpc.announce('telemetry:coverage', { credentialId, coverage }),
      onStorage: (state) => main.rpc.announce('storage:state', state),
      retentionDays: () => (settings ?? start.settings).retentionDays,
      archiveLimits: () => settings ?? start.settings,
    });
    started = { engine, start };
    announce('telemetry:current', await engine.current());
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
    await started?.engine.stopAccount(credentialId);
    return null;
  },
  'account:pollNow'({ credentialId }) {
    started?.engine.pollNow(credentialId);
    return null;
  },
  'settings:set'(next) {
    const isRhythmNew = settings !== null && settings.telemetryPollS !== next.telemetryPollS;
    settings = next;
    // A new interval counts from now, not from the end of the old wait.
    if (isRhythmNew) for (const credentialId of polled) started?.engine.pollNow(credentialId);
    return null;
  },
  'retention:keep'({ ids }) {
    started?.engine.setKeep(ids);
    return null;
  },
  'history:query': ({ question, ...ticket }) => running().engine.ask(question.name, question.request, ticket),
  'history:cancel'({ queryId }) {
    started?.engine.cancelQuery(queryId);
    return null;
  },
  async 'history:export'({ exportNo, request, place }) {
    const stop = new AbortController();
    exports.set(exportNo, stop);
    const { exportId } = request;
    const exported = await running().engine.exportHistory(request, place, stop.signal, (percent, rows) => {
      main.rpc.announce('history:exportProgress', { exportNo, progress: { exportId, percent, rows } });
    });
    exports.delete(exportNo);
    return exported;
  },
  'history:cancelExport'({ exportNo }) {
    exports.get(exportNo)?.abort();
    return null;
  },
  'history:coverage': (request) => running().engine.coverage(request),
  'storage:describe': () => running().engine.describeStorage(),
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
    for (const stop of exports.values()) stop.abort();
    await started?.engine.close();
    await main.settleExchanges();
    return null;
  },
});

function announce(event: 'telemetry:current' | 'telemetry:painted', news: CurrentTelemetry): void {
  for (const packed of packTelemetry(news)) main.rpc.announce(event, packed);
}

function running(): NonNullable<typeof started> {
  if (!started) throw new Error('The telemetry worker has not been started yet.');
  return started;
}
