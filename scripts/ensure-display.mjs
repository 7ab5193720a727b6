// A display to draw on: the user's own, or a virtual one (Xvfb) that nobody else can look into. Node built-ins only.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCommand } from './checkout-paths.mjs';
import { StopMessage } from './say.mjs';

/** @typedef {{env: Record<string, string>, stop: () => void}} VirtualDisplay */

/** @param {NodeJS.ProcessEnv} env */
export function lacksDisplay(env = process.env, platform = process.platform) {
  return platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY;
}

/**
 * An X authority file with one cookie that fits any display number (the number is not known yet). Without a cookie
 * every user of the machine could read the screen.
 * @param {Buffer} cookie 16 bytes
 */
export function buildAuthorityFile(cookie) {
  const familyWild = 0xffff;
  const name = Buffer.from('MIT-MAGIC-COOKIE-1');
  return Buffer.concat([uint16(familyWild), uint16(0), uint16(0), uint16(name.length), name, uint16(cookie.length), cookie]);
}

/** @param {number} value */
function uint16(value) {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

/**
 * Starts Xvfb on a display number of its own choice; ready when it has told us the number.
 * @returns {Promise<VirtualDisplay>} the environment for programs that draw on it, and its end
 */
export async function createVirtualDisplay() {
  const folder = mkdtempSync(join(tmpdir(), 'groundtrack-display-'));
  const authority = join(folder, 'authority');
  writeFileSync(authority, buildAuthorityFile(randomBytes(16)), { mode: 0o600 });
  const screen = ['-screen', '0', '1920x1080x24', '-nolisten', 'tcp'];
  // Without -noreset the server restarts itself when its last client leaves, and drops who comes in that moment.
  const xvfb = ['Xvfb', '-displayfd', '3', ...screen, '-noreset', '-auth', authority];
  // If we are killed without warning, the kernel ends Xvfb too (setpriv is part of util-linux).
  const command = findCommand('setpriv') === null ? xvfb : ['setpriv', '--pdeathsig', 'TERM', ...xvfb];
  // A process group of its own: Ctrl-C must first end the app in good order, then its display.
  const child = spawn(command[0] ?? 'Xvfb', command.slice(1), { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true });
  const stop = () => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', stop);
  try {
    const number = await readDisplayNumber(child);
    // The pipes and the process must not keep this script alive.
    child.unref();
    // On a Wayland desktop newer Electrons would draw there instead.
    const notWayland = { XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: '' };
    return { env: { DISPLAY: `:${number}`, XAUTHORITY: authority, ...notWayland }, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
function readDisplayNumber(child) {
  return new Promise((resolve, reject) => {
    let answer = '';
    let complaint = '';
    const numberPipe = child.stdio[3];
    child.stderr?.setEncoding('utf8').on('data', (text) => (complaint += text));
    numberPipe?.on('data', (bytes) => {
      answer += bytes;
      if (!answer.includes('\n')) return;
      child.stderr?.removeAllListeners('data').resume();
      resolve(answer.trim());
    });
    child.once('error', reject);
    child.once('close', (code) => reject(new StopMessage(`Xvfb did not start (exit code ${code}): ${complaint.trim()}`)));
  });
}
