// Back and forward through the pages, like a browser: two buttons, Alt+Left and Alt+Right, and the mouse's own two buttons.
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useEffect } from 'react';
import { goBack, goForward, useNavigation } from '../tables/navigation.ts';
import classes from './history-buttons.module.css';

export function HistoryButtons(): React.ReactNode {
  const hasPast = useNavigation((navigation) => navigation.past.length > 0);
  const hasFuture = useNavigation((navigation) => navigation.future.length > 0);
  useHistoryKeys();
  return (
    <div className={classes.buttons} role="group" aria-label="History of pages">
      <HistoryButton name="Back" keys={isMac() ? '⌘ [' : 'Alt+Left'} isDead={!hasPast} onClick={goBack}><IconArrowLeft size={16} stroke={1.7} aria-hidden /></HistoryButton>
      <HistoryButton name="Forward" keys={isMac() ? '⌘ ]' : 'Alt+Right'} isDead={!hasFuture} onClick={goForward}><IconArrowRight size={16} stroke={1.7} aria-hidden /></HistoryButton>
    </div>
  );
}

interface HistoryButtonProps {
  readonly name: string;
  readonly keys: string;
  readonly isDead: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

/** A dead one keeps the focus: whoever goes back by Enter to the first page is not thrown out of the header. */
function HistoryButton({ name, keys, isDead, onClick, children }: HistoryButtonProps): React.ReactNode {
  return (
    <Tooltip label={isDead ? `${name} (${keys}): there is no page` : `${name} (${keys})`}>
      <ActionIcon
        variant="subtle" size={28} color="gray" aria-label={name} className={classes.button ?? ''} aria-disabled={isDead} data-disabled={isDead}
        onClick={() => {
          if (!isDead) onClick();
        }}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** Numbers of the side buttons in mouse events. */
const MOUSE_BACK = 3;
const MOUSE_FORWARD = 4;

function useHistoryKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const way = wayOf(event);
      if (way === null || isInDialog(event.target)) return;
      event.preventDefault();
      if (way === 'back') goBack();
      else goForward();
    };
    const onMouseUp = (event: MouseEvent): void => {
      if ((event.button !== MOUSE_BACK && event.button !== MOUSE_FORWARD) || isInDialog(event.target)) return;
      event.preventDefault();
      if (event.button === MOUSE_BACK) goBack();
      else goForward();
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('mouseup', onMouseUp);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('mouseup', onMouseUp);
    };
  }, []);
}

function wayOf(event: KeyboardEvent): 'back' | 'forward' | null {
  if (isMac()) {
    // Option+arrow moves by words there.
    if (!event.metaKey || event.altKey || event.ctrlKey) return null;
    return event.key === '[' ? 'back' : event.key === ']' ? 'forward' : null;
  }
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  return event.key === 'ArrowLeft' ? 'back' : event.key === 'ArrowRight' ? 'forward' : null;
}

/** What a dialog asks is answered first. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"][aria-modal="true"]') !== null;
}

function isMac(): boolean {
  return navigator.platform.startsWith('Mac');
}
