// Faults that arrive as JSON (command line, control endpoint) → typed; everything unclear is refused in one line.
import { callNames, featureNames } from './call-names.ts';
import type { Fault, FaultTarget } from './faults.ts';

type Fields = Record<string, unknown>;

/** Throws an Error whose message says what is wrong. */
export function parseFault(input: unknown): Fault {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new Error('a fault is an object with a "kind"');
  const fields: Fields = { ...input };
  const fault = parseKind(fields);
  const known = new Set(['kind', 'account', 'call', 'times', 'after', 'oneIn', ...Object.keys(fault)]);
  const stray = Object.keys(fields).find((name) => !known.has(name));
  if (stray !== undefined) throw new Error(`fault ${fault.kind} has no field "${stray}"`);
  return fault;
}

/** One fault or a list of them. */
export function parseFaultPlan(input: unknown): Fault[] {
  return Array.isArray(input) ? input.map(parseFault) : [parseFault(input)];
}

function parseKind(fields: Fields): Fault {
  const target = parseTarget(fields);
  const { kind } = fields;
  // Only faults that stand in the answer's place take it; for others it is a stray field.
  const after = option('afterEffect', flag(fields, 'afterEffect'));
  switch (kind) {
    case 'columnShuffle': case 'unknownDevice': case 'pageDrift': case 'slowLinger':
      return { kind, ...target };
    case 'unauthorized': return { kind, ...target, ...after };
    case 'reset': return { kind, ...target, ...after, ...option('hold', flag(fields, 'hold')) };
    case 'telemetryDelay': return { kind, ...target, delayS: need(count(fields, 'delayS'), kind, 'delayS') };
    case 'forbidden':
      return {
        kind, ...target, ...after, ...option('feature', oneOf(fields, 'feature', featureNames)),
        ...option('permission', oneOf(fields, 'permission', ['View', 'Edit'] as const)), ...option('bare', flag(fields, 'bare')),
      };
    case 'tooManyRequests': return { kind, ...target, ...after, ...option('retryAfterS', count(fields, 'retryAfterS')) };
    case 'unprocessable': case 'invalid': return { kind, ...target, ...after, ...option('message', text(fields, 'message')) };
    case 'status': return { kind, ...target, ...after, status: need(httpStatus(fields), kind, 'status'), ...option('body', text(fields, 'body')) };
    case 'html': return { kind, ...target, ...after, ...option('status', httpStatus(fields)) };
    case 'truncated': return { kind, ...target, ...option('rows', count(fields, 'rows')), ...option('bytes', count(fields, 'bytes')) };
    case 'stalled': return { kind, ...target, rows: need(count(fields, 'rows'), kind, 'rows') };
    case 'shortRow': case 'longRow': return { kind, ...target, ...option('every', count(fields, 'every')) };
    case 'newColumn': return { kind, ...target, ...option('name', text(fields, 'name')) };
    case 'unknownAlert': return { kind, ...target, ...option('code', count(fields, 'code')) };
    case 'futureClock':
      return { kind, ...target, ...option('aheadS', count(fields, 'aheadS')), ...option('userTerminalId', text(fields, 'userTerminalId')) };
    case 'delay': return { kind, ...target, delayMs: need(count(fields, 'delayMs'), kind, 'delayMs') };
    default: throw new Error(`unknown fault kind ${JSON.stringify(kind)}`);
  }
}

function parseTarget(fields: Fields): FaultTarget {
  return {
    ...option('account', text(fields, 'account')), ...option('call', oneOf(fields, 'call', callNames)),
    ...option('times', count(fields, 'times')), ...option('after', count(fields, 'after')), ...option('oneIn', positive(fields, 'oneIn')),
  };
}

/** Leaves the field out where nothing was given. */
function option<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  const made: { [P in K]?: V } = {};
  if (value !== undefined) made[name] = value;
  return made;
}

function need<V>(value: V | undefined, kind: string, name: string): V {
  if (value === undefined) throw new Error(`fault ${kind} needs "${name}"`);
  return value;
}

function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new Error(`"${name}" of a fault is text`);
}

function count(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || (typeof value === 'number' && Number.isInteger(value) && value >= 0)) return value;
  throw new Error(`"${name}" of a fault is a whole number, 0 or more`);
}

function positive(fields: Fields, name: string): number | undefined {
  const value = count(fields, name);
  if (value === 0) throw new Error(`"${name}" of a fault is a whole number, 1 or more`);
  return value;
}

/** One that can end an answer: others would cut the connection without a word. */
function httpStatus(fields: Fields): number | undefined {
  const value = count(fields, 'status');
  if (value === undefined || (value >= 200 && value <= 599)) return value;
  throw new Error('"status" of a fault is an HTTP status from 200 to 599');
}

function flag(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  if (value === undefined || typeof value === 'boolean') return value;
  throw new Error(`"${name}" of a fault is true or false`);
}

function oneOf<V extends string>(fields: Fields, name: string, allowed: readonly V[]): V | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new Error(`"${name}" of a fault is one of ${allowed.join(', ')}`);
  return found;
}
