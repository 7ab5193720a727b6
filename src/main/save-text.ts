// Writes a text file whole or not at all, from pieces that come one after the other.
import { ok, type Result } from '#shared/result.ts';
import { createTextFile, notSaved } from './text-file.ts';

/** Making the pieces may be all work and no waiting: after so long everybody else gets a turn. */
const LONGEST_TURN_MS = 5;

/** On failure the old file, if any, stands as it was. */
export async function saveText(file: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<Result<null>> {
  const created = await createTextFile(file);
  if (!created.ok) return created;
  const text = created.value;
  try {
    let turnBeganAtMs = performance.now();
    for await (const piece of pieces) {
      if (performance.now() - turnBeganAtMs > LONGEST_TURN_MS) {
        await new Promise((resolve) => setImmediate(resolve));
        turnBeganAtMs = performance.now();
      }
      const appended = await text.append(piece);
      if (!appended.ok) return appended;
    }
  } catch (error) {
    await text.discard();
    return notSaved(file, error);
  }
  const finished = await text.finish();
  return finished.ok ? ok(null) : finished;
}
