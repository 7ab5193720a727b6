// What earlier replies said about themselves: column names by credential, alert names by code. Only news is written.
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { TelemetryBatch } from '../starlink/telemetry-batch.ts';
import type { AlertName, BatchNews } from './append-batch.ts';

export type ReplyColumns = Readonly<Record<string, readonly string[]>>;

export interface ReplyMemory {
  /** Columns by device letter of the credential's last whole reply; null before the first. */
  knownColumns(credentialId: string): ReplyColumns | null;
  buildNews(batch: TelemetryBatch, credentialId: string): BatchNews;
  /** After COMMIT. */
  applyNews(news: BatchNews, credentialId: string): void;
}

const columnsSchema = z.record(z.string(), z.array(z.string()));

export async function loadReplyMemory(connection: DuckDBConnection): Promise<ReplyMemory> {
  const columns = new Map<string, string>();
  const stored = await connection.runAndReadAll(`SELECT credential_id, columns FROM reply_columns`);
  for (const [credentialId, text] of stored.getRowsJS()) columns.set(String(credentialId), String(text));
  const names = new Set<string>();
  const storedNames = await connection.runAndReadAll(`SELECT letter, code, name FROM alert_names`);
  for (const [letter, code, name] of storedNames.getRowsJS()) names.add(nameKey(String(letter), Number(code), String(name)));

  return {
    knownColumns(credentialId) {
      const text = columns.get(credentialId);
      return text === undefined ? null : columnsSchema.parse(JSON.parse(text));
    },
    buildNews(batch, credentialId) {
      const alertNames: AlertName[] = [];
      for (const letter of ['u', 'r'] as const) {
        for (const [code, name] of batch.alertNames[letter]) if (!names.has(nameKey(letter, code, name))) alertNames.push({ letter, code, name });
      }
      // A cut reply carries no columns of its own: it was read with the known ones.
      const text = batch.truncated || Object.keys(batch.columnNames).length === 0 ? null : JSON.stringify(batch.columnNames);
      return { alertNames, replyColumns: text === columns.get(credentialId) ? null : text };
    },
    applyNews(news, credentialId) {
      for (const { letter, code, name } of news.alertNames) names.add(nameKey(letter, code, name));
      if (news.replyColumns !== null) columns.set(credentialId, news.replyColumns);
    },
  };
}

function nameKey(letter: string, code: number, name: string): string {
  return `${letter}${code} ${name}`;
}
