// Entry of the telemetry worker: the telemetry engine, wired to main.
import type { CurrentTelemetry } from '../history/current-telemetry.ts';
import { createTelemetryEngine, type TelemetryEngine } from '../poll-loops/telemetry-engine.ts';
import { createEngineRun } from './engine-run.ts';
import { packTelemetry } from './pack-telemetry.ts';
import { createWorkerSide, type WorkerSide } from './worker-side.ts';

/** Exports under way. */
const exports = new Map<number, AbortController>();
const run = createEngineRun<TelemetryEngine>({
  name: 'telemetry',
  side: () => main,
  rhythmOf: ({ telemetryPollS }) => telemetryPollS,
  endAccount: (engine, credentialId) => engine.stopAccount(credentialId),
});

const main: WorkerSide = createWorkerSide({ name: 'telemetry', logLevels: run.logLevels }, {
  ...run.handlers,
  async 'worker:start'(start) {
    const engine = await run.begin(start, (settings) => createTelemetryEngine({
      folder: start.folder,
      version: start.version,
      log: main.log,
      maskSecrets: (text) => main.rpc.request('secrets:mask', { text }),
      onCurrent: (news) => announce('telemetry:current', news),
      onPainted: (painted) => announce('telemetry:painted', painted),
      onProgress: (credentialId, progress) => main.rpc.announce('telemetry:progress', { credentialId, progress }),
      onCoverage: (credentialId, coverage) => main.rpc.announce('telemetry:coverage', { credentialId, coverage }),
      onStorage: (state) => main.rpc.announce('storage:state', state),
      retentionDays: () => settings().retentionDays,
      archiveLimits: settings,
    }));
    announce('telemetry:current', await engine.current());
    return null;
  },
  'retention:keep'({ ids }) {
    run.started?.setKeep(ids);
    return null;
  },
  'history:query': ({ question, ...ticket }) => run.engine().ask(question.name, question.request, ticket),
  'history:cancel'({ queryId }) {
    run.started?.cancelQuery(queryId);
    return null;
  },
  async 'history:export'({ exportNo, request, place }) {
    const stop = new AbortController();
    exports.set(exportNo, stop);
    const { exportId } = request;
    const exported = await run.engine().exportHistory(request, place, stop.signal, (percent, rows) => {
      main.rpc.announce('history:exportProgress', { exportNo, progress: { exportId, percent, rows } });
    });
    exports.delete(exportNo);
    return exported;
  },
  'history:cancelExport'({ exportNo }) {
    exports.get(exportNo)?.abort();
    return null;
  },
  'history:coverage': (request) => run.engine().coverage(request),
  'storage:describe': () => run.engine().describeStorage(),
  async 'worker:close'() {
    for (const stop of exports.values()) stop.abort();
    await run.close();
    return null;
  },
});

function announce(event: 'telemetry:current' | 'telemetry:painted', news: CurrentTelemetry): void {
  for (const packed of packTelemetry(news)) main.rpc.announce(event, packed);
}
