// Reads one header of a reply.
import type { Dispatcher } from 'undici';

/** First value of a header; null when absent. */
export function headerOf(response: Pick<Dispatcher.ResponseData, 'headers'>, name: string): string | null {
  const value = response.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
