// Exit codes and signals of the program a command is about.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createDoubleFilter } from '../../scripts/run-foreground.mjs';

const runForegroundUrl = new URL('../../scripts/run-foreground.mjs', import.meta.url).href;

/** Starts a script that runs `program` in the foreground and exits with its code. */
function startWrapper(program: string) {
  const script = `
    const { runForeground } = await import(${JSON.stringify(runForegroundUrl)});
    process.exitCode = await runForeground(process.execPath, ['-e', ${JSON.stringify(program)}]);`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
}

describe.skipIf(process.platform === 'win32')('runForeground', () => {
  it('gives the exit code on', async () => {
    expect(await once(startWrapper('process.exit(7)'), 'close')).toEqual([7, null]);
  });

  it('gives a signal death on as 128 + its number', async () => {
    expect(await once(startWrapper('process.kill(process.pid, "SIGKILL")'), 'close')).toEqual([137, null]);
  });

  it('passes a signal on, and waits for the program to end in its own way', async () => {
    const wrapper = startWrapper(`
      process.on('SIGINT', () => process.exit(3));
      setInterval(() => undefined, 1000);
      console.log('ready');`);
    await once(wrapper.stdout, 'data');
    wrapper.kill('SIGINT');
    expect(await once(wrapper, 'close')).toEqual([3, null]);
  });
});

describe('createDoubleFilter', () => {
  it('drops the double that npm sends with Ctrl-C, but not a second Ctrl-C that is meant', () => {
    let nowMs = 1_000;
    const isNew = createDoubleFilter(() => nowMs);
    expect(isNew()).toBe(true);
    nowMs += 20;
    expect(isNew()).toBe(false);
    nowMs += 1_000;
    expect(isNew()).toBe(true);
  });
});
