// What the ids and cells of earlier replies came to: a fleet sends the same ones with every poll. Anything in here could be worked out again.
import { toRouterId, toUserTerminalId } from '#shared/device-id.ts';
import { ByteTexts } from './byte-texts.ts';
import { CellMemory } from './h3-cell.ts';

export class ParseMemory {
  /** As rows of terminals and of routers name them. */
  readonly terminalIds = new ByteTexts(toUserTerminalId);
  readonly routerIds = new ByteTexts(toRouterId);
  readonly cells = new CellMemory();

  /** The next reply's bytes. One reply is read to its end before another begins. */
  readFrom(bytes: Uint8Array): void {
    this.terminalIds.readFrom(bytes);
    this.routerIds.readFrom(bytes);
  }
}
