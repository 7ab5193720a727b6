// How much history there is, how fast it grows, how much of it stays; and its backup.
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useConsoleStatePart } from '../console-client/use-console.ts';
import { formatBytes } from '../formats/format-bytes.ts';
import { BackupDialog } from './backup-dialog.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import { SettingField } from './setting-field.tsx';
import { SettingsCard } from './settings-card.tsx';
import classes from './storage-card.module.css';
import { buildDiskFigures, buildGrowthFigures, describeDamage, describeLimit, sumOnDisk, type StorageFigure } from './storage-figures.ts';
import { useStorage } from './use-storage.ts';

export function StorageCard(): React.ReactNode {
  const { view, failure } = useStorage();
  const settings = useConsoleStatePart((state) => state.settings);
  const [dialog, setDialog] = useState<'backup' | 'restore' | null>(null);
  const warnings = view === null ? [] : [describeDamage(view), describeLimit(view, settings)].filter((warning) => warning !== null);
  return (
    <SettingsCard
      title="Storage"
      about={view === null ? (failure ?? 'Reading the amount on disk…') : <>On disk: <strong>{formatBytes(sumOnDisk(view))}</strong> <span className={classes.folder}>in {view.folder}</span></>}
      action={(
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => setDialog('backup')}>Back up…</Button>
          <Button variant="default" onClick={() => setDialog('restore')}>Restore…</Button>
        </div>
      )}
    >
      {view !== null && failure !== null && <p className={classes.note} role="status">These figures are old: {failure}</p>}
      {warnings.map((warning) => <p key={warning} className={classes.note} role="alert"><IconAlertTriangle size={16} stroke={1.8} aria-hidden /> <span>{warning}</span></p>)}
      {view !== null && (
        <div className={classes.figures}>
          <FigureList label="On disk by kind" figures={buildDiskFigures(view)} />
          <FigureList label="Growth" figures={buildGrowthFigures(view, settings)} />
        </div>
      )}
      <div className={classes.fields}>
        <SettingField setting="historyDays" label="Keep history for" unit="days" help="Older days of telemetry go whole: 2 to 3,650 days." />
        <SettingField setting="historyMaxGB" label="At most" unit="GB" help="When telemetry takes more on disk, the oldest days go first; open days and the newest closed one stay. 0: no limit." />
      </div>
      {dialog === 'backup' && <BackupDialog view={view} onClose={() => setDialog(null)} />}
      {dialog === 'restore' && <RestoreDialog onClose={() => setDialog(null)} />}
    </SettingsCard>
  );
}

function FigureList({ label, figures }: { readonly label: string; readonly figures: readonly StorageFigure[] }): React.ReactNode {
  return (
    <div role="group" aria-label={label}>
      <dl className={classes.list}>
        {figures.map(({ label: name, value, note }) => (
          <div key={name} className={classes.figure}>
            <dt>{name}</dt>
            <dd>{value}{note !== undefined && <span> {note}</span>}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
