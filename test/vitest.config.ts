// How tests are run: "unit" in plain Node; "e2e" in the real Electron, one file at a time since they use the processor; "e2e-waiting" likewise,
// but three at a time, since those files mostly wait for the rhythm of polls (15 s at best): `npm test` runs them beside the others.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const endToEnd = 'test/e2e/**/*.test.{ts,tsx}';
const waiting = 'test/e2e/waiting/*.test.ts';
// The console must be up, polling and down again in a test on a loaded two-core machine.
const endToEndTimeoutMs = 120_000;

// A test of a second must not fail where two others, and the disk, are at work.
const unitTimeoutMs = 60_000;

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    projects: [
      // Two at a time on two cores: left to itself, vitest would take one, and files that wait for child processes would hold up the rest.
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.{ts,tsx}'], exclude: [endToEnd], maxWorkers: 2, testTimeout: unitTimeoutMs, hookTimeout: unitTimeoutMs } },
      {
        extends: true,
        test: {
          name: 'e2e-waiting', include: [waiting], maxWorkers: 3, sequence: { groupOrder: 1 },
          testTimeout: endToEndTimeoutMs, hookTimeout: endToEndTimeoutMs,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e', include: [endToEnd], exclude: [waiting], fileParallelism: false, sequence: { groupOrder: 2 },
          testTimeout: endToEndTimeoutMs, hookTimeout: endToEndTimeoutMs,
        },
      },
    ],
  },
});
