// How a status looks: a tone, a shape and a word, so that colour is never alone.
import { severityLooks, type Look } from '../tables/state-looks.ts';
import type { Tone } from '../tables/column.ts';

export interface StatusLook {
  readonly tone: Tone;
  readonly path: string;
  /** '200', or 'No answer'. */
  readonly text: string;
  /** 'OK', 'Refused', …: for the tooltip. */
  readonly word: string;
}

export function lookOfStatus(status: number | null, error: string | null): StatusLook {
  if (status === null) return { ...shape(severityLooks.critical), text: 'No answer', word: 'No answer came' };
  const text = String(status);
  if (status >= 500) return { ...shape(severityLooks.critical), text, word: 'The server failed' };
  if (status === 401 || status === 429) return { ...shape(severityLooks.warning), text, word: status === 401 ? 'Token not accepted' : 'Asked too often' };
  if (status >= 400) return { ...shape(severityLooks.warning), text, word: 'Refused' };
  if (status >= 300) return { ...shape(severityLooks.warning), text, word: 'Redirect, not followed' };
  if (error !== null) return { ...shape(severityLooks.critical), text, word: 'Answered, but not readable' };
  return { tone: 'ok', path: severityLooks.info.path, text, word: 'Answered' };
}

function shape({ tone, path }: Look): Pick<StatusLook, 'tone' | 'path'> {
  return { tone, path };
}
