// How tests are run: "unit" in plain Node, "e2e" in the real Electron, one file at a time since each one opens windows.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const endToEnd = 'test/e2e/**/*.test.{ts,tsx}';
// The console must be up, polling and down again in a test on a loaded two-core machine.
const endToEndTimeoutMs = 120_000;

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.{ts,tsx}'], exclude: [endToEnd] } },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: [endToEnd],
          fileParallelism: false,
          testTimeout: endToEndTimeoutMs,
          hookTimeout: endToEndTimeoutMs,
        },
      },
    ],
  },
});
