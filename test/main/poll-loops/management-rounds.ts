// One management poll loop against the fake API, anew for each test: its rounds, and what it tells of them.
import { afterEach, beforeEach } from 'vitest';
import type { PollerStatus } from '#shared/account-status.ts';
import type { CurrentManagement } from '../../../src/main/history/current-management.ts';
import type { ManagementHistory } from '../../../src/main/history/management-history.ts';
import { createManagementPollLoop } from '../../../src/main/poll-loops/management-poll-loop.ts';
import type { PollLoop } from '../../../src/main/poll-loops/poller-ports.ts';
import { createTestPorts, roundOver, startFakeManagement, type FakeManagement, type TestPorts } from './management-ports.ts';

export interface ManagementRounds {
  api: FakeManagement;
  ports: TestPorts;
  loop: PollLoop | null;
  /** Since the last round began. */
  told: CurrentManagement[];
  /** Starts the loop, waits for the end of its first round. */
  firstRound(options?: { readonly history?: ManagementHistory; readonly known?: CurrentManagement }): Promise<PollerStatus>;
  nextRound(): Promise<PollerStatus>;
  /** Names of the lists told. */
  partsTold(): string[];
}

export function followRounds(): ManagementRounds {
  const rounds: Omit<ManagementRounds, 'api' | 'ports'> & Partial<ManagementRounds> = {
    loop: null,
    told: [],
    async firstRound(options = {}) {
      const over = rounds.ports!.until(roundOver);
      rounds.loop = createManagementPollLoop(rounds.ports!, { history: options.history ?? null, known: options.known, onCurrent: (current) => rounds.told.push(current) });
      return over;
    },
    async nextRound() {
      rounds.told = [];
      const over = rounds.ports!.until(roundOver);
      rounds.loop?.pollNow();
      return over;
    },
    partsTold: () => rounds.told.flatMap((part) => Object.keys(part).filter((name) => name !== 'credentialId')),
  };
  beforeEach(async () => {
    rounds.api = await startFakeManagement();
    rounds.ports = createTestPorts(rounds.api.apiUrl);
    rounds.told = [];
  });
  afterEach(async () => {
    await rounds.loop?.stop();
    rounds.loop = null;
    await rounds.api?.close();
  });
  return rounds as ManagementRounds;
}
