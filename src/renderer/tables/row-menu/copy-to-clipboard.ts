// Puts text on the clipboard and says what was copied.
import { notifications } from '@mantine/notifications';

export async function copyToClipboard(text: string, what: string, note?: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notifications.show({ id: 'copied', title: `Copied ${what}`, message: note ?? '', autoClose: 3_000 });
  } catch (error) {
    notifications.show({ id: 'copied', title: 'Nothing was copied', message: `The clipboard refused it: ${error instanceof Error ? error.message : String(error)}. Try again with this window in front.`, color: 'red', autoClose: 10_000 });
  }
}
