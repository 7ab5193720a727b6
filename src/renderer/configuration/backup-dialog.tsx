// The dialog "Back up": what goes into a backup, then how far it is. Stays open when it could not be written.
import { Button, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { StorageView } from '#shared/storage-report.ts';
import { invokeCommand } from '../console-client/console-client.ts';
import { useConsoleApi } from '../console-client/use-console.ts';
import { formatBytes } from '../formats/format-bytes.ts';
import { formatCount } from '../formats/format-number.ts';
import { useReturnedFocus } from '../shell/use-returned-focus.ts';
import { WorkButton } from '../shell/work-button.tsx';
import { FileProgress } from './file-progress.tsx';
import classes from './storage-card.module.css';
import { sumOnDisk } from './storage-figures.ts';
import { readPageMemory, useFileWork } from './use-file-work.ts';

interface BackupDialogProps {
  /** null while it is not known. */
  readonly view: StorageView | null;
  readonly onClose: () => void;
}

export function BackupDialog({ view, onClose }: BackupDialogProps): React.ReactNode {
  const api = useConsoleApi();
  const work = useFileWork();
  useReturnedFocus();

  async function start(): Promise<void> {
    const done = await work.run(() => invokeCommand(api, 'backup:write', { pageMemory: readPageMemory(window.localStorage) }));
    if (done === null || done.outcome === 'cancelled') return;
    const { folder, files, bytes, missing } = done;
    const lost = missing.length === 0 ? '' : ` Not in it, since they are missing on disk or can’t be read: ${missing.join(', ')}.`;
    notifications.show({ title: 'Backup written', message: `${formatCount(files)} files, ${formatBytes(bytes)}, in ${folder}.${lost}`, autoClose: missing.length === 0 ? 15_000 : false });
    onClose();
  }

  function close(): void {
    if (work.isBusy) work.cancel();
    else onClose();
  }

  const closing = view?.state.state === 'closing' ? `Begins when ${view.state.day} is archived` : 'Begins in a moment';
  return (
    <Modal opened onClose={close} title="Back up" size={520} closeOnClickOutside={!work.isBusy}>
      <div className={classes.words}>
        <p>A backup is a folder with a copy of all history, settings, saved views, DVEs and the list of credentials{view === null ? '' : <>: about <strong>{formatBytes(sumOnDisk(view))}</strong></>}. <strong>Client secrets are not in it.</strong></p>
        <p>Polling goes on meanwhile. Choose a folder on another disk: a copy on the same one goes with it.</p>
      </div>
      <FileProgress progress={work.progress} waiting={closing} />
      {work.failure !== null && <p className={classes.failure} role="alert">{work.failure}</p>}
      <div className={classes.actions}>
        <Button variant="default" onClick={close}>Cancel</Button>
        <WorkButton data-autofocus isBusy={work.isBusy} onClick={() => void start()}>Choose folder…</WorkButton>
      </div>
    </Modal>
  );
}
