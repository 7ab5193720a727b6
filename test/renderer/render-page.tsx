// Draws a component to HTML with the contexts that every window gives, over a console whose answers the test chooses.
import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { createStore } from 'zustand/vanilla';
import type { ConsoleState, StatusReport } from '#shared/ipc-contract.ts';
import { defaultSettings } from '#shared/settings.ts';
import { ConsoleStoresContext } from '../../src/renderer/console-client/use-console.ts';
import { createFakeConsole } from './console-client/fake-console.ts';

export const calmState: ConsoleState = {
  mode: 'live', testServerHost: null, firstRun: false, demoAvailable: true, keychain: { available: true, reason: null },
  settings: defaultSettings, version: '0.1.0', quitting: null,
};
export const calmStatus: StatusReport = { atMs: 0, accounts: [], problems: [] };

export function renderPage(content: React.ReactNode, state: Partial<ConsoleState> = {}, status: Partial<StatusReport> = {}): string {
  const stores = {
    api: createFakeConsole().api,
    state: createStore<ConsoleState>(() => ({ ...calmState, ...state })),
    status: createStore<StatusReport>(() => ({ ...calmStatus, ...status })),
    close: () => undefined,
  };
  return renderToStaticMarkup(
    <MantineProvider>
      <ConsoleStoresContext value={stores}>{content}</ConsoleStoresContext>
    </MantineProvider>,
  );
}
