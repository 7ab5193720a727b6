// What no page of ours ever needs is refused everywhere: navigation, new windows, webviews, permissions, downloads.
import { session, type App } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';

export type Refused = (what: string) => void;

/** Holds for every web contents that will ever exist. */
export function registerNavigationGuards(app: App, refused: Refused): void {
  app.on('web-contents-created', (_created, contents) => {
    const refuse = (event: { preventDefault(): void }, url: string): void => {
      if (isOwnPage(url)) return;
      event.preventDefault();
      refused(`navigation to ${hostOf(url)}`);
    };
    contents.on('will-navigate', (event) => refuse(event, event.url));
    contents.on('will-frame-navigate', (event) => refuse(event, event.url));
    contents.on('will-redirect', (event) => refuse(event, event.url));
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
      refused('a webview');
    });
    contents.setWindowOpenHandler(({ url }) => {
      refused(`a new window for ${hostOf(url)}`);
      return { action: 'deny' };
    });
  });
}

export function registerPermissionGuards(refused: Refused): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => {
    refused(`permission ${permission}`);
    answer(false);
  });
  // Reading and writing the clipboard by an own click is asked through this check, not through the request.
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin) => permission === 'clipboard-sanitized-write' && isOwnPage(`${origin}`));
  session.defaultSession.setDevicePermissionHandler(() => false);
  session.defaultSession.on('will-download', (event) => {
    event.preventDefault();
    refused('a download');
  });
}

export function isOwnPage(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}` === APP_ORIGIN;
  } catch {
    return false;
  }
}

function hostOf(url: string): string {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}`;
  } catch {
    return 'an unreadable address';
  }
}
