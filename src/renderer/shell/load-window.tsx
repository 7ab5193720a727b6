// Loads the code of the one window that this page is: a terminal window needs no tables, the console needs no chart.
import type { Route } from './route.ts';

export async function loadWindow(route: Route): Promise<React.ReactNode> {
  if (route.window === 'terminal') {
    const { TerminalWindow } = await import('../terminal-window/terminal-window.tsx');
    return <TerminalWindow deviceId={route.deviceId} />;
  }
  const { ConsoleWindow } = await import('./console-window.tsx');
  return <ConsoleWindow />;
}
