// Starlink's OpenAPI file as an oracle: is this request, is this reply, as the file says? The file is not part of the repository.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';

/** Beside a checkout; `GROUNDTRACK_OPENAPI` names another place. */
const specFile = process.env['GROUNDTRACK_OPENAPI'] ?? fileURLToPath(new URL('../../../shared/openapi/starlink-public-api-v2.json', import.meta.url));

interface Schema {
  readonly [keyword: string]: unknown;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>>;
}

interface Spec {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** One HTTP exchange. `path` starts behind `/api/public/v2`, with its query. */
export interface SeenExchange {
  readonly method: string;
  readonly path: string;
  readonly requestType: string | undefined;
  readonly requestBody: string;
  readonly status: number;
  readonly replyType: string | undefined;
  readonly replyBody: string;
}

export interface Contract {
  /** `GET /service-lines/{serviceLineNumber}`, or null when the file has no such call. */
  operationOf(method: string, path: string): string | null;
  operations(): string[];
  /** What is wrong with the reply, one line each. */
  checkReply(seen: SeenExchange): string[];
  /** What is wrong with the request. */
  checkRequest(seen: Pick<SeenExchange, 'method' | 'path' | 'requestType' | 'requestBody'>): string[];
}

const pathPrefix = '/public/v2';
// Object-valued properties that are null in honest replies, though the file cannot say so.
const honestNulls: ReadonlySet<string> = new Set(['aviationMetadata', 'dataProducts', 'overageLine', 'dataPoolUsage']);
// What really happens, though no operation declares it.
const undeclaredStatuses: ReadonlySet<number> = new Set([404, 429, 500, 502, 503, 504]);
// Statuses whose body the file leaves open; if there is one it is an envelope.
const envelopes = ['ServiceResponse', 'UserLacksRequiredPermissionServiceResponse'];

const formats = {
  int32: { type: 'number', validate: (value: number) => Number.isInteger(value) && Math.abs(value) <= 2 ** 31 },
  double: { type: 'number', validate: Number.isFinite },
  float: { type: 'number', validate: Number.isFinite },
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
  binary: true,
} as const;

/** null when the file is not there. */
export function loadContract(): Contract | null {
  let text: string;
  try {
    text = readFileSync(specFile, 'utf8');
  } catch {
    return null;
  }
  return openContract(JSON.parse(text) as Spec);
}

function openContract(spec: Spec): Contract {
  const ajvOf = (side: Side): Ajv => {
    const ajv = new Ajv({ strict: false, allErrors: true, formats });
    for (const [name, schema] of Object.entries(spec.components.schemas)) ajv.addSchema({ ...convert(schema, side), $id: name });
    return ajv;
  };
  const ajv = { reply: ajvOf('reply'), request: ajvOf('request') };
  const compiled = new Map<string, ValidateFunction>();
  const validate = (side: Side, schema: Schema, value: unknown): string[] => {
    const key = `${side} ${JSON.stringify(schema)}`;
    const check = compiled.get(key) ?? ajv[side].compile(convert(schema, side));
    compiled.set(key, check);
    return check(value) ? [] : (check.errors ?? []).map((error) => `${error.instancePath === '' ? 'the whole' : error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`);
  };
  // Fixed paths before those with parameters, as a server would have it.
  const operations = Object.entries(spec.paths).flatMap(([template, methods]) => Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${template.slice(pathPrefix.length)}`, method: method.toUpperCase(), operation,
    pattern: new RegExp(`^${template.slice(pathPrefix.length).replace(/\{\w+\}/g, '[^/]+')}$`), parameters: template.split('{').length - 1,
  }))).sort((a, b) => a.parameters - b.parameters);
  const find = (method: string, path: string): (typeof operations)[number] | undefined => {
    const [pathname = ''] = path.split('?');
    return operations.find((one) => one.method === method && one.pattern.test(pathname));
  };

  return {
    operations: () => operations.map((one) => one.name),
    operationOf: (method, path) => find(method, path)?.name ?? null,
    checkReply(seen) {
      const found = find(seen.method, seen.path);
      if (found === undefined) return seen.status === 404 ? [] : [`${seen.method} ${seen.path} is no call of the file`];
      const where = `${found.name} ${seen.status}`;
      const response = found.operation.responses[String(seen.status)];
      if (response === undefined && !undeclaredStatuses.has(seen.status)) return [`${where}: status not declared`];
      const schema = response?.content?.['application/json']?.schema;
      if (seen.replyBody === '') return schema === undefined ? [] : [`${where}: a body is declared, none came`];
      if (!(seen.replyType ?? '').startsWith('application/json')) return [`${where}: ${seen.replyType ?? 'no content type'}`];
      let value: unknown;
      try {
        value = JSON.parse(seen.replyBody);
      } catch {
        return [`${where}: not JSON`];
      }
      if (schema === undefined) {
        const problems = envelopes.map((name) => validate('reply', { $ref: name }, value));
        return problems.some((list) => list.length === 0) ? [] : problems[0]?.map((text) => `${where}: ${text}`) ?? [];
      }
      const { content } = value as { content?: unknown };
      // 2xx with a typed payload always carries it.
      const lacksContent = seen.status < 300 && content === undefined && JSON.stringify(schema) !== JSON.stringify({ $ref: '#/components/schemas/ServiceResponse' });
      return [...validate('reply', schema, value), ...(lacksContent ? ['content is missing'] : [])].map((text) => `${where}: ${text}`);
    },
    checkRequest(seen) {
      const found = find(seen.method, seen.path);
      if (found === undefined) return [`${seen.method} ${seen.path} is no call of the file`];
      const { operation, name } = found;
      const problems: string[] = [];
      const query = new URLSearchParams(seen.path.split('?')[1] ?? '');
      const declared = operation.parameters?.filter((parameter) => parameter.in === 'query') ?? [];
      for (const key of new Set(query.keys())) {
        const parameter = declared.find((one) => one.name === key);
        if (parameter === undefined) problems.push(`query parameter ${key} is not declared`);
        else problems.push(...validate('request', parameter.schema, readQuery(parameter.schema, query.getAll(key))).map((text) => `query parameter ${key} ${text}`));
      }
      const bodySchema = operation.requestBody?.content['application/json']?.schema;
      if (bodySchema === undefined && operation.requestBody === undefined && seen.requestBody !== '') problems.push('a body where none is declared');
      if (bodySchema !== undefined && !(seen.requestType ?? '').startsWith('multipart/')) {
        if (!(seen.requestType ?? '').startsWith('application/json')) problems.push(`content type ${seen.requestType ?? 'missing'}`);
        problems.push(...validate('request', bodySchema, parseOr(seen.requestBody)).map((text) => `body ${text}`));
      }
      return problems.map((text) => `${name}: ${text}`);
    },
  };
}

type Side = 'reply' | 'request';

/** OpenAPI 3.0 → JSON Schema. A reply has every property the file names, but `content`, which many envelopes lack. */
function convert(schema: Schema, side: Side): Schema {
  const { nullable, readOnly: _readOnly, deprecated: _deprecated, ...rest } = schema;
  const made: Record<string, unknown> = { ...rest };
  if (typeof made['$ref'] === 'string') return { $ref: made['$ref'].replace('#/components/schemas/', '') };
  const properties = made['properties'] as Readonly<Record<string, Schema>> | undefined;
  if (properties !== undefined) {
    made['properties'] = Object.fromEntries(Object.entries(properties).map(([name, property]) => {
      const converted = convert(property, side);
      return [name, side === 'reply' && honestNulls.has(name) && '$ref' in converted ? { anyOf: [converted, { type: 'null' }] } : converted];
    }));
    if (side === 'reply') made['required'] = Object.keys(properties).filter((name) => name !== 'content');
  }
  for (const name of ['items', 'additionalProperties']) {
    if (typeof made[name] === 'object' && made[name] !== null) made[name] = convert(made[name] as Schema, side);
  }
  if (nullable === true && typeof made['type'] === 'string') made['type'] = [made['type'], 'null'];
  return made;
}

/** Query texts as the values they stand for. */
function readQuery(schema: Schema, texts: readonly string[]): unknown {
  if (schema['type'] === 'array') return texts.map((text) => readQuery(schema['items'] as Schema, [text]));
  const [text = ''] = texts;
  if (schema['type'] === 'integer') return /^-?\d+$/.test(text) ? Number(text) : text;
  if (schema['type'] === 'boolean') return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text;
  return text;
}

function parseOr(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
