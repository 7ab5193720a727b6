// Which window an address means.
import { describe, expect, it } from 'vitest';
import { parseRoute } from '../../../src/renderer/shell/route.ts';

describe('parseRoute', () => {
  it.each(['', '#/', '#/terminal/', '#/terminal/%E0%A4%A', '#/anything/else'])('%s is the console', (hash) => {
    expect(parseRoute(hash)).toEqual({ window: 'console' });
  });
  it('reads a terminal and undoes the escape', () => {
    expect(parseRoute('#/terminal/ut01000000-00000000-0074d101')).toEqual({ window: 'terminal', deviceId: 'ut01000000-00000000-0074d101' });
    expect(parseRoute('#/terminal/ut%2F1')).toEqual({ window: 'terminal', deviceId: 'ut/1' });
  });
});
