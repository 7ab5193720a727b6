// What the controls in table cells do: typed commands, with a message when main refuses one.
import { notifications } from '@mantine/notifications';
import type { CommandName, CommandPayload, CommandValues } from '#shared/ipc-contract.ts';
import type { Result } from '#shared/result.ts';
import { consoleApi, invokeCommand } from '../console-client/console-client.ts';

/** Sends a command; a refusal is shown under `title` and answered as a value. */
export async function requestCommand<Name extends CommandName>(
  title: string,
  command: Name,
  payload: CommandPayload<Name>,
): Promise<Result<CommandValues[Name]>> {
  const answer = await invokeCommand(consoleApi(), command, payload);
  if (!answer.ok) notifications.show({ id: `${command}:${answer.error.code}`, title, message: answer.error.message, color: 'red', autoClose: 10_000 });
  return answer;
}

export function requestTerminalWindow(deviceId: string): void {
  void requestCommand('The window did not open', 'terminalWindow:open', { deviceId });
}

export function requestDveCreation(deviceId: string, enabled: boolean): Promise<Result<null>> {
  return requestCommand('DVE Creation was not changed', 'dve:setCreation', { deviceId, enabled });
}

export function requestPolling(credentialId: string, enabled: boolean): Promise<Result<null>> {
  return requestCommand('Polling was not changed', 'account:setPolling', { credentialId, enabled });
}

export function requestDveDeletion(deviceId: string): Promise<Result<null>> {
  return requestCommand('The DVE was not deleted', 'dve:delete', { deviceId });
}
