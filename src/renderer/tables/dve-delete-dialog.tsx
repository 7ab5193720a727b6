// Asks before a DVE goes, and says what goes with it.
import { useState } from 'react';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { applyDveDeletionAnswered, useDveDeletion } from './dve-deletion.ts';
import { requestDveDeletion } from './table-actions.ts';

export function DveDeleteDialog(): React.ReactNode {
  const asked = useDveDeletion((state) => state.asked);
  const [isBusy, setBusy] = useState(false);
  if (asked === null) return null;
  const name = asked.deviceName ?? asked.deviceId;

  async function confirm(deviceId: string): Promise<void> {
    setBusy(true);
    await requestDveDeletion(deviceId);
    setBusy(false);
    applyDveDeletionAnswered();
  }

  return (
    <ConfirmDialog title={`Delete the DVE of ${name}?`} confirmLabel="Yes" cancelLabel="No" busy={isBusy} onConfirm={() => void confirm(asked.deviceId)} onCancel={applyDveDeletionAnswered}>
      <p>
        {name}{asked.kitNumber === null ? '' : ` (${asked.kitNumber})`} goes from User Terminal DVEs, and its window no longer comes back at a start
        {asked.windowOpen === true ? '; the window that is open now stays open until it is closed' : ''}.
      </p>
      <p>The terminal itself, its row in User Terminals and its history stay.</p>
    </ConfirmDialog>
  );
}
