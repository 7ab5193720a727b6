// The export dialog: which rows, columns and values, and how they are written; stays open when the file could not be saved.
import { Button, Checkbox, Modal, Progress, Radio, Select } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '../../formats/format-number.ts';
import { WorkButton } from '../../shell/work-button.tsx';
import { useReturnedFocus } from '../../shell/use-returned-focus.ts';
import classes from './export-dialog.module.css';
import { delimiters, type ExportOptions } from './export-options.ts';

export interface ExportCounts {
  readonly shownRows: number;
  readonly allRows: number;
  readonly shownColumns: number;
  readonly allColumns: number;
}

interface ExportDialogProps {
  readonly title: string;
  readonly counts: ExportCounts;
  /** What "All rows" leaves out; null where it leaves out nothing. */
  readonly note: string | null;
  readonly initial: ExportOptions;
  /** Answers a failure in words, or null when the dialog has nothing more to say. */
  readonly onExport: (options: ExportOptions, signal: AbortSignal, onProgress: (rows: number) => void) => Promise<string | null>;
  readonly onClose: () => void;
}

interface Writing {
  readonly rows: number;
  readonly total: number;
  readonly stop: AbortController;
}

export function ExportDialog({ title, counts, note, initial, onExport, onClose }: ExportDialogProps): React.ReactNode {
  useReturnedFocus();
  const [options, setOptions] = useState(initial);
  const [writing, setWriting] = useState<Writing | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const change = (part: Partial<ExportOptions>): void => setOptions((before) => ({ ...before, ...part }));

  async function start(): Promise<void> {
    const stop = new AbortController();
    const total = options.rows === 'shown' ? counts.shownRows : counts.allRows;
    setFailure(null);
    setWriting({ rows: 0, total, stop });
    const said = await onExport(options, stop.signal, (rows) => setWriting({ rows, total, stop }));
    setWriting(null);
    if (said === null) onClose();
    else setFailure(said);
  }

  function close(): void {
    writing?.stop.abort();
    onClose();
  }

  return (
    <Modal opened onClose={close} title={`Export ${title}`} size="md" closeOnClickOutside={writing === null}>
      <fieldset className={classes.choices} disabled={writing !== null} style={{ border: 0, margin: 0, padding: 0 }}>
        <Choice
          label="Rows" value={options.rows} onChange={(rows) => change({ rows })}
          choices={[['shown', 'Shown rows', counted(counts.shownRows, 'row')], ['all', 'All rows', counted(counts.allRows, 'row')]]}
        />
        <Choice
          label="Columns" value={options.columns} onChange={(columns) => change({ columns })}
          choices={[['shown', 'Shown columns', counted(counts.shownColumns, 'column')], ['all', 'All columns', counted(counts.allColumns, 'column')]]}
        />
        <Choice
          label="Values" value={options.values} onChange={(values) => change({ values })}
          choices={[['displayed', 'Displayed values', 'As in the table: rounded, N/A in words'], ['raw', 'Raw values', 'Unrounded, times in ISO 8601 UTC, N/A empty']]}
        />
        <div className={classes.group}>
          <Select
            label="Delimiter" size="xs" allowDeselect={false} value={options.delimiter} data={Object.entries(delimiters).map(([value, { label }]) => ({ value, label }))}
            onChange={(delimiter) => delimiter !== null && change({ delimiter: delimiter as ExportOptions['delimiter'] })}
          />
          <Checkbox size="xs" mt={8} label="UTF-8 with BOM" description="Excel needs it for letters beyond English" checked={options.byteOrderMark} onChange={(event) => change({ byteOrderMark: event.currentTarget.checked })} />
        </div>
        <p className={`${classes.note} ${classes.wide}`}>
          {note !== null && `All rows are those that this table holds: ${note}. `}
          A text that begins like a formula gets an apostrophe in front, so that no spreadsheet calculates it.
        </p>
      </fieldset>
      {writing !== null && (
        <div className={classes.progress}>
          <Progress.Root size="sm">
            <Progress.Section value={writing.total === 0 ? 0 : (writing.rows / writing.total) * 100} withAria aria-label="Rows written" />
          </Progress.Root>
          <span>{formatCount(writing.rows)} of {formatCount(writing.total)} rows written</span>
        </div>
      )}
      {failure !== null && <p className={classes.failure} role="alert">{failure}</p>}
      <div className={classes.actions}>
        <Button variant="default" onClick={close}>Cancel</Button>
        <WorkButton data-autofocus isBusy={writing !== null} onClick={() => void start()}>Save as…</WorkButton>
      </div>
    </Modal>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly (readonly [value: Value, label: string, description: string])[];
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, choices, onChange }: ChoiceProps<Value>): React.ReactNode {
  return (
    <Radio.Group label={label} size="xs" value={value} onChange={(next) => onChange(next as Value)}>
      <div className={classes.group} style={{ marginTop: 7 }}>
        {choices.map(([choice, text, description]) => <Radio key={choice} size="xs" value={choice} label={text} description={description} />)}
      </div>
    </Radio.Group>
  );
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
