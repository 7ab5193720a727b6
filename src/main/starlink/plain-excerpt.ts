// The few words of a foreign answer that may be shown: short, on one line, without control characters or secrets.
import { maskText } from './masked-text.ts';

/** Control and format characters (also the bidirectional marks that could turn a message around) and line breaks. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** One line of at most `maxLength` characters, masked; '' when nothing readable is in it. */
export function plainExcerpt(text: string, maxLength = 160): string {
  const line = maskText(text.replace(unprintable, ' ').replace(/\s+/g, ' ').trim());
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1)}…`;
}

/** Names what stands where JSON belongs: 'a web page titled “Sign in”', 'text “upstream…”', 'nothing'. */
export function describeForeignBody(contentType: string | null, body: string): string {
  const isPage = /html/i.test(contentType ?? '') || /^\s*(<!doctype html|<html|<head|<body)/i.test(body);
  const mediaType = plainExcerpt(contentType?.split(';')[0] ?? '', 60);
  const named = mediaType === '' ? '' : ` (${mediaType})`;
  if (body.trim() === '') return `an empty body${named}`;
  if (!isPage) return `text${named} that begins “${plainExcerpt(body, 60)}”`;
  const title = plainExcerpt(/<title[^>]*>([^<]*)/i.exec(body)?.[1] ?? '', 80);
  return title === '' ? `a web page without a title${named}` : `a web page${named} titled “${title}”`;
}
