// Puts text on the clipboard and says what was copied.
import { notifications } from '@mantine/notifications';
import { requestCommand } from '../table-actions.ts';

/** What is on the clipboard is the last copy alone: so is what is said of it. */
let said: string | null = null;

export async function copyToClipboard(text: string, what: string, note?: string): Promise<void> {
  const answer = await requestCommand('Nothing was copied', 'clipboard:write', { text });
  if (!answer.ok) return;
  if (said !== null) notifications.hide(said);
  said = notifications.show({ title: `Copied ${what}`, message: note ?? '', autoClose: 3_000 });
}
