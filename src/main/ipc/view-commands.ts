// Commands of saved views: to a file that can be shared, and from one. What is in it the page reads, which knows the tables.
import path from 'node:path';
import { ok } from '#shared/result.ts';
import { LARGEST_VIEW_FILE } from '#shared/view-file.ts';
import { readText } from '../read-text.ts';
import { saveText } from '../save-text.ts';
import { askForExistingFile, askForFile } from '../windows/ask-for-file.ts';
import type { Handlers } from './gate.ts';

const kind = { extension: 'json', kind: 'Saved view' };

export function buildViewHandlers(): Pick<Handlers, 'view:save' | 'view:open'> {
  return {
    async 'view:save'({ name, text }, sender) {
      const file = await askForFile(sender, { ...kind, title: 'Share a view as a file', name: `groundtrack-view-${fileName(name)}` });
      if (file === null) return ok({ outcome: 'cancelled' });
      const saved = await saveText(file, [text]);
      return saved.ok ? ok({ outcome: 'saved', file, count: 1 }) : saved;
    },
    async 'view:open'(_, sender) {
      const file = await askForExistingFile(sender, { ...kind, title: 'Open a shared view' });
      if (file === null) return ok({ outcome: 'cancelled' });
      const text = await readText(file, LARGEST_VIEW_FILE);
      return text.ok ? ok({ outcome: 'opened', file: path.basename(file), text: text.value }) : text;
    },
  };
}

/** Letters, figures and hyphens alone: every file system takes them. */
function fileName(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '') || 'unnamed';
}
