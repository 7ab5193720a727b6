// The dialog "Restore": checks a backup whole, says what it will replace, and only then does so. Stays open when something went wrong.
import { Button, Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { BackupChecked } from '#shared/backup.ts';
import { invokeCommand } from '../console-client/console-client.ts';
import { useConsoleApi, useTimeDisplay } from '../console-client/use-console.ts';
import { formatBytes } from '../formats/format-bytes.ts';
import { formatCount } from '../formats/format-number.ts';
import { formatTime, zoneLabel } from '../formats/format-time.ts';
import { useReturnedFocus } from '../shell/use-returned-focus.ts';
import { WorkButton } from '../shell/work-button.tsx';
import { FileProgress } from './file-progress.tsx';
import classes from './storage-card.module.css';
import { readPageMemory, useFileWork } from './use-file-work.ts';

type Checked = Extract<BackupChecked, { outcome: 'checked' }>;

export function RestoreDialog({ onClose }: { readonly onClose: () => void }): React.ReactNode {
  const api = useConsoleApi();
  const work = useFileWork();
  const [checked, setChecked] = useState<Checked | null>(null);
  const [isPrepared, setPrepared] = useState(false);
  const cancelButton = useRef<HTMLButtonElement>(null);
  useReturnedFocus();

  // The button that was pressed is gone, and nobody means the one in its place yet.
  useEffect(() => {
    if (checked !== null) cancelButton.current?.focus();
  }, [checked]);

  async function check(): Promise<void> {
    setChecked(null);
    const done = await work.run(() => invokeCommand(api, 'backup:check', undefined));
    if (done?.outcome === 'checked') setChecked(done);
  }

  async function restore(): Promise<void> {
    const done = await work.run(() => invokeCommand(api, 'backup:restore', { pageMemory: readPageMemory(window.localStorage) }));
    if (done?.outcome === 'prepared') setPrepared(true);
  }

  function close(): void {
    if (work.isBusy) work.cancel();
    else if (!isPrepared) onClose();
  }

  return (
    <Modal opened onClose={close} title="Restore" size={560} closeOnClickOutside={!work.isBusy && !isPrepared}>
      <div className={classes.words}>
        {checked === null && <p>Choose the folder of a backup. It is read whole and checked before anything is touched.</p>}
        {checked !== null && !isPrepared && <Question checked={checked} />}
        {isPrepared && <p role="status">The backup is ready. Groundtrack starts anew with it.</p>}
      </div>
      <FileProgress progress={work.progress} waiting={null} />
      {work.failure !== null && <p className={classes.failure} role="alert">{work.failure}</p>}
      {!isPrepared && (
        <div className={classes.actions}>
          <Button ref={cancelButton} variant="default" data-autofocus onClick={close}>Cancel</Button>
          {checked === null
            ? <WorkButton key="check" isBusy={work.isBusy} onClick={() => void check()}>Choose backup…</WorkButton>
            : <WorkButton key="restore" color="red" isBusy={work.isBusy} onClick={() => void restore()}>Replace and start anew</WorkButton>}
        </div>
      )}
    </Modal>
  );
}

function Question({ checked }: { readonly checked: Checked }): React.ReactNode {
  const display = useTimeDisplay();
  return (
    <>
      <p><strong>The backup of {formatTime(checked.createdAtMs, display)} {zoneLabel(checked.createdAtMs, display)} is whole</strong>: {formatCount(checked.files)} files, {formatBytes(checked.bytes)}, written by Groundtrack {checked.appVersion}.</p>
      <p>It takes the place of all present history, settings, saved views, DVEs and the list of credentials. The present data is not deleted: it is kept aside in the data folder, under “before-restore-…”.</p>
      <p>Afterwards <strong>polling is off for every account</strong>: two consoles that poll one account would share its stream’s rows out between them. Client secrets stay where they are in this computer’s keychain; one that is not there is “Secret unavailable”.</p>
    </>
  );
}
