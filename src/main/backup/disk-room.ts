// Whether a disk has room for a copy, asked before it begins.
import { fail, ok, type Result } from '#shared/result.ts';

/** Left over for everybody else on that disk. */
const RESERVE_BYTES = 64 * 1024 * 1024;

/** Failure 'no-room'. @param what 'The backup' */
export async function checkRoom(what: string, bytes: number, folder: string, freeDiskBytes: (folder: string) => Promise<number>): Promise<Result<null>> {
  const free = await freeDiskBytes(folder);
  if (free >= bytes + RESERVE_BYTES) return ok(null);
  return fail('no-room', `${what} needs ${inMegabytes(bytes + RESERVE_BYTES)} on the disk of ${folder}, and ${inMegabytes(free)} are free. Nothing was written.`);
}

const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
