// How far a backup, its check or its restore is.
import { Progress } from '@mantine/core';
import type { BackupProgress } from '#shared/backup.ts';
import { formatBytes } from '../formats/format-bytes.ts';
import classes from './storage-card.module.css';

const words = { writing: 'Backing up', checking: 'Checking', restoring: 'Copying' } as const;

interface FileProgressProps {
  /** null before the first news. */
  readonly progress: BackupProgress | null;
  /** Said while nothing was copied yet. */
  readonly waiting: string | null;
}

export function FileProgress({ progress, waiting }: FileProgressProps): React.ReactNode {
  if (progress === null) return null;
  const { step, bytes, totalBytes } = progress;
  const percent = totalBytes === 0 ? 0 : Math.min(100, (bytes / totalBytes) * 100);
  return (
    <div className={classes.progress}>
      <Progress.Root size="sm">
        <Progress.Section value={percent} withAria aria-label={words[step]} />
      </Progress.Root>
      <span>{bytes === 0 && waiting !== null ? waiting : `${words[step]}: ${formatBytes(bytes)} of ${formatBytes(totalBytes)}`}</span>
    </div>
  );
}
