// Writes to user terminals and routers: on and off the account, on and off a line, and reboots.
import { done, refusal, type ApiAnswer } from './envelope.ts';
import { planAt, terminalIdsAt } from './line-state.ts';
import type { ManagementRequest } from './management-request.ts';
import { list, optional, parseListRequest, parseRequest, text, wholeNumber } from './request-fields.ts';
import { withLine } from './service-line-calls.ts';
import type { Terminal } from './terminals.ts';

const notFound = refusal(422, 'The user terminal was not found on this account.', ['deviceId']);

/** POST /user-terminals: only one that was on the account before can come back. */
export function answerAddUserTerminal({ account, world, body, nowS }: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(body, { deviceId: text });
  if ('refused' in parsed) return parsed.refused;
  const { deviceId } = parsed.fields;
  if (world.findTerminal(account, deviceId, nowS) !== undefined) return refusal(422, 'The user terminal is on this account already.', ['deviceId']);
  return world.putBack(account, deviceId, nowS) ? done : refusal(422, 'The user terminal does not exist or is on another account.', ['deviceId']);
}

/** DELETE /user-terminals/{deviceId} */
export function answerRemoveUserTerminal(request: ManagementRequest): ApiAnswer {
  return withTerminal(request, (terminal) => {
    if (terminal.serviceLineNumber !== null) return refusal(422, 'The user terminal must be removed from its service line first.', ['deviceId']);
    request.world.takeOff(request.account, terminal, request.nowS);
    return done;
  });
}

/** POST /user-terminals/{deviceId}/reboot. One that doesn't answer hears nothing of it. */
export function answerRebootUserTerminal(request: ManagementRequest): ApiAnswer {
  return withTerminal(request, (terminal) => {
    request.world.interventions.rebootTerminal(terminal, request.nowS);
    return done;
  });
}

/** POST /routers/{routerId}/reboot */
export function answerRebootRouter({ account, world, params, nowS }: ManagementRequest): ApiAnswer {
  const found = world.findRouter(account, params['routerId'] ?? '', nowS);
  if (found === undefined) return refusal(422, 'The router was not found on this account.', ['routerId']);
  world.interventions.rebootRouter(found.terminal, found.router, nowS);
  return done;
}

/** POST /service-lines/{sl}/user-terminals */
export function answerAddTerminalToLine(request: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(request.body, { deviceId: text });
  if ('refused' in parsed) return parsed.refused;
  const { account, world, nowS } = request;
  return withLine(request, (record) => {
    const terminal = world.findTerminal(account, parsed.fields.deviceId, nowS);
    if (terminal === undefined) return notFound;
    if (terminal.serviceLineNumber !== null) return refusal(422, 'The user terminal is on a service line already.', ['deviceId']);
    const { maxTerminals } = planAt(record, nowS);
    if (maxTerminals !== null && terminalIdsAt(record, nowS).length >= maxTerminals) return refusal(422, 'The product does not allow more user terminals on this service line.', ['deviceId']);
    world.moveTerminal(account, terminal, record.line.serviceLineNumber, nowS);
    return done;
  });
}

/** DELETE /service-lines/{sl}/user-terminals/{deviceId} */
export function answerRemoveTerminalFromLine(request: ManagementRequest): ApiAnswer {
  const { account, world, nowS } = request;
  return withLine(request, (record) => withTerminal(request, (terminal) => {
    if (terminal.serviceLineNumber !== record.line.serviceLineNumber) return refusal(422, 'The user terminal is not on this service line.', ['deviceId']);
    world.moveTerminal(account, terminal, null, nowS);
    return done;
  }));
}

/** PUT /user-terminals/configs/assign: all or nothing. */
export function answerAssignTerminalConfig({ account, world, body, nowS }: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(body, { configId: optional(text), userTerminalIds: list(text) });
  if ('refused' in parsed) return parsed.refused;
  const stray = parsed.fields.userTerminalIds.find((id) => world.findTerminal(account, id, nowS) === undefined);
  return stray === undefined ? done : refusal(422, `The user terminal ${stray} was not found on this account.`, ['userTerminalIds']);
}

/** PUT /user-terminals/{deviceId}/l2vpn: nobody here has circuits, so only clearing them works. */
export function answerSetL2Vpn(request: ManagementRequest): ApiAnswer {
  const parsed = parseListRequest(request.body, {
    circuitId: optional(text), circuitIds: list(text), customerVlans: list(wholeNumber), serviceVlan: optional(wholeNumber), customerVlanRemap: optional(wholeNumber),
  });
  if ('refused' in parsed) return parsed.refused;
  return withTerminal(request, () => (parsed.items.length === 0 ? done : refusal(422, 'The circuit was not found on this account.', ['circuitIds'])));
}

function withTerminal(request: ManagementRequest, then: (terminal: Terminal) => ApiAnswer): ApiAnswer {
  const terminal = request.world.findTerminal(request.account, request.params['deviceId'] ?? '', request.nowS);
  return terminal === undefined ? notFound : then(terminal);
}
