// News of the API itself is said once in a run: not again at the next poll, nor for the next account, nor after switching off and on.
import { expect, test } from 'vitest';
import { openBench } from './telemetry-bench.ts';

test('an unexpected column, device letter and alert are logged once each, over many polls and accounts', async () => {
  const bench = await openBench({ accounts: 2, terminals: 8, faults: [{ kind: 'newColumn', name: 'TiltAngle' }, { kind: 'unknownDevice' }, { kind: 'unknownAlert', code: 199 }] });
  const ended = (): number => bench.heard.statuses.filter(({ phase }) => phase === 'waiting').length;
  const ids = [await bench.start(0), await bench.start(1)];
  for (let round = 1; round <= 3; round += 1) {
    await bench.until(() => ended() >= 2 * round);
    ids.forEach((id) => bench.engine.pollNow(id));
  }
  await bench.until(() => ended() >= 8);
  await bench.engine.stopAccount(ids[0]!);
  await bench.start(0);
  await bench.until(() => ended() >= 9);
  // Level 5 names the columns of every reply.
  const said = bench.heard.log.filter(({ level }) => level === 0).map(({ text }) => text);
  for (const words of ['Rows of type u have a column TiltAngle', 'Alert code 199', 'Rows of type d ']) {
    expect(said.filter((text) => text.includes(words)), words).toHaveLength(1);
  }
});
