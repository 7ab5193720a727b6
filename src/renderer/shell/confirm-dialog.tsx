// One question with its two answers, over whatever asked it.
import { Button, Modal } from '@mantine/core';
import classes from './confirm-dialog.module.css';
import { useReturnedFocus } from './use-returned-focus.ts';
import { WorkButton } from './work-button.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly children: React.ReactNode;
}

export function ConfirmDialog({ title, confirmLabel, cancelLabel, busy = false, onConfirm, onCancel, children }: ConfirmDialogProps): React.ReactNode {
  useReturnedFocus();
  return (
    <Modal opened onClose={onCancel} title={title} size="md" zIndex={1300}>
      <div className={classes.words}>{children}</div>
      <div className={classes.actions}>
        <Button variant="default" data-autofocus onClick={onCancel}>{cancelLabel}</Button>
        <WorkButton color="red" isBusy={busy} onClick={onConfirm}>{confirmLabel}</WorkButton>
      </div>
    </Modal>
  );
}
