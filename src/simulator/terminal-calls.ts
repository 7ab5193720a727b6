// User terminals and routers as the Management API lists them.
import { answer, answerPage, refusal, type ApiAnswer } from './envelope.ts';
import type { ManagementRequest } from './management-request.ts';
import type { Router, Terminal } from './terminals.ts';

export function answerUserTerminals({ account, world, url, nowS, paging }: ManagementRequest): ApiAnswer {
  const query = url.searchParams;
  const lines = query.getAll('serviceLineNumbers');
  const ids = query.getAll('userTerminalIds');
  const search = (query.get('searchString') ?? '').toLowerCase();
  const hasLine = query.get('hasServiceLine');
  if (hasLine !== null && !/^(true|false)$/i.test(hasLine)) return refusal(400, `The value '${hasLine}' is not valid.`, ['hasServiceLine']);
  const found = world.terminals(account, nowS).filter((terminal) =>
    (lines.length === 0 || (terminal.serviceLineNumber !== null && lines.includes(terminal.serviceLineNumber)))
    && (ids.length === 0 || ids.includes(terminal.userTerminalId))
    && (hasLine === null || (terminal.serviceLineNumber !== null) === (hasLine.toLowerCase() === 'true'))
    && [terminal.userTerminalId, terminal.dishSerial, terminal.kitSerial].some((text) => text.toLowerCase().includes(search)));
  return answerPage(found, url, buildUserTerminal, paging);
}

function buildUserTerminal(terminal: Terminal): object {
  return {
    userTerminalId: terminal.userTerminalId,
    // Most operators name the service line, not the terminal.
    nickname: terminal.index === 0 || terminal.key % 3 === 0 ? terminal.name : null,
    kitSerialNumber: terminal.kitSerial,
    dishSerialNumber: terminal.dishSerial,
    serviceLineNumber: terminal.serviceLineNumber,
    l2VpnCircuits: [],
    routers: terminal.routers.map((router) => buildRouter(terminal, router)),
  };
}

export function answerRouter({ account, world, params, nowS }: ManagementRequest): ApiAnswer {
  const found = world.findRouter(account, params['routerId'] ?? '', nowS);
  return found === undefined ? refusal(422, 'The router was not found on this account.', ['routerId']) : answer(buildRouter(found.terminal, found.router));
}

function buildRouter(terminal: Terminal, router: Router): object {
  return {
    routerId: router.routerId,
    nickname: router.hops > 0 ? `Mesh node ${router.hops}` : null,
    userTerminalId: terminal.userTerminalId,
    configId: routerConfigId(terminal, router),
    // Deprecated in V2: always null.
    hardwareVersion: null,
    lastBonded: null,
  };
}

/** A quarter of the routers has one of its account's configurations. */
function routerConfigId(terminal: Terminal, router: Router): string | null {
  return router.key % 4 === 0 ? seededConfigIds[terminal.key % seededConfigIds.length] ?? null : null;
}

export const seededConfigIds = ['DVC_CFG-10000000', 'DVC_CFG-11111111', 'DVC_CFG-12222222', 'DVC_CFG-13333333', 'DVC_CFG-14444444'] as const;
