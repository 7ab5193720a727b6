// The exchange that is open: what was sent, what came back.
import { CloseButton } from '@mantine/core';
import type { ExchangeRow, ShownHeader } from '#shared/exchange.ts';
import { formatCount } from '../formats/format-number.ts';
import { BodyView } from './body-view.tsx';
import { fullTime, inBothZones, type ExchangeContext } from './exchange-columns.ts';
import { StatusCell } from './exchange-row.tsx';
import classes from './exchange-panel.module.css';
import { groupText } from './filter-exchanges.ts';
import { useDetails } from './use-details.ts';
import { useViewerView } from './viewer-view-store.ts';

interface ExchangePanelProps {
  readonly row: ExchangeRow;
  readonly context: ExchangeContext;
}

export function ExchangePanel({ row, context }: ExchangePanelProps): React.ReactNode {
  const state = useDetails(row.exchangeId);
  const close = (): void => useViewerView.setState({ openId: null });
  return (
    <section
      className={classes.panel} aria-label="Exchange"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <div className={classes.head}>
        <h2><StatusCell row={row} /><span className={classes.method}>{row.method}</span> <span className={classes.url} title={row.url}>{row.url}</span></h2>
        <CloseButton aria-label="Close exchange" size="sm" onClick={close} />
      </div>
      <p className={classes.facts}>
        <time title={inBothZones(row.atMs, context.timeDisplay)}>{fullTime(row.atMs, context.timeDisplay)}</time> · {context.accountOf(row)} · {groupText(row.group)} · attempt {row.attempt} · {formatCount(Math.round(row.durationMs))} ms
        {state.phase === 'ready' && state.details.waitMs !== null && ` (${formatCount(Math.round(state.details.waitMs))} ms until the answer began)`} · {formatCount(row.bytes)} bytes on the wire
      </p>
      {row.error !== null && <p className={classes.error}>{row.error}</p>}
      {state.phase === 'failed' && <p className={classes.muted}>{state.reason}</p>}
      {state.phase === 'ready' && (
        <div className={classes.sides}>
          <div className={classes.side}>
            <Headers title="Request headers" headers={state.details.requestHeaders} />
            <Headers title="Response headers" headers={state.details.responseHeaders} />
          </div>
          <div className={classes.side}>
            <BodyView key={`${row.exchangeId} request`} title="Request body" body={state.details.requestBody} none="The request had no body." />
            <BodyView key={`${row.exchangeId} response`} title="Response body" body={state.details.responseBody} none={row.status === null ? 'No answer came.' : 'The answer had no body.'} />
          </div>
        </div>
      )}
    </section>
  );
}

function Headers({ title, headers }: { readonly title: string; readonly headers: readonly ShownHeader[] }): React.ReactNode {
  if (headers.length === 0) return null;
  return (
    <details className={classes.headers} open>
      <summary><h3>{title}</h3> <span className={classes.muted}>{headers.length}</span></summary>
      <dl>
        {headers.map(({ name, value }, index) => (
          // A header may come several times.
          <div key={`${index} ${name}`}><dt>{name}</dt><dd>{value}</dd></div>
        ))}
      </dl>
    </details>
  );
}
