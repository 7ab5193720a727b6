// Each file of the archive holds the sum of its own bytes in its footer: a byte that changes inside a page is read as another value by every Parquet reader,
// without a word.
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';

/** Key in the footer. The value: SHA-256 in hex of the whole file, with these 64 digits read as zeros. */
export const SUM_KEY = 'sha256';
/** Stands in the footer until the file is complete. */
export const NO_SUM = '0'.repeat(64);

/** A key and its value as the footer (Thrift, compact) has them side by side: the value is the second field, a text of 64 bytes. */
const BEFORE_SUM = Buffer.from([...Buffer.from(SUM_KEY), 0x18, 64]);
/** Whoever shares this thread waits a millisecond for each. */
const CHUNK_BYTES = 1024 * 1024;
/** Length of the footer and the magic behind it. */
const END_BYTES = 8;

/** Writes the sum into a file that was written with NO_SUM. */
export async function stampSum(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const place = await findSum(file);
    if (place === null) throw new Error(`${path} has no place for its sum`);
    await file.write(Buffer.from(await computeSum(file, place.at)), 0, NO_SUM.length, place.at);
  } finally {
    await file.close();
  }
}

/** null: the bytes are those that were written, or the file says nothing of that, as one of another program. Rejects with the system's error. */
export async function findSumDamage(path: string): Promise<string | null> {
  const file = await open(path, 'r');
  try {
    const place = await findSum(file);
    return place === null || place.sum === (await computeSum(file, place.at)) ? null : 'its content is not what was written';
  } finally {
    await file.close();
  }
}

async function findSum(file: FileHandle): Promise<{ readonly at: number; readonly sum: string } | null> {
  const { size } = await file.stat();
  if (size < 2 * END_BYTES) return null;
  const end = await readAt(file, size - END_BYTES, END_BYTES);
  const footerBytes = end.readUInt32LE(0);
  const footerAt = size - END_BYTES - footerBytes;
  // No footer of ours: that it can't be read is found by those who read it.
  if (footerAt < 0) return null;
  const footer = await readAt(file, footerAt, footerBytes);
  const at = footer.lastIndexOf(BEFORE_SUM);
  if (at < 0) return null;
  const valueAt = at + BEFORE_SUM.length;
  return { at: footerAt + valueAt, sum: footer.toString('latin1', valueAt, valueAt + NO_SUM.length) };
}

async function computeSum(file: FileHandle, sumAt: number): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, position);
    if (bytesRead === 0) return hash.digest('hex');
    const chunk = buffer.subarray(0, bytesRead);
    const from = Math.max(0, sumAt - position);
    const to = Math.min(bytesRead, sumAt + NO_SUM.length - position);
    if (from < to) chunk.fill(NO_SUM[0]!, from, to);
    hash.update(chunk);
    position += bytesRead;
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
