// Puts text on the clipboard and says what was copied.
import { notifications } from '@mantine/notifications';
import { requestCommand } from '../table-actions.ts';

export async function copyToClipboard(text: string, what: string, note?: string): Promise<void> {
  const answer = await requestCommand('Nothing was copied', 'clipboard:write', { text });
  if (answer.ok) notifications.show({ id: `copied ${what}`, title: `Copied ${what}`, message: note ?? '', autoClose: 3_000 });
}
