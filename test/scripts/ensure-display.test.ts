// The virtual display: when it is used, and who may look at it.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { findCommand } from '../../scripts/checkout-paths.mjs';
import { buildAuthorityFile, createVirtualDisplay, lacksDisplay } from '../../scripts/ensure-display.mjs';

describe('lacksDisplay', () => {
  it('is true on Linux without X and Wayland only', () => {
    expect(lacksDisplay({}, 'linux')).toBe(true);
    expect(lacksDisplay({ DISPLAY: '' }, 'linux')).toBe(true);
    expect(lacksDisplay({ DISPLAY: ':0' }, 'linux')).toBe(false);
    expect(lacksDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(false);
    expect(lacksDisplay({}, 'darwin')).toBe(false);
    expect(lacksDisplay({}, 'win32')).toBe(false);
  });
});

const cookieName = 'MIT-MAGIC-COOKIE-1';

describe('buildAuthorityFile', () => {
  it('holds one cookie for any display', () => {
    const cookie = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
    const expected = `ffff000000000012${Buffer.from(cookieName).toString('hex')}0010${cookie.toString('hex')}`;
    expect(buildAuthorityFile(cookie).toString('hex')).toBe(expected);
  });
});

/** An X11 connection request (little-endian, protocol 11.0) with this cookie, or with none. */
function buildConnectionRequest(cookie: Buffer | null): Buffer {
  const head = Buffer.alloc(12);
  head.write('l');
  head.writeUInt16LE(11, 2);
  if (cookie === null) return head;
  head.writeUInt16LE(cookieName.length, 6);
  head.writeUInt16LE(cookie.length, 8);
  return Buffer.concat([head, Buffer.from(cookieName), Buffer.alloc(2), cookie]);
}

/** Does the X server let this client in? Its answer begins with 1 (yes) or 0 (no). */
async function isLetIn(display: string, cookie: Buffer | null): Promise<boolean> {
  const socket = connect(`/tmp/.X11-unix/X${display.slice(1)}`);
  socket.write(buildConnectionRequest(cookie));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer[0] === 1;
}

describe.skipIf(process.platform !== 'linux' || findCommand('Xvfb') === null)('createVirtualDisplay', () => {
  it('lets in who holds the cookie and nobody else, and is gone after stop', async () => {
    const display = await createVirtualDisplay();
    const number = String(display.env.DISPLAY);
    const authorityFile = String(display.env.XAUTHORITY);
    try {
      expect(await isLetIn(number, readFileSync(authorityFile).subarray(-16))).toBe(true);
      expect(await isLetIn(number, null)).toBe(false);
    } finally {
      display.stop();
    }
    expect(() => readFileSync(authorityFile)).toThrow('ENOENT');
  });

  it('turns nobody away between two clients', async () => {
    const display = await createVirtualDisplay();
    const cookie = readFileSync(String(display.env.XAUTHORITY)).subarray(-16);
    try {
      // A server that resets after its last client drops about one in seventy of these.
      for (let client = 0; client < 400; client += 1) expect(await isLetIn(String(display.env.DISPLAY), cookie)).toBe(true);
    } finally {
      display.stop();
    }
  });
});
