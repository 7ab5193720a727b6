// What the preload script exposes to a page as `window.groundtrack`: two functions, nothing else.
import type { CommandName, CommandPayload, CommandValues, ConsoleEvents, EventName } from './ipc-contract.ts';
import type { Result } from './result.ts';

export interface ConsoleApi {
  invoke<Name extends CommandName>(command: Name, payload: CommandPayload<Name>): Promise<Result<CommandValues[Name]>>;
  /** Answers the function that ends the subscription. */
  subscribe<Name extends EventName>(event: Name, listener: (value: ConsoleEvents[Name]) => void): () => void;
}
