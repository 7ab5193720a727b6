// Replies of 65,000 rows as a fleet of 10,000 terminals gives them, one after the other in time.
import { createSimulator } from '../../src/simulator/simulator.ts';

/** Starlink's most rows a reply. */
export const FULL_REPLY_ROWS = 65_000;
const TERMINALS = 10_000;
/** A reply holds about 49 s of such a fleet. */
const SECONDS_A_REPLY = 60;

/** Throws when one of them is not full. `share` of the fleet, and of the rows. */
export async function createFullReplies(count: number, share = 1): Promise<Buffer[]> {
  const simulator = await createSimulator({
    terminals: TERMINALS * share, accounts: 1, demoCruise: false, startBackS: count * SECONDS_A_REPLY, rateLimitPerMinute: null,
  });
  try {
    const { clientId, clientSecret } = simulator.credentials[0]!;
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
    const minted = (await (await fetch(simulator.tokenUrl, { method: 'POST', body: form })).json()) as { access_token: string };
    const bodies: Buffer[] = [];
    while (bodies.length < count) {
      const reply = await fetch(`${simulator.url}/telemetry/stream`, {
        method: 'POST', headers: { authorization: `Bearer ${minted.access_token}`, 'content-type': 'application/json', 'accept-encoding': 'identity' },
        body: JSON.stringify({ batchSize: FULL_REPLY_ROWS * share, maxLingerMs: 0 }),
      });
      bodies.push(Buffer.from(await reply.arrayBuffer()));
    }
    const { rows } = simulator.ledger.summary().accounts[0]!;
    if (rows !== count * FULL_REPLY_ROWS * share) throw new Error(`the simulator sent ${rows} rows in ${count} replies, not ${FULL_REPLY_ROWS * share} in each`);
    return bodies;
  } finally {
    await simulator.stop();
  }
}
