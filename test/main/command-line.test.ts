// Flags are taken as given or complained about; nothing is half understood.
import { expect, test } from 'vitest';
import { parseCommandLine } from '../../src/main/command-line.ts';
import { buildConnection, isStarlink, STARLINK_API_URL, STARLINK_TOKEN_URL } from '../../src/main/server-connection.ts';

test('the three flags, among whatever else Electron is given', () => {
  const args = ['/repo', '--no-sandbox', '--user-data-dir=/data', '--api-url=http://127.0.0.1:4000/api/public/v2/', '--token-url=http://127.0.0.1:4000/api/auth/connect/token'];
  expect(parseCommandLine(args)).toEqual({
    userDataDir: '/data', apiUrl: 'http://127.0.0.1:4000/api/public/v2', tokenUrl: 'http://127.0.0.1:4000/api/auth/connect/token', demoTerminals: null, complaints: [],
  });
});

test('without flags there is nothing to override', () => {
  expect(parseCommandLine(['/repo'])).toEqual({ userDataDir: null, apiUrl: null, tokenUrl: null, demoTerminals: null, complaints: [] });
});

test.each(['ftp://host/x', 'not an address', 'http://user:pw@host/x', 'http://host/x?secret=1'])('%s is refused', (url) => {
  expect(parseCommandLine([`--api-url=${url}`, '--token-url=http://host/t']).complaints).toHaveLength(1);
});

test('one address without the other is refused: a secret must not go to the wrong host', () => {
  expect(parseCommandLine(['--api-url=http://host/x']).complaints[0]).toMatch(/belong together/);
});

test('the size of the simulated fleet is taken within its limits, and only for the simulation', () => {
  expect(parseCommandLine(['--demo-terminals=300'])).toMatchObject({ demoTerminals: 300, complaints: [] });
  for (const text of ['9', '10001', '-300', '3e2', '300.5', 'many']) expect(parseCommandLine([`--demo-terminals=${text}`]), text).toMatchObject({ demoTerminals: null, complaints: [expect.stringContaining('10 to 10000')] });
  expect(parseCommandLine(['--demo-terminals=300', '--api-url=http://host/x', '--token-url=http://host/t']).complaints).toHaveLength(1);
});

test('each mode has its own folder and a test server is named with its port', () => {
  const test = buildConnection('test-server', '/data', 'http://127.0.0.1:4000/api/public/v2', 'http://127.0.0.1:4001/token');
  expect(test).toMatchObject({ testServerHost: '127.0.0.1:4000', tokenOrigin: 'http://127.0.0.1:4001' });
  const live = buildConnection('live', '/data', STARLINK_API_URL, STARLINK_TOKEN_URL);
  const demo = buildConnection('simulation', '/data', 'http://127.0.0.1:1/x', 'http://127.0.0.1:1/t');
  expect(new Set([test.folder, live.folder, demo.folder]).size).toBe(3);
  expect(live.testServerHost).toBeNull();
  expect(isStarlink(STARLINK_API_URL, STARLINK_TOKEN_URL)).toBe(true);
  expect(isStarlink(STARLINK_API_URL, 'https://starlink.com.example/t')).toBe(false);
});
