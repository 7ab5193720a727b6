// The one way in for pages: checks the sender, then the payload, then runs the handler. Answers are Results, never exceptions.
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { commandPayloads, type CommandName, type CommandPayload, type CommandValues } from '#shared/ipc-contract.ts';
import { INVOKE_CHANNEL } from '#shared/ipc-channels.ts';
import { fail, type Result } from '#shared/result.ts';
import { isOwnPage } from '../security/guards.ts';

export type Handlers = {
  readonly [Name in CommandName]: (payload: CommandPayload<Name>, sender: WebContents) => Promise<Result<CommandValues[Name]>> | Result<CommandValues[Name]>;
};

export interface GateLog {
  refused(text: string): void;
  failed(command: string, error: unknown): void;
  /** The command's name, never its payload. */
  ran(command: string, tookMs: number): void;
}

export function registerGate(handlers: Handlers, isOurWindow: (contents: WebContents) => boolean, log: GateLog): void {
  ipcMain.handle(INVOKE_CHANNEL, async (event, command: unknown, payload: unknown) => {
    if (!isTrustedSender(event, isOurWindow)) {
      log.refused('a command from a page that is not ours');
      return fail('refused', 'This page may not do that.');
    }
    return runCommand(handlers, command, payload, event.sender, log);
  });
}

async function runCommand(handlers: Handlers, command: unknown, payload: unknown, sender: WebContents, log: GateLog): Promise<Result<unknown>> {
  if (typeof command !== 'string' || !Object.hasOwn(commandPayloads, command)) {
    log.refused('a command with an unknown name');
    return fail('unknown-command', 'There is no such command.');
  }
  const name = command as CommandName;
  const parsed = commandPayloads[name].safeParse(payload);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    // The path and the rule only: the payload itself may hold a secret.
    log.refused(`${name} with a payload that does not fit: ${issue?.path.join('.') ?? ''} ${issue?.code ?? ''}`);
    return fail('invalid-payload', `${issue?.path.join('.') || 'The input'}: ${issue?.message ?? 'does not fit'}`);
  }
  try {
    const run = handlers[name] as (payload: unknown, sender: WebContents) => Promise<Result<unknown>> | Result<unknown>;
    const beganAtMs = performance.now();
    const answer = await run(parsed.data, sender);
    log.ran(name, performance.now() - beganAtMs);
    return answer;
  } catch (error) {
    log.failed(name, error);
    return fail('internal', 'Groundtrack failed at this itself; the log says where.');
  }
}

function isTrustedSender(event: IpcMainInvokeEvent, isOurWindow: (contents: WebContents) => boolean): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isOwnPage(frame.url) && isOurWindow(event.sender);
}
