// Reads a text file that an operator chose, up to a size. What goes wrong is one sentence.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '#shared/result.ts';

export async function readText(file: string, mostBytes: number): Promise<Result<string>> {
  const name = path.basename(file);
  try {
    const { size } = await stat(file);
    if (size > mostBytes) return fail('too-large', `${name} is too large to be such a file (${size.toLocaleString('en-US')} bytes).`);
    return ok(await readFile(file, 'utf8'));
  } catch (error) {
    return fail('not-read', `${name} could not be read: ${reasonOf(error)}.`);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT': return 'it is no longer there';
    case 'EACCES':
    case 'EPERM': return 'it may not be read';
    case 'EISDIR': return 'it is a folder';
    default: return code === '' ? String(error) : code;
  }
}
