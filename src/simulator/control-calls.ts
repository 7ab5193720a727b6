// The control endpoint for tests that run the simulator as a process of its own. Off unless asked for.
//   GET    /__simulator/ledger[?account=ACC-…]   summary, or with an account its replies and rows
//   GET    /__simulator/faults                   the faults in force
//   POST   /__simulator/faults                   one fault or a list of them, added to those in force
//   DELETE /__simulator/faults                   none any more
//   POST   /__simulator/refuse?forMs=N           connections are refused for so long
import { readBody, sendJson, type Exchange } from './exchange.ts';
import type { FaultBoard } from './faults.ts';
import type { LedgerBook } from './ledger.ts';
import { parseFaultPlan } from './parse-fault.ts';

export const controlPath = '/__simulator';

export interface ControlParts {
  readonly faults: FaultBoard;
  readonly ledger: LedgerBook;
  readonly refuseFor: (ms: number) => void;
}

export async function routeControl(exchange: Exchange, parts: ControlParts): Promise<void> {
  const { pathname, searchParams } = exchange.url;
  const what = `${exchange.request.method ?? 'GET'} ${pathname.slice(controlPath.length)}`;
  switch (what) {
    case 'GET /ledger': {
      const account = searchParams.get('account');
      sendJson(exchange, 200, account === null ? parts.ledger.summary() : { replies: parts.ledger.replies(account) });
      return;
    }
    case 'GET /faults':
      sendJson(exchange, 200, parts.faults.list());
      return;
    case 'POST /faults':
      await addFaults(exchange, parts);
      return;
    case 'DELETE /faults':
      parts.faults.clear();
      sendJson(exchange, 200, []);
      return;
    case 'POST /refuse': {
      const ms = Number(searchParams.get('forMs'));
      if (!Number.isInteger(ms) || ms <= 0) {
        sendJson(exchange, 400, { error: 'forMs must be a whole number of milliseconds' });
        return;
      }
      // The answer first: afterwards there is no connection to send it on.
      exchange.response.once('finish', () => parts.refuseFor(ms));
      sendJson(exchange, 200, { refusedForMs: ms });
      return;
    }
    default:
      sendJson(exchange, 404, { error: `the control endpoint has no ${what}` });
  }
}

async function addFaults(exchange: Exchange, parts: ControlParts): Promise<void> {
  try {
    const plan = parseFaultPlan(JSON.parse(await readBody(exchange)) as unknown);
    for (const fault of plan) parts.faults.set(fault);
    sendJson(exchange, 200, parts.faults.list());
  } catch (error) {
    sendJson(exchange, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}
