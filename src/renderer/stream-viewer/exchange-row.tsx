// One exchange in the grid.
import { memo } from 'react';
import type { ExchangeRow } from '#shared/exchange.ts';
import { SeverityMark } from '../tables/cells/severity-mark.tsx';
import { exchangeColumns, inBothZones, type ExchangeColumn, type ExchangeContext } from './exchange-columns.ts';
import classes from './stream-viewer.module.css';
import { lookOfStatus } from './status-look.ts';

interface ExchangeRowViewProps {
  readonly row: ExchangeRow;
  readonly id: string;
  /** 0 for the first data row. */
  readonly index: number;
  readonly top: number;
  readonly context: ExchangeContext;
  readonly isActive: boolean;
  readonly isOpen: boolean;
}

function ExchangeRowPlain({ row, id, index, top, context, isActive, isOpen }: ExchangeRowViewProps): React.ReactNode {
  return (
    <div
      id={id} role="row" aria-rowindex={index + 2} aria-selected={isOpen} data-active={isActive || undefined} data-exchange={row.exchangeId}
      className={classes.row} style={{ top }}
    >
      {exchangeColumns.map((column, i) => (
        <div key={column.name} role="gridcell" aria-colindex={i + 1} className={column.align === 'right' ? classes.rightCell : classes.cell} title={titleOf(column.name, row, context)} data-look={lookOf(column.name, row)}>
          {contentOf(column, row, context)}
        </div>
      ))}
    </div>
  );
}

export const ExchangeRowView = memo(ExchangeRowPlain);

function contentOf(column: ExchangeColumn, row: ExchangeRow, context: ExchangeContext): React.ReactNode {
  if (column.name === 'Status') return <StatusCell row={row} />;
  return column.name === 'URL' ? <UrlText url={row.url} /> : column.text(row, context);
}

/** What is asked for stays readable; the address of the server, which all rows share, gives way. */
function UrlText({ url }: { readonly url: string }): React.ReactNode {
  const start = /^[a-z]+:\/\/[^/]*(?:\/api\/public\/v\d+)?/i.exec(url)?.[0] ?? '';
  return <span className={classes.url}><span className={classes.server}>{start}</span><span className={classes.path}>{url.slice(start.length)}</span></span>;
}

export function StatusCell({ row }: { readonly row: ExchangeRow }): React.ReactNode {
  const { tone, path, text } = lookOfStatus(row.status, row.error);
  return <span className={classes.status} data-tone={tone}><SeverityMark path={path} />{text}</span>;
}

function lookOf(column: string, row: ExchangeRow): string | undefined {
  if (column === 'Attempt' && row.attempt > 1) return 'again';
  return column === 'Time' || column === 'Method' || column === 'Attempt' ? 'muted' : undefined;
}

function titleOf(column: string, row: ExchangeRow, context: ExchangeContext): string | undefined {
  if (column === 'Time') return inBothZones(row.atMs, context.timeDisplay);
  if (column === 'Status') return `${lookOfStatus(row.status, row.error).word}${row.error === null ? '' : `\n${row.error}`}`;
  if (column === 'URL' || column === 'Account' || column === 'Group') return exchangeColumns.find(({ name }) => name === column)!.text(row, context);
  return undefined;
}
