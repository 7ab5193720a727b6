// The console window and one window a terminal: all show the same page at another address, all with the same locks.
import path from 'node:path';
import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import { EVENT_CHANNEL, type EventName } from '#shared/ipc-channels.ts';
import type { ConsoleEvents } from '#shared/ipc-contract.ts';
import type { JsonStore } from '../json-store.ts';
import { APP_ORIGIN } from '../security/app-protocol.ts';
import { restoreBounds, SMALLEST } from './window-bounds.ts';

export interface WindowManager {
  openConsole(): void;
  openTerminal(deviceId: string): void;
  isOpen(deviceId: string): boolean;
  isOurWindow(contents: WebContents): boolean;
  /** To every window. */
  broadcast<Name extends EventName>(event: Name, value: ConsoleEvents[Name]): void;
  /** Brings the console to the front, for a second start of the app. */
  showConsole(): void;
  count(): number;
}

export interface WindowManagerOptions {
  /** Where windows stood, by name. */
  readonly boundsStore: JsonStore;
  readonly onTerminalWindowsChanged: () => void;
  /** The window is gone: its watches end. */
  readonly onClosed: (contentsId: number) => void;
  /** A page that died is loaded again; says so. */
  readonly onCrashed: (reason: string) => void;
  /** Asked when the last window is about to close; false keeps it open. */
  readonly mayCloseLast: () => boolean;
}

const CONSOLE_SIZE = { width: 1440, height: 900 } as const;
const TERMINAL_SIZE = { width: 1280, height: 860 } as const;
/** Ground of each theme before the page has painted: no white flash at night. */
const GROUND = { dark: '#0b0f14', light: '#f3f5f8' } as const;

export function createWindowManager(options: WindowManagerOptions): WindowManager {
  const terminals = new Map<string, BrowserWindow>();
  const windows = new Map<number, BrowserWindow>();
  let consoleWindow: BrowserWindow | null = null;

  function open(name: string, hash: string, title: string, size: { readonly width: number; readonly height: number }): BrowserWindow {
    const stored = readAllBounds(options.boundsStore)[name];
    const window = new BrowserWindow({
      ...size,
      ...restoreBounds(stored),
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      title,
      // Made of assets/icon.svg by the build; macOS and Windows take theirs from the executable.
      ...(process.platform === 'linux' ? { icon: path.join(import.meta.dirname, 'icon.png') } : {}),
      show: false,
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
      webPreferences: {
        preload: path.join(import.meta.dirname, '../preload/index.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        spellcheck: false,
        // Live values must not stand still because another window covers this one.
        backgroundThrottling: false,
      },
    });
    const contentsId = window.webContents.id;
    windows.set(contentsId, window);
    window.once('ready-to-show', () => window.show());
    window.on('close', (event) => {
      storeBounds(options.boundsStore, name, window);
      if (windows.size === 1 && !options.mayCloseLast()) event.preventDefault();
    });
    window.on('closed', () => {
      windows.delete(contentsId);
      options.onClosed(contentsId);
    });
    window.webContents.on('render-process-gone', (_event, details) => {
      if (details.reason === 'clean-exit') return;
      options.onCrashed(details.reason);
      options.onClosed(contentsId);
      window.webContents.reload();
    });
    void window.loadURL(`${APP_ORIGIN}/index.html${hash}`);
    return window;
  }

  return {
    openConsole() {
      if (consoleWindow) return show(consoleWindow);
      consoleWindow = open('console', '#/', 'Groundtrack', CONSOLE_SIZE);
      consoleWindow.on('closed', () => (consoleWindow = null));
    },
    openTerminal(deviceId) {
      const standing = terminals.get(deviceId);
      if (standing) return show(standing);
      const window = open(`terminal ${deviceId}`, `#/terminal/${encodeURIComponent(deviceId)}`, `${deviceId} · Groundtrack`, TERMINAL_SIZE);
      terminals.set(deviceId, window);
      window.on('closed', () => {
        terminals.delete(deviceId);
        options.onTerminalWindowsChanged();
      });
      options.onTerminalWindowsChanged();
    },
    isOpen: (deviceId) => terminals.has(deviceId),
    isOurWindow: (contents) => windows.has(contents.id),
    broadcast(event, value) {
      for (const window of windows.values()) if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, event, value);
    },
    showConsole() {
      if (consoleWindow) show(consoleWindow);
      else this.openConsole();
    },
    count: () => windows.size,
  };
}

function show(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function readAllBounds(store: JsonStore): Readonly<Record<string, unknown>> {
  const stored = store.read();
  return typeof stored === 'object' && stored !== null ? (stored as Readonly<Record<string, unknown>>) : {};
}

/** A terminal's window is one of many: only so many places are remembered. */
const MOST_BOUNDS = 200;

function storeBounds(store: JsonStore, name: string, window: BrowserWindow): void {
  const { [name]: _old, ...others } = readAllBounds(store);
  const kept = Object.entries(others).slice(-MOST_BOUNDS);
  void store.write({ ...Object.fromEntries(kept), [name]: window.getNormalBounds() });
}
