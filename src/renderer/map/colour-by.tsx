// Which question the colours answer.
import { Button, SegmentedControl } from '@mantine/core';
import { NotBuilt } from '../shell/not-built.tsx';
import { colourModes, type ColourModeId } from './colour-modes.ts';
import classes from './map-page.module.css';
import { applyColourMode, useMapChoices } from './map-store.ts';

const choices = colourModes.map((mode) => ({ value: mode.id, label: mode.label }));

export function ColourBy(): React.ReactNode {
  const modeId = useMapChoices((state) => state.modeId);
  return (
    <div className={classes.colourBy}>
      <span id="map-colour-by">Colour by</span>
      <SegmentedControl<ColourModeId>
        aria-labelledby="map-colour-by" size="xs" withItemsBorders={false} data={choices} value={modeId} onChange={applyColourMode}
        classNames={{ root: classes.segments ?? '', indicator: classes.segment ?? '', label: classes.segmentLabel ?? '' }}
      />
      <NotBuilt reason="Map layers (tiles from a host of your own, tracks) come in a later version. The land outlines are inside the app.">
        <Button variant="default" size="compact-sm">Layers</Button>
      </NotBuilt>
    </div>
  );
}
