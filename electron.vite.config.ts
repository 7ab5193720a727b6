// Builds main (with its workers), preload and the one page. Targets name the oldest runtime we run on: Electron 33.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { recordBundledPackages } from './scripts/record-bundled-packages.mjs';
import { renderIcon } from './scripts/render-icon.mjs';

const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';
/** Linux desktops scale it down; Windows and macOS take their icons from the executable. */
const windowIconPx = 256;

const windowIcon = {
  name: 'window-icon',
  async generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: Uint8Array }): string }): Promise<void> {
    this.emitFile({ type: 'asset', fileName: 'icon.png', source: await renderIcon(windowIconPx) });
  },
};

export default defineConfig({
  main: {
    plugins: [recordBundledPackages('main'), windowIcon],
    build: {
      target: nodeTarget,
      // What npm installs at run time stays outside; electron-store and electron-log are ESM and load as they are.
      externalizeDeps: true,
      rollupOptions: {
        input: {
          index: 'src/main/index.ts',
          'telemetry-worker': 'src/main/workers/telemetry-worker.ts',
          'management-worker': 'src/main/workers/management-worker.ts',
          'simulator-worker': 'src/main/workers/simulator-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    plugins: [recordBundledPackages('preload')],
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      // A sandboxed preload must be one CommonJS file.
      rollupOptions: { input: { index: 'src/preload/index.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), recordBundledPackages('renderer')],
    build: {
      target: chromeTarget,
      outDir: 'out/renderer',
      // Our own protocol serves local files: inlined assets would only loosen the CSP.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4_000,
      rollupOptions: { input: 'src/renderer/index.html' },
    },
  },
});
