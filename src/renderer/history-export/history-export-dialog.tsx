// The dialog "Export history": of whom, what, from when to when, in which format; then how far it is. Stays open when the file could not be saved.
import { Button, Modal, NativeSelect, Progress, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { HistoryExportFormat, HistoryExportKind, HistoryExportProgress, HistoryExportRequest } from '#shared/history-export.ts';
import { useTimeDisplay } from '../console-client/use-console.ts';
import { formatCount } from '../formats/format-number.ts';
import { WorkButton } from '../shell/work-button.tsx';
import { zoneLabel } from '../formats/format-time.ts';
import { lastDay, readRange } from './export-range.ts';
import classes from './history-export.module.css';
import type { ExportSubject } from './history-export-store.ts';

interface HistoryExportDialogProps {
  readonly subject: ExportSubject;
  /** Answers a failure in words, or null when the dialog has nothing more to say. */
  readonly onExport: (request: Omit<HistoryExportRequest, 'exportId'>, signal: AbortSignal, onProgress: (progress: HistoryExportProgress) => void) => Promise<string | null>;
  readonly onClose: () => void;
}

const kinds: readonly { readonly value: HistoryExportKind; readonly label: string }[] = [
  { value: 'telemetry', label: 'Telemetry samples' }, { value: 'routers', label: 'Router samples' },
  { value: 'ip-allocations', label: 'IP allocations' }, { value: 'alert-edges', label: 'Alerts raised and cleared' },
];

export function HistoryExportDialog({ subject, onExport, onClose }: HistoryExportDialogProps): React.ReactNode {
  const display = useTimeDisplay();
  const [whose, setWhose] = useState<'chosen' | 'all'>('chosen');
  const [kind, setKind] = useState<HistoryExportKind>('telemetry');
  const [format, setFormat] = useState<HistoryExportFormat>('csv');
  const [fields, setFields] = useState(() => lastDay(Date.now(), display));
  const [writing, setWriting] = useState<{ readonly percent: number; readonly rows: number; readonly stop: AbortController } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const range = readRange(fields, display);
  const zone = typeof range === 'string' ? (display === 'utc' ? 'UTC' : 'local time') : zoneLabel(range.fromMs, display);

  async function start(): Promise<void> {
    if (typeof range === 'string') return;
    const stop = new AbortController();
    setFailure(null);
    setWriting({ percent: 0, rows: 0, stop });
    const said = await onExport(
      { kind, format, deviceIds: whose === 'all' ? null : [...subject.deviceIds], ...range }, stop.signal,
      ({ percent, rows }) => setWriting({ percent, rows, stop }),
    );
    setWriting(null);
    if (said === null) onClose();
    else setFailure(said);
  }

  function close(): void {
    writing?.stop.abort();
    onClose();
  }

  return (
    <Modal opened onClose={close} title="Export history" size={520} closeOnClickOutside={writing === null}>
      <fieldset className={classes.choices} disabled={writing !== null}>
        <NativeSelect className={classes.wide ?? ''} size="xs" label="Rows" data-autofocus data={[...kinds]} value={kind} onChange={(event) => setKind(event.currentTarget.value as HistoryExportKind)} />
        <Radio.Group className={classes.wide ?? ''} label="Terminals" size="xs" value={whose} onChange={(value) => setWhose(value as 'chosen' | 'all')}>
          <div className={classes.group}>
            <Radio size="xs" value="chosen" label={subject.label} />
            <Radio size="xs" value="all" label="All terminals" description="All that are stored, of every account" />
          </div>
        </Radio.Group>
        <TextInput size="xs" type="datetime-local" label="From" value={fields.from} onChange={(event) => setFields({ ...fields, from: event.currentTarget.value })} />
        <TextInput size="xs" type="datetime-local" label="To" value={fields.to} onChange={(event) => setFields({ ...fields, to: event.currentTarget.value })} />
        <p className={`${classes.note} ${classes.wide}`} role={typeof range === 'string' ? 'alert' : undefined}>{typeof range === 'string' ? range : `Both in ${zone}. Rows count by the devices’ own time.`}</p>
        <Radio.Group className={classes.wide ?? ''} label="Format" size="xs" value={format} onChange={(value) => setFormat(value as HistoryExportFormat)}>
          <div className={classes.pair}>
            <Radio size="xs" value="csv" label="CSV" description="Raw values, times in ISO 8601 UTC and in ns; a text that begins like a formula gets an apostrophe" />
            <Radio size="xs" value="parquet" label="Parquet" description="Typed columns, a fraction of the size" />
          </div>
        </Radio.Group>
      </fieldset>
      {writing !== null && (
        <div className={classes.progress}>
          <Progress.Root size="sm">
            <Progress.Section value={writing.percent} withAria aria-label="Export" />
          </Progress.Root>
          <span>{Math.floor(writing.percent)} % · {formatCount(writing.rows)} rows written</span>
        </div>
      )}
      {failure !== null && <p className={classes.failure} role="alert">{failure}</p>}
      <div className={classes.actions}>
        <Button variant="default" onClick={close}>Cancel</Button>
        <WorkButton isBusy={writing !== null} disabled={typeof range === 'string'} onClick={() => void start()}>Save as…</WorkButton>
      </div>
    </Modal>
  );
}
