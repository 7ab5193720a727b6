// Which method and path is which call, and who answers it. The first row that fits wins: fixed paths stand before those with parameters.
import { answerAccount, answerAccountTree, answerManagedAccounts } from './account-calls.ts';
import { answerAddress, answerAddresses, answerCreateAddress, answerUpdateAddress } from './address-calls.ts';
import { answerBalance, answerInvoice, answerInvoices } from './billing-calls.ts';
import type { CallName } from './call-names.ts';
import { answerContacts, answerCreateContact, answerDeleteContact, answerUpdateContact } from './contact-calls.ts';
import { answerDataUsage } from './data-usage-call.ts';
import type { ApiAnswer, PageRules } from './envelope.ts';
import { answerL2VpnCircuits, answerNoMobileData, answerNotEnabled } from './gated-calls.ts';
import type { ManagementRequest } from './management-request.ts';
import { answerProducts } from './product-calls.ts';
import {
  answerAddLocalContent, answerAssignRouterConfig, answerCreateRouterConfig, answerCreateTlsConfig, answerDefaultConfig, answerDeleteTlsConfig, answerLocalContent,
  answerRouterConfig, answerRouterConfigs, answerSandboxClients, answerSandboxHeartbeat, answerSetDefaultConfig, answerSetSandboxClients, answerTlsConfigs,
  answerUpdateRouterConfig,
} from './router-config-calls.ts';
import { createPathReader } from './path-reader.ts';
import { answerPartialPeriods, answerServiceLine, answerServiceLines } from './service-line-calls.ts';
import {
  answerCreateServiceLine, answerEndServiceLine, answerOptIn, answerOptOut, answerSetNickname, answerSetProduct, answerSetPublicIp, answerSetRecurring, answerTopUp,
} from './service-line-writes.ts';
import { answerRouter, answerUserTerminals } from './terminal-calls.ts';
import {
  answerAddTerminalToLine, answerAddUserTerminal, answerAssignTerminalConfig, answerRebootRouter, answerRebootUserTerminal, answerRemoveTerminalFromLine,
  answerRemoveUserTerminal, answerSetL2Vpn,
} from './terminal-writes.ts';

export type Answer = (request: ManagementRequest) => ApiAnswer;

/** `{name}` stands for one part of the path. */
const managementCalls: readonly (readonly [method: string, path: string, call: CallName, answer: Answer])[] = [
  ['GET', '/account', 'account', answerAccount],
  ['GET', '/managed/accounts', 'managedAccounts', answerManagedAccounts],
  ['GET', '/managed/accounts/tree', 'accountTree', answerAccountTree],
  ['POST', '/managed/customers', 'createCustomer', answerNotEnabled],
  ['GET', '/addresses', 'addresses', answerAddresses],
  ['POST', '/addresses', 'createAddress', answerCreateAddress],
  ['GET', '/addresses/{addressReferenceId}', 'address', answerAddress],
  ['PUT', '/addresses/{addressReferenceId}', 'updateAddress', answerUpdateAddress],
  ['GET', '/contacts', 'contacts', answerContacts],
  ['POST', '/contacts', 'createContact', answerCreateContact],
  ['PUT', '/contacts/{subjectId}', 'updateContact', answerUpdateContact],
  ['DELETE', '/contacts/{subjectId}', 'deleteContact', answerDeleteContact],
  ['GET', '/billing/invoices', 'invoices', answerInvoices],
  ['GET', '/billing/invoices/{invoiceId}', 'invoice', answerInvoice],
  ['GET', '/billing/balance', 'balance', answerBalance],

  ['GET', '/products', 'products', answerProducts],
  ['POST', '/data-usage/query', 'dataUsage', answerDataUsage],
  ['GET', '/data-pools', 'dataPools', answerNotEnabled],
  ['GET', '/data-pools/usage', 'dataPoolUsage', answerNotEnabled],
  ['POST', '/data-pools/{dataPoolId}/set-automatic-top-up', 'setPoolTopUp', answerNotEnabled],
  ['GET', '/service-lines', 'serviceLines', answerServiceLines],
  ['POST', '/service-lines', 'createServiceLine', answerCreateServiceLine],
  ['GET', '/service-lines/{serviceLineNumber}', 'serviceLine', answerServiceLine],
  ['DELETE', '/service-lines/{serviceLineNumber}', 'endServiceLine', answerEndServiceLine],
  ['GET', '/service-lines/{serviceLineNumber}/billing-cycles/partial-periods', 'partialPeriods', answerPartialPeriods],
  ['PUT', '/service-lines/{serviceLineNumber}/nickname', 'setNickname', answerSetNickname],
  ['PUT', '/service-lines/{serviceLineNumber}/product', 'setProduct', answerSetProduct],
  ['PUT', '/service-lines/{serviceLineNumber}/public-ip', 'setPublicIp', answerSetPublicIp],
  ['PUT', '/service-lines/{serviceLineNumber}/data/recurring', 'setRecurring', answerSetRecurring],
  ['POST', '/service-lines/{serviceLineNumber}/data/opt-in', 'optIn', answerOptIn],
  ['POST', '/service-lines/{serviceLineNumber}/data/opt-out', 'optOut', answerOptOut],
  ['POST', '/service-lines/{serviceLineNumber}/data/top-up', 'topUp', answerTopUp],
  ['POST', '/service-lines/{serviceLineNumber}/user-terminals', 'addTerminalToLine', answerAddTerminalToLine],
  ['DELETE', '/service-lines/{serviceLineNumber}/user-terminals/{deviceId}', 'removeTerminalFromLine', answerRemoveTerminalFromLine],
  ['PATCH', '/service-lines/{serviceLineNumber}/consume-from-pool', 'consumeFromPool', answerNotEnabled],

  ['GET', '/user-terminals', 'userTerminals', answerUserTerminals],
  ['POST', '/user-terminals', 'addUserTerminal', answerAddUserTerminal],
  ['PUT', '/user-terminals/configs/assign', 'assignTerminalConfig', answerAssignTerminalConfig],
  ['GET', '/user-terminals/l2vpn', 'l2VpnCircuits', answerL2VpnCircuits],
  ['DELETE', '/user-terminals/{deviceId}', 'removeUserTerminal', answerRemoveUserTerminal],
  ['POST', '/user-terminals/{deviceId}/reboot', 'rebootUserTerminal', answerRebootUserTerminal],
  ['PUT', '/user-terminals/{deviceId}/l2vpn', 'setL2Vpn', answerSetL2Vpn],

  ['GET', '/routers/configs', 'routerConfigs', answerRouterConfigs],
  ['POST', '/routers/configs', 'createRouterConfig', answerCreateRouterConfig],
  ['PUT', '/routers/configs/assign', 'assignRouterConfig', answerAssignRouterConfig],
  ['GET', '/routers/configs/default', 'defaultConfig', answerDefaultConfig],
  ['PUT', '/routers/configs/default', 'setDefaultConfig', answerSetDefaultConfig],
  ['GET', '/routers/configs/tls', 'tlsConfigs', answerTlsConfigs],
  ['POST', '/routers/configs/tls', 'createTlsConfig', answerCreateTlsConfig],
  ['DELETE', '/routers/configs/tls', 'deleteTlsConfig', answerDeleteTlsConfig],
  ['GET', '/routers/configs/{configId}', 'routerConfig', answerRouterConfig],
  ['PUT', '/routers/configs/{configId}', 'updateRouterConfig', answerUpdateRouterConfig],
  ['GET', '/routers/local-content', 'localContent', answerLocalContent],
  ['POST', '/routers/local-content', 'addLocalContent', answerAddLocalContent],
  ['GET', '/routers/sandbox/clients', 'sandboxClients', answerSandboxClients],
  ['POST', '/routers/sandbox/clients', 'setSandboxClients', answerSetSandboxClients],
  ['PUT', '/routers/sandbox/heartbeat', 'sandboxHeartbeat', answerSandboxHeartbeat],
  ['GET', '/routers/{routerId}', 'router', answerRouter],
  ['POST', '/routers/{routerId}/reboot', 'rebootRouter', answerRebootRouter],

  ['POST', '/flights/status', 'flightStatus', answerNotEnabled],
  ['GET', '/mobile/radio-access-network/{timestamp}', 'mobileData', answerNoMobileData],
  ['GET', '/mobile/timeseries/{timestamp}', 'mobileData', answerNoMobileData],
  ['GET', '/mobile/map/{timestamp}', 'mobileData', answerNoMobileData],
];

export interface Route {
  readonly call: CallName;
  /** null = a telemetry call: they need more than a ManagementRequest. */
  readonly answer: Answer | null;
  readonly params: Readonly<Record<string, string>>;
  readonly paging?: PageRules;
}

const readPath = createPathReader(managementCalls.map(([method, path, call, answer]) => ({ method, path, call, answer })));
const telemetryCalls: Readonly<Record<string, CallName>> = { '/telemetry/stream': 'stream', '/telemetry/query': 'query' };

/** `path` starts behind the API's own. null = no such call. */
export function findRoute(method: string, path: string): Route | null {
  const telemetry = method === 'POST' ? telemetryCalls[path.replace(/\/$/, '')] : undefined;
  if (telemetry !== undefined) return { call: telemetry, answer: null, params: {} };
  const found = readPath(method, path);
  return found === null ? null : { call: found.row.call, answer: found.row.answer, params: found.params };
}
