// What a fault answers in a call's place, and the waiting and breaking that goes with it.
import { featureNumbers, neededPermissions, type CallName } from './call-names.ts';
import { refusal, sendAnswer, type ApiAnswer } from './envelope.ts';
import { sendText, untilGone, wait, type Exchange } from './exchange.ts';
import { isReplyFault, type Fault, type ReplyFault } from './faults.ts';
import type { TokenOffice } from './tokens.ts';

/** True when a fault has answered in the call's place. */
export async function applyFaults(exchange: Exchange, faults: readonly Fault[], call: CallName, tokens: TokenOffice, accountNumber: string | null): Promise<boolean> {
  for (const fault of faults) if (fault.kind === 'delay') await wait(fault.delayMs, exchange.gone);
  const fault = faults.find(isReplyFault);
  if (fault === undefined) return exchange.gone.aborted;
  if (fault.kind === 'reset') {
    if (fault.hold === true) await untilGone(exchange.gone);
    exchange.response.socket?.destroy();
    return true;
  }
  if (fault.kind === 'html') {
    sendText(exchange, fault.status ?? 200, portalPage, { 'Content-Type': 'text/html; charset=utf-8' });
    return true;
  }
  if (fault.kind === 'unauthorized') tokens.revoke(exchange.request.headers.authorization);
  sendAnswer(exchange, buildFaultAnswer(fault, call, accountNumber ?? 'unknown'));
  return true;
}

const portalPage = '<!doctype html><html><head><title>Sign in to the network</title></head><body><h1>Welcome aboard</h1><p>Please sign in.</p></body></html>';

function buildFaultAnswer(fault: Exclude<ReplyFault, { kind: 'reset' | 'html' }>, call: CallName, accountNumber: string): ApiAnswer {
  switch (fault.kind) {
    // The token endpoint has no 401: a client that is no longer welcome is an invalid client.
    case 'unauthorized': return call === 'token' ? { status: 400, body: { error: 'invalid_client' } } : { status: 401 };
    case 'forbidden': return fault.bare === true ? { status: 403 } : buildForbidden(fault, call, accountNumber);
    case 'tooManyRequests':
      return { ...refusal(429, 'Too many requests.'), headers: fault.retryAfterS === undefined ? {} : { 'Retry-After': String(fault.retryAfterS) } };
    case 'unprocessable': return refusal(422, fault.message ?? 'The request could not be processed.');
    case 'invalid': return refusal(200, fault.message ?? 'The account is not available at the moment.');
    case 'status': return fault.body === undefined ? { status: fault.status } : { status: fault.status, body: fault.body };
  }
}

// Of these the service says no more than that they are forbidden.
const tersePermissions: ReadonlySet<CallName> = new Set<CallName>(['managedAccounts', 'accountTree', 'mobileData']);

function buildForbidden(fault: Extract<ReplyFault, { kind: 'forbidden' }>, call: CallName, accountId: string): ApiAnswer {
  if (tersePermissions.has(call)) return refusal(403, 'user_lacks_required_permission');
  const [neededFeature, neededPermission] = neededPermissions[call] ?? ['AccountInformation', 'View'];
  const feature = fault.feature ?? neededFeature;
  const permission = fault.permission ?? neededPermission;
  return {
    status: 403,
    body: {
      content: {
        accountId, requiredPermission: { featureAccess: featureNumbers[feature], permission: permission === 'View' ? 0 : 1 },
        featureAccessString: feature, permissionString: permission,
      },
      errors: [{ memberNames: [], errorMessage: 'user_lacks_required_permission' }], warnings: [], information: [], isValid: false,
    },
  };
}
