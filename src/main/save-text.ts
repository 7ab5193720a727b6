// Writes a text file whole or not at all, from pieces that come one after the other.
import { ok, type Result } from '#shared/result.ts';
import { createTextFile, notSaved } from './text-file.ts';

/** Between two pieces others get their turn. On failure the old file, if any, stands as it was. */
export async function saveText(file: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<Result<null>> {
  const created = await createTextFile(file);
  if (!created.ok) return created;
  const text = created.value;
  try {
    for await (const piece of pieces) {
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
