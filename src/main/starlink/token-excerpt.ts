// The body of a granted token as the Stream Viewer shows it: what surrounds the token, and nothing that could be one.
import { gunzipSync } from 'node:zlib';
import type { RecordedBody } from './exchange.ts';
import { maskMark, type Redactor } from './masked-text.ts';
import type { Tally } from './tally.ts';

/** Texts of a token reply that are no secret (starlink-api.md §3.2). */
const shownTexts: ReadonlySet<string> = new Set(['token_type', 'scope', 'error']);
const note = 'Shown without its secrets: of a token reply only what is known not to be one.';

export function excerptOfTokenReply(tally: Tally, mask: Redactor): RecordedBody {
  const text = mask(withoutTokens(textOf(tally)));
  return { text: new TextEncoder().encode(text), isCut: tally.torn, decodedBytes: null, note };
}

function withoutTokens(body: string): string {
  try {
    const json = JSON.parse(body) as unknown;
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return maskMark;
    const shown = Object.entries(json).map(([name, value]) => [name, shownValue(name, value)] as const);
    return JSON.stringify(Object.fromEntries(shown));
  } catch {
    // No JSON, or only its beginning: any part of it could be the token.
    return maskMark;
  }
}

function shownValue(name: string, value: unknown): unknown {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' && shownTexts.has(name) ? value : maskMark;
}

/** A token reply is a few kilobytes at most: unpacking it at once holds nobody up. */
function textOf(tally: Tally): string {
  const wire = Buffer.concat(tally.beginning);
  if (wire[0] !== 0x1f) return wire.toString('utf8');
  try {
    return gunzipSync(wire, { maxOutputLength: 1024 * 1024 }).toString('utf8');
  } catch {
    return '';
  }
}
