// A folder of a bench's own; whoever makes it removes it.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function createTempFolder(): string {
  return mkdtempSync(join(tmpdir(), 'groundtrack-bench-'));
}
