// Entry of the management worker: the management engine, wired to main.
import { fail } from '#shared/result.ts';
import type { CurrentManagement } from '../history/current-management.ts';
import { createManagementEngine, type ManagementEngine } from '../poll-loops/management-engine.ts';
import { createEngineRun } from './engine-run.ts';
import { createManagementPacker } from './pack-management.ts';
import { createWorkerSide, type WorkerSide } from './worker-side.ts';

const pack = createManagementPacker();
const run = createEngineRun<ManagementEngine>({
  name: 'management',
  side: () => main,
  rhythmOf: ({ managementPollMin }) => managementPollMin,
  endAccount: (engine, credentialId) => engine.endCredential(credentialId, Date.now()),
});

const main: WorkerSide = createWorkerSide({ name: 'management', logLevels: run.logLevels }, {
  ...run.handlers,
  async 'worker:start'(start) {
    const engine = await run.begin(start, (settings) => createManagementEngine({
      folder: start.folder,
      version: start.version,
      log: main.log,
      retentionDays: start.settings.retentionDays,
      historyDays: () => settings().historyDays,
      onCurrent: tell,
    }));
    // Main may remember from before this worker died what failed then.
    for (const known of engine.current()) tell({ ...known, failing: [] });
    for (const usage of await engine.loadUsage()) tell(usage);
    return null;
  },
  'retention:keep': () => null,
  'history:query': notOurs,
  'history:cancel': () => null,
  'history:export': notOurs,
  'history:cancelExport': () => null,
  'history:coverage': notOurs,
  'storage:describe': notOurs,
  async 'worker:close'() {
    await run.close();
    return null;
  },
});

function notOurs(): ReturnType<typeof fail> {
  return fail('wrong-worker', 'The history is the telemetry worker\'s.');
}

function tell(news: CurrentManagement): void {
  for (const packed of pack(news)) main.rpc.announce('management:current', packed);
}
