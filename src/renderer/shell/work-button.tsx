// A button whose work takes a while. Dead meanwhile, but the focus stays on it: a disabled one drops the focus, and Tab would then lead out of its dialog.
import { Button, type ButtonProps } from '@mantine/core';

interface WorkButtonProps extends Pick<ButtonProps, 'variant' | 'color' | 'children'> {
  readonly isBusy: boolean;
  readonly disabled?: boolean;
  /** Left out for a button that sends its form: the form refuses while the work goes on. */
  readonly onClick?: () => void;
  readonly type?: 'submit';
  readonly 'data-autofocus'?: true;
}

export function WorkButton({ isBusy, disabled = false, onClick, type, ...look }: WorkButtonProps): React.ReactNode {
  return (
    <Button
      {...look} loading={isBusy}
      onClick={() => {
        if (!isBusy) onClick?.();
      }}
      renderRoot={(root: React.ComponentProps<'button'>) => <button {...root} type={type ?? 'button'} disabled={disabled} aria-disabled={isBusy || undefined} />}
    />
  );
}
