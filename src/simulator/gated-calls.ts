// Calls that need more than these accounts have: pre-release, aviation, mobile data, providers.
import { answer, refusal, type ApiAnswer } from './envelope.ts';

export function answerNotEnabled(): ApiAnswer {
  return { status: 403 };
}

/** GET /mobile/…: the one group of gated calls that says why. */
export function answerNoMobileData(): ApiAnswer {
  return refusal(403, 'user_lacks_required_permission');
}

/** GET /user-terminals/l2vpn: nobody here has circuits. */
export function answerL2VpnCircuits(): ApiAnswer {
  return answer([]);
}
