import { expect, test } from 'vitest';
import type { TelemetryHistory } from '../../../src/main/history/telemetry-history.ts';
import { nothingChanged } from '../../../src/main/history/current-state.ts';
import type { PollerPorts } from '../../../src/main/poll-loops/poller-ports.ts';
import { createPause } from '../../../src/main/poll-loops/telemetry-pause.ts';
import type { TelemetryReply } from '../../../src/main/poll-loops/telemetry-reply.ts';
import { storeReply, type StorageContext } from '../../../src/main/poll-loops/telemetry-storage.ts';
import { ParseMemory } from '../../../src/main/starlink/parse-memory.ts';

const body = '{"data":{"values":[],"columnNamesByDeviceType":{}},"metadata":{"enums":{"DeviceType":{}}},"errors":[],"warnings":[],"isValid":true}';

function createContext(steps: string[]): StorageContext {
  const history = {
    knownColumns: () => null,
    async append() {
      steps.push('stored');
      return { alreadyStored: false, changed: nothingChanged, futureSamples: 0, looksShared: false };
    },
  } as unknown as TelemetryHistory;
  const ports = { account: { credentialId: 'cred-1', accountNumber: 'ACC-1' }, log: () => undefined } as unknown as PollerPorts;
  return {
    ports, history, memory: new ParseMemory(), problems: { raise: () => undefined, tell: () => undefined, clear: () => undefined, clearAll: () => undefined }, pause: createPause(),
    atPoint: (name) => steps.push(name), isStopping: () => false, onTrouble: () => undefined,
  };
}

test('a reply is read while the disk takes it, and stored only once it has', async () => {
  const steps: string[] = [];
  let settle: () => void = () => undefined;
  const settled = new Promise<void>((resolve) => (settle = resolve));
  const reply: TelemetryReply = {
    header: { version: 1, spoolId: 'x', credentialId: 'cred-1', accountNumber: 'ACC-1', requestedAtMs: 1, batchSize: 10, lingerMs: 0, contentEncoding: null },
    receivedAtMs: 2, wire: Buffer.from(body), settled, complete: true, error: null, contentType: 'application/json',
    redactToken: Object.assign((text: string) => text, { bytes: (bytes: Uint8Array) => bytes }) as unknown as TelemetryReply['redactToken'],
    path: () => 'x.body', save: () => undefined, remove: async () => void steps.push('removed'),
  };
  let parsed: () => void = () => undefined;
  const isParsed = new Promise<void>((resolve) => (parsed = resolve));
  const context = createContext(steps);
  const storing = storeReply(reply, { ...context, atPoint: (name) => { context.atPoint(name); if (name === 'parsed') parsed(); } });
  await isParsed;
  // Whatever would follow without the disk has its turn.
  await new Promise((resolve) => setImmediate(resolve));
  expect(steps).toEqual(['mid-parse', 'parsed']);
  settle();
  expect((await storing).kind).toBe('stored');
  expect(steps).toEqual(['mid-parse', 'parsed', 'stored', 'before-spool-delete', 'removed', 'after-spool-delete']);
});
