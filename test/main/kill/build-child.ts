// Makes one JavaScript file of the child: a process that starts two hundred times must not compile TypeScript each time.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Inside node_modules, so that the native database is found from there. */
const outDir = fileURLToPath(new URL('../../../node_modules/.cache/kill-tests/', import.meta.url));

export async function buildChild(): Promise<string> {
  await mkdir(outDir, { recursive: true });
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['@duckdb/node-bindings'] },
    build: {
      ssr: fileURLToPath(new URL('./telemetry-child.ts', import.meta.url)), outDir, emptyOutDir: true, target: 'node20', minify: true,
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'telemetry-child.cjs', codeSplitting: false } },
    },
  });
  return `${outDir}telemetry-child.cjs`;
}
