// Entry of every window: styles, nonce, the console's state, then the window that the address names.
import './console-client/zod-without-eval.ts';
import './theme/styles.ts';
import { createRoot } from 'react-dom/client';
import { consoleApi } from './console-client/console-client.ts';
import { createConsoleStores } from './console-client/console-stores.ts';
import { restorePageMemory } from './console-client/restore-page-memory.ts';
import { loadWindow } from './shell/load-window.tsx';
import { parseRoute } from './shell/route.ts';
import { StartFailure } from './shell/start-failure.tsx';
import { WindowRoot } from './shell/window-root.tsx';
import { applySystemScheme } from './theme/system-scheme.ts';
import { applyStyleNonce } from './theme/style-nonce.ts';

async function openWindow(): Promise<void> {
  applyStyleNonce();
  const root = createRoot(document.getElementById('root')!);
  const [stores, content] = await Promise.all([createConsoleStores(consoleApi()), restorePageMemory(consoleApi(), window.localStorage).then(() => loadWindow(parseRoute(window.location.hash)))]);
  if (stores.ok) root.render(<WindowRoot stores={stores.value}>{content}</WindowRoot>);
  else {
    applySystemScheme();
    root.render(<StartFailure message={stores.error.message} />);
  }
}

void openWindow();
