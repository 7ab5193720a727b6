// What a Management call is answered from.
import type { PageRules } from './envelope.ts';
import type { Account } from './fleet.ts';
import type { World } from './world.ts';

export interface ManagementRequest {
  readonly account: Account;
  readonly world: World;
  readonly url: URL;
  /** The parts of the path that stand for something, decoded: serviceLineNumber, deviceId, … */
  readonly params: Readonly<Record<string, string>>;
  readonly body: string;
  /** On the simulated clock. */
  readonly nowS: number;
  /** How lists are cut into pages. */
  readonly paging: PageRules;
}
