// Entry of Electron's main process: a list of calls, in order.
import path from 'node:path';
import { app, dialog, powerMonitor, protocol } from 'electron';
import { wordsOf } from '#shared/error-words.ts';
import { finishRestore, StuckRestoreError, type FinishedRestore } from './backup/finish-restore.ts';
import { parseCommandLine } from './command-line.ts';
import { createConsoleApp, type ConsoleApp } from './console-app.ts';
import { createKnownSecrets } from './credentials/known-secrets.ts';
import { buildHandlers } from './ipc/console-commands.ts';
import { registerGate } from './ipc/gate.ts';
import { createLog } from './log.ts';
import { registerAppProtocol, registerAppScheme } from './security/app-protocol.ts';
import { registerNavigationGuards, registerPermissionGuards } from './security/guards.ts';
import { registerQuit } from './windows/quit.ts';

const commandLine = parseCommandLine(process.argv.slice(1));
if (commandLine.userDataDir !== null) app.setPath('userData', path.resolve(commandLine.userDataDir));
registerAppScheme();

// The lock lies in the data folder: two consoles on one folder would share one stream's rows out between them.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

async function start(): Promise<void> {
  if (commandLine.complaints.length > 0) {
    process.stderr.write(`groundtrack: ${commandLine.complaints.join('\n')}\n`);
    return app.exit(2);
  }
  const userDataDir = app.getPath('userData');
  const restore = await finishRestore(userDataDir).catch((error: unknown) => error);
  if (restore instanceof Error) {
    process.stderr.write(`groundtrack: ${restore.message}\n`);
    dialog.showErrorBox('Groundtrack can’t start', restore instanceof StuckRestoreError ? restore.message : `A restore can't be finished: ${restore.message}. Nothing was changed.`);
    return app.exit(1);
  }
  const knownSecrets = createKnownSecrets();
  const log = createLog(userDataDir, knownSecrets.redact);
  // Electron's own answer to an uncaught error is a modal box that stops everything, polling included.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (reason: unknown) => log.write('error', 'main', `${event}: ${describeError(reason)}`));
  }
  const refused = (what: string): void => log.write('error', 'security', `refused: ${what}`);
  registerNavigationGuards(app, refused);
  registerPermissionGuards(refused);
  registerAppProtocol(protocol, path.join(import.meta.dirname, '../renderer'));
  const quit = registerQuit(app, () => consoleApp.stop());
  const consoleApp: ConsoleApp = createConsoleApp({ commandLine, userDataDir, log, knownSecrets, restore: restore as FinishedRestore, mayCloseLast: quit.mayCloseLast });
  registerGate(buildHandlers(consoleApp), consoleApp.windows.isOurWindow, {
    refused,
    ran: (command, tookMs) => log.write(5, 'ipc', () => `${command} took ${tookMs.toFixed(1)} ms`),
    failed: (command, error) => log.write('error', 'ipc', `${command} failed: ${describeError(error)}`),
  });
  app.on('second-instance', () => consoleApp.windows.showConsole());
  app.on('activate', () => consoleApp.windows.showConsole());
  powerMonitor.on('resume', () => log.write(0, 'main', 'The computer woke up; polling goes on.'));
  consoleApp.windows.openConsole();
  log.write(0, 'main', `Groundtrack ${app.getVersion()} on Electron ${process.versions.electron}`);
  await consoleApp.start().catch((error: unknown) => {
    log.write('error', 'main', `start failed: ${describeError(error)}`);
    consoleApp.sayStartFailed(wordsOf(error));
  });
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
