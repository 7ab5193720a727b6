// Router configurations, TLS certificates, local content and the sandbox: what a fleet's routers are set to.
import { createHash, X509Certificate } from 'node:crypto';
import type { RouterConfig } from './account-papers.ts';
import { isoTime } from './billing-cycles.ts';
import { answer, answerPage, done, refusal, type ApiAnswer } from './envelope.ts';
import type { ManagementRequest } from './management-request.ts';
import { buildUuid } from './names.ts';
import { anyText, flag, list, optional, parseListRequest, parseRequest, text, time, wholeNumber } from './request-fields.ts';

export function answerRouterConfigs({ account, world, url, paging }: ManagementRequest): ApiAnswer {
  return answerPage([...world.papers(account).routerConfigs.values()], url, (config) => config, paging);
}

export function answerRouterConfig(request: ManagementRequest): ApiAnswer {
  return withConfig(request, (config) => answer(config));
}

export function answerCreateRouterConfig(request: ManagementRequest): ApiAnswer {
  const { routerConfigs } = request.world.papers(request.account);
  const written = writeConfig(request, `DVC_CFG-${20_000_000 + routerConfigs.size}`);
  return written.status === 200 ? { ...written, status: 201 } : written;
}

export function answerUpdateRouterConfig(request: ManagementRequest): ApiAnswer {
  return withConfig(request, (config) => writeConfig(request, config.configId));
}

function writeConfig({ account, world, body }: ManagementRequest, configId: string): ApiAnswer {
  const parsed = parseRequest(body, { nickname: optional(anyText), routerConfigJson: text });
  if ('refused' in parsed) return parsed.refused;
  const { nickname, routerConfigJson } = parsed.fields;
  try {
    JSON.parse(routerConfigJson);
  } catch {
    return refusal(422, 'The router configuration is not valid JSON.', ['routerConfigJson']);
  }
  const config = { configId, nickname: nickname ?? '', routerConfigJson };
  world.papers(account).routerConfigs.set(configId, config);
  return answer(config);
}

function withConfig({ account, world, params }: ManagementRequest, then: (config: RouterConfig) => ApiAnswer): ApiAnswer {
  const config = world.papers(account).routerConfigs.get(params['configId'] ?? '');
  return config === undefined ? noConfig : then(config);
}

const noConfig = refusal(422, 'The router configuration was not found on this account.', ['configId']);

export function answerDefaultConfig({ account, world }: ManagementRequest): ApiAnswer {
  return answer({ configId: world.papers(account).defaultConfigId });
}

/** "" takes the default away. */
export function answerSetDefaultConfig({ account, world, body }: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(body, { configId: anyText });
  if ('refused' in parsed) return parsed.refused;
  const papers = world.papers(account);
  const { configId } = parsed.fields;
  if (configId !== '' && !papers.routerConfigs.has(configId)) return noConfig;
  papers.defaultConfigId = configId === '' ? null : configId;
  return done;
}

/** All or nothing. */
export function answerAssignRouterConfig({ account, world, body, nowS }: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(body, { configId: optional(text), routerIds: list(text) });
  if ('refused' in parsed) return parsed.refused;
  const { configId, routerIds } = parsed.fields;
  if (configId !== null && !world.papers(account).routerConfigs.has(configId)) return noConfig;
  const stray = routerIds.find((id) => world.findRouter(account, id, nowS) === undefined);
  return stray === undefined ? done : refusal(422, `The router ${stray} was not found on this account.`, ['routerIds']);
}

export function answerTlsConfigs({ account, world, url, paging }: ManagementRequest): ApiAnswer {
  return answerPage([...world.papers(account).tlsConfigs.values()], url, (config) => config, paging);
}

/** Answers with the account's default configuration, as the service does. */
export function answerCreateTlsConfig({ account, world, body }: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(body, { certificateBase64Pem: text, keyBase64Pem: text });
  if ('refused' in parsed) return parsed.refused;
  const { certificateBase64Pem } = parsed.fields;
  const papers = world.papers(account);
  try {
    const { validFrom, validTo } = new X509Certificate(Buffer.from(certificateBase64Pem, 'base64'));
    const iso = (date: string): string => isoTime(Math.floor(Date.parse(date) / 1000));
    papers.tlsConfigs.set(certificateBase64Pem, { certificateBase64Pem, notBefore: iso(validFrom), notAfter: iso(validTo) });
  } catch {
    return refusal(422, 'The certificate is not a valid PEM certificate.', ['certificateBase64Pem']);
  }
  return { ...answer({ configId: papers.defaultConfigId }), status: 201 };
}

export function answerDeleteTlsConfig({ account, world, body }: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(body, { certificateBase64Pem: text });
  if ('refused' in parsed) return parsed.refused;
  return world.papers(account).tlsConfigs.delete(parsed.fields.certificateBase64Pem)
    ? done
    : refusal(422, 'The certificate was not found on this account.', ['certificateBase64Pem']);
}

export function answerLocalContent({ account, world }: ManagementRequest): ApiAnswer {
  return answer(world.papers(account).localContent);
}

/** A multipart form with one HTML file. */
export function answerAddLocalContent({ account, world, body, nowS }: ManagementRequest): ApiAnswer {
  const file = /name="File"(?:; *filename="([^"]*)")?[^]*?\r?\n\r?\n([^]*?)\r?\n--/i.exec(body);
  if (file === null) return refusal(400, 'The field File is required.', ['File']);
  const { localContent } = world.papers(account);
  const made = {
    nickname: file[1] === undefined || file[1] === '' ? 'index.html' : file[1],
    fileContentId: buildUuid(localContent.length, 0x10c),
    fileContentHash: createHash('sha256').update(file[2] ?? '').digest('hex'),
  };
  localContent.push({ ...made, uploadDate: isoTime(nowS) });
  return { ...answer(made), status: 201 };
}

export function answerSandboxClients({ account, world, url }: ManagementRequest): ApiAnswer {
  const sandboxId = url.searchParams.get('sandboxId');
  const after = url.searchParams.get('expiryAfter');
  if (after !== null && Number.isNaN(Date.parse(after))) return refusal(400, `The value '${after}' is not valid.`, ['expiryAfter']);
  const found = [...world.papers(account).sandboxClients.values()].filter((client) =>
    (sandboxId === null || String(client.sandboxId) === sandboxId) && (after === null || Date.parse(client.expiry) > Date.parse(after)));
  return answerPage(found, url, (client) => client, { limit: sandboxPageSize });
}

// The one list with larger pages.
const sandboxPageSize = 1000;

export function answerSetSandboxClients({ account, world, body }: ManagementRequest): ApiAnswer {
  const parsed = parseListRequest(body, { clientId: text, sandboxId: wholeNumber, expiry: time });
  if ('refused' in parsed) return parsed.refused;
  const { sandboxClients } = world.papers(account);
  for (const client of parsed.items) sandboxClients.set(client.clientId, client);
  return done;
}

export function answerSandboxHeartbeat({ body }: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(body, { healthy: flag });
  return 'refused' in parsed ? parsed.refused : done;
}
