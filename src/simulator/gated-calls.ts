// Calls that need more than these accounts have: pre-release, aviation, mobile data, providers. 403 without a body.
import { answer, type ApiAnswer } from './envelope.ts';

export function answerNotEnabled(): ApiAnswer {
  return { status: 403 };
}

/** GET /user-terminals/l2vpn: nobody here has circuits. */
export function answerL2VpnCircuits(): ApiAnswer {
  return answer([]);
}
