// Makes one JavaScript file of the child: a process that starts two hundred times must not compile TypeScript each time.
import { mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** @param entry the child's source; its file name names the result */
export async function buildChild(entry: URL = new URL('./telemetry-child.ts', import.meta.url)): Promise<string> {
  const name = basename(fileURLToPath(entry), '.ts');
  // Inside node_modules, so that the native database is found from there.
  const outDir = fileURLToPath(new URL(`../../../node_modules/.cache/kill-tests/${name}/`, import.meta.url));
  await mkdir(outDir, { recursive: true });
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['@duckdb/node-bindings'] },
    build: {
      ssr: fileURLToPath(entry), outDir, emptyOutDir: true, target: 'node20', minify: true,
      rollupOptions: { output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false } },
    },
  });
  return `${outDir}${name}.cjs`;
}
