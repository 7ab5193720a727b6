// How a table leaves the console: by the clipboard, or as a file that the operator has named in the system's own dialog, written piece by piece.
import { app, clipboard, type WebContents } from 'electron';
import { fail, ok, type Result } from '#shared/result.ts';
import { createTextFile, type TextFile } from '../text-file.ts';
import { askForFile } from '../windows/ask-for-file.ts';
import type { Handlers } from './gate.ts';

type ExportCommand = 'export:begin' | 'export:append' | 'export:finish' | 'export:cancel' | 'clipboard:write';

interface Draft {
  readonly exportId: number;
  readonly file: string;
  readonly text: TextFile;
}

const gone: Result<never> = fail('no-export', 'This export is no longer under way.');

export function buildExportHandlers(): Pick<Handlers, ExportCommand> {
  /** One for each page: whoever begins anew has lost the old one. */
  const drafts = new Map<number, Draft>();
  const followed = new WeakSet<WebContents>();
  let nextExportId = 1;

  // Quitting waits for nobody here: half a file must not stay behind.
  app.on('will-quit', () => {
    for (const { text } of drafts.values()) text.discardNow();
  });

  function take(page: WebContents, exportId: number): Draft | null {
    const draft = drafts.get(page.id);
    if (draft?.exportId !== exportId) return null;
    drafts.delete(page.id);
    return draft;
  }

  async function discard(pageId: number): Promise<void> {
    const draft = drafts.get(pageId);
    drafts.delete(pageId);
    await draft?.text.discard();
  }

  /** A page that is gone, or loaded again, does not finish what it began. */
  function follow(page: WebContents): void {
    if (followed.has(page)) return;
    followed.add(page);
    const { id } = page;
    page.once('destroyed', () => void discard(id));
    page.on('render-process-gone', () => void discard(id));
    page.on('did-navigate', () => void discard(id));
  }

  return {
    'clipboard:write'({ text }) {
      clipboard.writeText(text);
      return ok(null);
    },
    async 'export:begin'({ title, name, extension, kind }, page) {
      const file = await askForFile(page, { title, name: `groundtrack-${name}`, extension, kind });
      if (file === null) return ok({ outcome: 'cancelled' });
      await discard(page.id);
      const created = await createTextFile(file);
      if (!created.ok) return created;
      const exportId = nextExportId++;
      drafts.set(page.id, { exportId, file, text: created.value });
      follow(page);
      return ok({ outcome: 'begun', exportId, file });
    },
    async 'export:append'({ exportId, text }, page) {
      const draft = drafts.get(page.id);
      if (draft?.exportId !== exportId) return gone;
      const appended = await draft.text.append(text);
      if (!appended.ok) take(page, exportId);
      return appended;
    },
    async 'export:finish'({ exportId }, page) {
      const draft = take(page, exportId);
      return draft === null ? gone : draft.text.finish();
    },
    async 'export:cancel'({ exportId }, page) {
      await take(page, exportId)?.text.discard();
      return ok(null);
    },
  };
}
