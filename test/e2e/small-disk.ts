// A small file system of its own, for what happens when a disk is full or may only be read.
import { execFileSync } from 'node:child_process';

/** Mounts a tmpfs of so many bytes on a folder; `end` takes it away again. */
export function mountSmallDisk(folder: string, bytes: number): { setReadOnly(): void; end(): void } {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'groundtrack-test', folder], { stdio: 'pipe' });
  return {
    setReadOnly: () => void execFileSync('mount', ['-o', 'remount,ro', folder], { stdio: 'pipe' }),
    end: () => void execFileSync('umount', ['--lazy', folder], { stdio: 'pipe' }),
  };
}

/** Why this machine can't mount one; null where it can. */
export function findMountObstacle(): string | null {
  if (process.platform !== 'linux') return 'needs a tmpfs';
  if (process.getuid?.() !== 0) return 'only root may mount a file system';
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', '-o', 'size=65536', 'groundtrack-test', '/mnt'], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return `mounting is not possible: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
  }
}
