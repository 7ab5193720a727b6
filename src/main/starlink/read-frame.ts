// Is this a telemetry reply at all? Its frame if so, else the ApiError that says what it is instead.
import { ApiError } from './api-error.ts';
import { readEnvelope, rejectionText } from './envelope.ts';
import { openBrace, parseSlice, skipSpace, textOf } from './json-bytes.ts';
import { describeForeignBody } from './plain-excerpt.ts';
import { walkFrame, type Frame, type TakenRows, type TakeRows } from './walk-frame.ts';

const call = 'Telemetry stream';
/** A title stands in a page's first kilobytes. */
const foreignLength = 16 * 1024;

/**
 * Throws ApiError: 'not-json' for a page or text, 'rejected' for an envelope that says isValid:false, 'shape' for any other whole JSON.
 * A torn object that has not come to its values yet is a frame without rows; so is an empty body.
 */
export function readFrame<Rows extends TakenRows>(bytes: Uint8Array, contentType: string | null, takeRows: TakeRows<Rows>): Frame<Rows> {
  const start = skipSpace(bytes, hasByteOrderMark(bytes) ? 3 : 0);
  if (start === bytes.length) return { rows: null, otherValues: undefined, columnNames: undefined, metadata: undefined, state: 'torn' };
  if (bytes[start] !== openBrace) {
    if (parseSlice(bytes, start, bytes.length) !== undefined) throw shape('it is JSON, but no object');
    throw notJson(bytes, contentType);
  }
  const frame = walkFrame(bytes, start, takeRows);
  if (frame.rows !== null || frame.state === 'torn') return frame;
  if (frame.state === 'damaged') throw notJson(bytes, contentType);
  // `values: null` is as empty as [].
  if (frame.otherValues === null) return frame;
  const envelope = readEnvelope(parseSlice(bytes, start, bytes.length));
  if (envelope !== null && !envelope.isValid) {
    const words = rejectionText(envelope);
    throw new ApiError({ kind: 'rejected', call, host: null, what: `Starlink says the request is not valid${words === '' ? ' and gives no reason' : `: ${words}`}` });
  }
  throw shape(frame.otherValues === undefined ? 'data.values is missing' : 'data.values is no list');
}

function notJson(bytes: Uint8Array, contentType: string | null): ApiError {
  const text = textOf(bytes, 0, Math.min(bytes.length, foreignLength));
  return new ApiError({ kind: 'not-json', call, host: null, what: `the answer is ${describeForeignBody(contentType, text)} instead of JSON` });
}

function shape(what: string): ApiError {
  return new ApiError({ kind: 'shape', call, host: null, what: `the answer does not look as documented: ${what}` });
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
