// When the build runs, and when it doesn't.
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { build, ensureBuild, isBuilt } from '../../scripts/ensure-build.mjs';
import { captureStderr } from './capture-stderr.ts';

captureStderr();
let folder: string;
let builds: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundtrack-build-'));
  builds = 0;
  mkdirSync(join(folder, 'src', 'main'), { recursive: true });
  writeFileSync(join(folder, 'src', 'main', 'index.ts'), 'export {};\n');
  writeFileSync(join(folder, 'package-lock.json'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function runBuild(): Promise<number> {
  builds += 1;
  mkdirSync(join(folder, 'out', 'main'), { recursive: true });
  writeFileSync(join(folder, 'out', 'main', 'index.js'), '');
  return 0;
}

describe('ensureBuild', () => {
  it('builds once, then not again', async () => {
    await ensureBuild(folder, runBuild);
    await ensureBuild(folder, runBuild);
    expect(builds).toBe(1);
    expect(isBuilt(folder)).toBe(true);
  });

  it.each<[string, () => void]>([
    ['a source was edited', () => writeFileSync(join(folder, 'src', 'main', 'index.ts'), 'export const a = 1;\n')],
    ['a source was added', () => writeFileSync(join(folder, 'src', 'main', 'more.ts'), '')],
    ['a source was renamed', () => renameSync(join(folder, 'src', 'main', 'index.ts'), join(folder, 'src', 'main', 'entry.ts'))],
    ['the lock file changed', () => writeFileSync(join(folder, 'package-lock.json'), '{"a":1}')],
    ['the configuration came', () => writeFileSync(join(folder, 'electron.vite.config.ts'), '')],
    ['the output was removed', () => rmSync(join(folder, 'out', 'main', 'index.js'))],
  ])('builds again when %s', async (_what, change) => {
    await ensureBuild(folder, runBuild);
    change();
    expect(isBuilt(folder)).toBe(false);
    await ensureBuild(folder, runBuild);
    expect(builds).toBe(2);
  });

  it('builds again when a source was edited while the build ran', async () => {
    await build(folder, async () => {
      writeFileSync(join(folder, 'src', 'main', 'late.ts'), '');
      return runBuild();
    });
    expect(isBuilt(folder)).toBe(false);
  });

  it('leaves no stamp after a failed build, even over an older good one', async () => {
    await ensureBuild(folder, runBuild);
    await expect(build(folder, async () => 3)).rejects.toThrow('exit code 3');
    expect(isBuilt(folder)).toBe(false);
  });

  it('does not believe a build without a result', async () => {
    await expect(build(folder, async () => 0)).rejects.toThrow('left no out/main/index.js');
  });
});
