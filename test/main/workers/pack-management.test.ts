// What the management worker tells main: only what changed, in messages of at most 2,000 rows, and main ends up with the same.
import { expect, test } from 'vitest';
import type { CurrentManagement, ManagedTerminal } from '../../../src/main/history/current-management.ts';
import { noUsageNews } from '../../../src/main/history/current-usage.ts';
import { createFleetInputs } from '../../../src/main/tables/fleet-inputs.ts';
import { createManagementPacker, unpackManagement } from '../../../src/main/workers/pack-management.ts';
import { buildManaged, buildServiceLine } from '../tables/current-rows.ts';

function setUp() {
  const pack = createManagementPacker();
  const inputs = createFleetInputs();
  return {
    inputs,
    tell(news: CurrentManagement): CurrentManagement[] {
      const messages = [...pack(news)].map(unpackManagement);
      for (const message of messages) inputs.applyManagement(message);
      return messages;
    },
  };
}

const fleet = (count: number, part: (index: number) => Partial<ManagedTerminal> = () => ({})) => Array.from({ length: count }, (_, index) => buildManaged({ deviceId: `ut${String(index)}`, ...part(index) }));
const sizes = (messages: readonly CurrentManagement[]) => messages.map(({ terminals }) => terminals?.length);

test('a list is told whole once, then only its changes', () => {
  const { tell, inputs } = setUp();
  expect(sizes(tell({ credentialId: 'c1', terminals: fleet(4_500) }))).toEqual([2_000, 2_000, 500]);
  expect(tell({ credentialId: 'c1', terminals: fleet(4_500) })).toEqual([]);
  expect(sizes(tell({ credentialId: 'c1', terminals: fleet(4_500, (index) => (index === 7 ? { nickname: 'renamed' } : {})) }))).toEqual([1]);
  expect(inputs.managed.get('ut7')?.nickname).toBe('renamed');
  const [removal] = tell({ credentialId: 'c1', terminals: fleet(4_498) });
  expect(removal?.changes?.removed.terminals).toEqual(['ut4498', 'ut4499']);
  expect([...inputs.managed.keys()]).toEqual(fleet(4_498).map((row) => row.deviceId));
  expect(sizes(tell({ credentialId: 'c1', terminals: [] }))).toEqual([0, 0, 0]);
  expect(inputs.managed.size).toBe(0);
});

test('after the worker began anew main forgets what is no longer there, and no row in between', () => {
  const first = setUp();
  first.tell({ credentialId: 'c1', terminals: fleet(3_000), serviceLines: [buildServiceLine()] });
  first.tell({ credentialId: 'c2', terminals: [buildManaged({ deviceId: 'other', credentialId: 'c2' })] });
  const pack = createManagementPacker();
  const sizesSeen: number[] = [];
  for (const message of pack({ credentialId: 'c1', terminals: fleet(2_990) })) {
    first.inputs.applyManagement(unpackManagement(message));
    sizesSeen.push(first.inputs.managed.size);
  }
  expect(sizesSeen).toEqual([3_001, 2_991]);
  expect(first.inputs.serviceLines.size).toBe(1);
});

test('a row that another credential owns by now is not removed with this one’s list', () => {
  const { tell, inputs } = setUp();
  tell({ credentialId: 'c1', terminals: fleet(2) });
  tell({ credentialId: 'c2', terminals: [buildManaged({ deviceId: 'ut0', credentialId: 'c2' })] });
  tell({ credentialId: 'c1', terminals: [] });
  expect([...inputs.managed.values()].map(({ deviceId, credentialId }) => [deviceId, credentialId])).toEqual([['ut0', 'c2']]);
});

test('an empty list is told, too; what is not there stays undefined, and usage comes last', () => {
  const { tell } = setUp();
  expect(tell({ credentialId: 'c1', failing: ['data-usage'], products: [], usage: { ...noUsageNews, reset: true } })).toEqual([
    { credentialId: 'c1', failing: ['data-usage'] },
    { credentialId: 'c1', products: [], changes: { removed: { products: [] }, only: { products: [] } } },
    { credentialId: 'c1', usage: { ...noUsageNews, reset: true } },
  ]);
});
