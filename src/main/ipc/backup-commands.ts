// Commands of the Storage card: what the history takes, backups, and their way back. Folders come from the system's own dialogs only.
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { app, type WebContents } from 'electron';
import { z } from 'zod';
import type { BackupProgress } from '#shared/backup.ts';
import { EVENT_CHANNEL } from '#shared/ipc-channels.ts';
import { fail, ok } from '#shared/result.ts';
import { PAGE_MEMORY_FILE } from '../backup/backup-manifest.ts';
import { readKeptAsideBytes } from '../backup/kept-aside.ts';
import type { ConsoleApp } from '../console-app.ts';
import { readDatabaseBytes } from '../history/archive/describe-storage.ts';
import { MANAGEMENT_FILE } from '../history/management-history.ts';
import { readFreeDiskBytes } from '../poll-loops/telemetry-disk.ts';
import { askForFolder } from '../windows/ask-for-file.ts';
import type { Handlers } from './gate.ts';

type BackupCommand = 'storage:get' | 'backup:write' | 'backup:check' | 'backup:restore' | 'backup:cancel' | 'backup:takePageMemory';

/** The page can still say that the console starts anew. */
const RELAUNCH_AFTER_MS = 800;

export function buildBackupHandlers({ session, storageState, backups, userDataDir, log }: ConsoleApp): Pick<Handlers, BackupCommand> {
  const followed = new WeakSet<WebContents>();

  /** What a page began ends with the page. */
  function tellOf(page: WebContents): (progress: BackupProgress) => void {
    if (!followed.has(page)) {
      followed.add(page);
      page.once('destroyed', () => backups.cancel());
      page.on('render-process-gone', () => backups.cancel());
      page.on('did-navigate', () => backups.cancel());
    }
    return (progress) => {
      if (!page.isDestroyed()) page.send(EVENT_CHANNEL, 'backup:progress', progress);
    };
  }

  return {
    async 'storage:get'() {
      const open = session();
      if (open === null) return fail('no-session', 'The console is still starting.');
      const { folder } = open.connection;
      const [report, managementBytes, keptAsideBytes, freeBytes] = await Promise.all([
        open.workers.describeStorage(), readDatabaseBytes(folder, MANAGEMENT_FILE), readKeptAsideBytes(userDataDir, folder), readFreeDiskBytes(folder).catch(() => null),
      ]);
      return report.ok ? ok({ report: report.value, state: storageState(), managementBytes, keptAsideBytes, freeBytes, folder }) : report;
    },
    async 'backup:write'({ pageMemory }, page) {
      const place = await askForFolder(page, 'Where the backup goes', 'Back up here');
      if (place === null) return ok({ outcome: 'cancelled' });
      const written = await backups.write(place, pageMemory, tellOf(page));
      if (written.ok) return ok({ outcome: 'written', ...written.value });
      return written.error.code === 'cancelled' ? ok({ outcome: 'cancelled' }) : written;
    },
    async 'backup:check'(_, page) {
      const folder = await askForFolder(page, 'Choose the folder of a backup', 'Check this backup');
      if (folder === null) return ok({ outcome: 'cancelled' });
      const checked = await backups.check(folder, tellOf(page));
      if (!checked.ok) return checked.error.code === 'cancelled' ? ok({ outcome: 'cancelled' }) : checked;
      const { mode, createdAtMs, appVersion, files } = checked.value.manifest;
      return ok({ outcome: 'checked', folder, mode, createdAtMs, appVersion, bytes: checked.value.bytes, files: files.length });
    },
    async 'backup:restore'({ pageMemory }, page) {
      const prepared = await backups.restore(tellOf(page));
      if (!prepared.ok) return prepared.error.code === 'cancelled' ? ok({ outcome: 'cancelled' }) : prepared;
      // In place of the file that a page takes at a start: the next start lays it aside with the rest.
      await writeFile(path.join(userDataDir, PAGE_MEMORY_FILE), JSON.stringify(pageMemory)).catch((error: unknown) => log.write('error', 'backup', `Views and layouts of before are not kept: ${String(error)}`));
      log.write(0, 'backup', 'A backup is prepared; the console starts anew with it');
      setTimeout(() => {
        // An AppImage runs from a mount that goes with the process: only its own file can be started again.
        const image = process.env['APPIMAGE'];
        app.relaunch(image === undefined ? {} : { execPath: image, args: process.argv.slice(1) });
        app.quit();
      }, RELAUNCH_AFTER_MS);
      return ok({ outcome: 'prepared' });
    },
    'backup:cancel'() {
      backups.cancel();
      return ok(null);
    },
    async 'backup:takePageMemory'() {
      const file = path.join(userDataDir, PAGE_MEMORY_FILE);
      const text = await readFile(file, 'utf8').catch(() => null);
      if (text === null) return ok(null);
      await rm(file, { force: true });
      return ok(parsePageMemory(text));
    },
  };
}

function parsePageMemory(text: string): Readonly<Record<string, string>> | null {
  try {
    return z.record(z.string(), z.string()).safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
