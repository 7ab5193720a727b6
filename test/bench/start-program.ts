// Starts a TypeScript program of this folder in a process of its own, under Node or under Electron's own Node.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface Program {
  /** Rejects when it ends without a line. */
  readonly firstLine: Promise<string>;
  /** Rejects when it ends with another exit code than 0. */
  readonly lastLine: Promise<string>;
  stop(): void;
}

export function startProgram(file: string, args: readonly string[], runtime: 'node' | 'electron'): Program {
  const executable = runtime === 'node' ? process.execPath : electronExecutable();
  const child = spawn(executable, ['--import', import.meta.resolve('tsx'), path.resolve(import.meta.dirname, file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...(runtime === 'electron' ? { ELECTRON_RUN_AS_NODE: '1' } : {}) },
  });
  const lines = createInterface({ input: child.stdout });
  let last = '';
  const firstLine = new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    child.once('exit', (code) => reject(new Error(`${file} ended (code ${code}) without a word`)));
  });
  lines.on('line', (line) => (last = line));
  const lastLine = new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(last) : reject(new Error(`${file} failed (code ${code})`))));
  });
  // Whoever needs only one of them must not be told of the other's end.
  for (const promise of [firstLine, lastLine]) promise.catch(() => undefined);
  return { firstLine, lastLine, stop: () => void child.kill() };
}

export function electronExecutable(): string {
  const executable = process.env['GROUNDTRACK_ELECTRON'];
  if (!executable) throw new Error('GROUNDTRACK_ELECTRON names no runtime: run the bench by `npm run bench`.');
  return executable;
}
