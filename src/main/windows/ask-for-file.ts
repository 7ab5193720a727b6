// The system's own "save as" and "open" dialogs: the only way by which a page's command leads to a file.
import { app, BrowserWindow, dialog, type WebContents } from 'electron';
import path from 'node:path';

export interface FileQuestion {
  readonly title: string;
  /** 'groundtrack-exchanges' */
  readonly name: string;
  readonly extension: string;
  readonly kind: string;
}

/** Full path; null when the operator gave none. */
export async function askForFile(page: WebContents, { title, name, extension, kind }: FileQuestion): Promise<string | null> {
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
  const options = {
    title,
    defaultPath: path.join(app.getPath('documents'), `${name}-${time}.${extension}`),
    filters: [{ name: kind, extensions: [extension] }],
    properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const],
  };
  const window = BrowserWindow.fromWebContents(page);
  const { canceled, filePath } = window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  return canceled || !filePath ? null : filePath;
}

/** Full path of a folder; null when the operator chose none. */
export async function askForFolder(page: WebContents, title: string, button: string): Promise<string | null> {
  const options = { title, buttonLabel: button, defaultPath: app.getPath('documents'), properties: ['openDirectory' as const, 'createDirectory' as const] };
  const window = BrowserWindow.fromWebContents(page);
  const { canceled, filePaths } = window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  return canceled ? null : (filePaths[0] ?? null);
}

/** Full path of a file that is there; null when the operator chose none. */
export async function askForExistingFile(page: WebContents, { title, extension, kind }: Pick<FileQuestion, 'title' | 'extension' | 'kind'>): Promise<string | null> {
  const options = { title, defaultPath: app.getPath('documents'), filters: [{ name: kind, extensions: [extension] }, { name: 'All files', extensions: ['*'] }], properties: ['openFile' as const] };
  const window = BrowserWindow.fromWebContents(page);
  const { canceled, filePaths } = window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  return canceled ? null : (filePaths[0] ?? null);
}
