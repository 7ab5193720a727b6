// Zoom and frame, for the mouse; the map takes + and − as keys itself.
import { ActionIcon } from '@mantine/core';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import classes from './map-page.module.css';

interface MapZoomProps {
  readonly onZoom: (step: 1 | -1) => void;
  readonly onFit: () => void;
  readonly fitLabel: string;
}

export function MapZoom({ onZoom, onFit, fitLabel }: MapZoomProps): React.ReactNode {
  return (
    <div className={classes.zoom}>
      <ActionIcon variant="default" size="md" aria-label="Zoom in" title="Zoom in" onClick={() => onZoom(1)}><IconPlus size={16} aria-hidden /></ActionIcon>
      <ActionIcon variant="default" size="md" aria-label="Zoom out" title="Zoom out" onClick={() => onZoom(-1)}><IconMinus size={16} aria-hidden /></ActionIcon>
      <ActionIcon variant="default" size="md" aria-label={fitLabel} title={fitLabel} onClick={onFit}><IconFocusCentered size={16} aria-hidden /></ActionIcon>
    </div>
  );
}
