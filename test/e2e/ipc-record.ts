// Records every message between main and the pages, in both directions, inside of main.
import type { ElectronApplication } from 'playwright';
import { EVENT_CHANNEL, INVOKE_CHANNEL } from '#shared/ipc-channels.ts';
import { inMain } from './console-driver.ts';

type Recorded = { ipcRecord?: string[] };

/** Commands that carry a secret in: their payload is not recorded, their answer is. */
const carriers = ['credential:save', 'credential:test'];

export async function recordIpc(app: ElectronApplication): Promise<void> {
  await inMain(app, ({ BrowserWindow, ipcMain }, { invokeChannel, eventChannel, carriers: secretCommands }) => {
    const record: string[] = [];
    (globalThis as Recorded).ipcRecord = record;
    const bytes = (_key: string, value: unknown): unknown => (ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1') : value);
    const note = (what: string, value: unknown): void => void record.push(`${what} ${JSON.stringify(value, bytes) ?? ''}`);
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents);
      webContents.send = (channel: string, ...values: unknown[]) => {
        if (channel === eventChannel) note('event', values);
        send(channel, ...values);
      };
    }
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, (...values: unknown[]) => unknown> })._invokeHandlers;
    const handle = handlers.get(invokeChannel)!;
    handlers.set(invokeChannel, async (event, command, payload) => {
      note(`command ${String(command)}`, secretCommands.includes(String(command)) ? null : payload);
      const answer: unknown = await handle(event, command, payload);
      note(`answer ${String(command)}`, answer);
      return answer;
    });
  }, { invokeChannel: INVOKE_CHANNEL, eventChannel: EVENT_CHANNEL, carriers });
}

export function readIpcRecord(app: ElectronApplication): Promise<readonly string[]> {
  return inMain(app, () => (globalThis as Recorded).ipcRecord ?? [], undefined);
}
