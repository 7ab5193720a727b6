// From the User Terminals table to what the map shows: searched, filtered by the legend, merged by zoom, placed.
import { useMemo, useState } from 'react';
import type { TableContents } from '../console-client/table-store.ts';
import { useTable } from '../console-client/use-table.ts';
import { createCellGeometry, type CellGeometry } from './cell-geometry.ts';
import { countBands, mergeCells, resolutionOfZoom } from './cell-merge.ts';
import { colourModeOf, type ColourMode, type MapTerminal } from './colour-modes.ts';
import type { PlacedCell } from './placed-cell.ts';
import { useMapChoices } from './map-store.ts';
import { buildTerminalSearch } from './worst-first.ts';

export interface FleetCells {
  readonly contents: TableContents<MapTerminal>;
  readonly mode: ColourMode;
  /** All terminals that the search finds, with or without a position. */
  readonly found: readonly MapTerminal[];
  /** Of these, the ones whose band the legend shows. */
  readonly shown: readonly MapTerminal[];
  readonly bandCounts: readonly number[];
  readonly cells: readonly PlacedCell[];
  readonly geometry: CellGeometry;
  readonly byId: ReadonlyMap<string, MapTerminal>;
}

export function useFleetCells(zoom: number): FleetCells {
  const contents = useTable('userTerminals');
  const { rows, byKey } = contents;
  const { modeId, searchText, hiddenBands } = useMapChoices();
  const [geometry] = useState(createCellGeometry);
  const mode = colourModeOf(modeId);
  const resolution = resolutionOfZoom(zoom);

  const found = useMemo(() => rows.filter(buildTerminalSearch(searchText)), [rows, searchText]);
  const bandCounts = useMemo(() => countBands(found, mode), [found, mode]);
  const shown = useMemo(
    () => (hiddenBands.size === 0 ? found : found.filter((terminal) => !hiddenBands.has(mode.bands[mode.bandOf(terminal)]!.label))),
    [found, mode, hiddenBands],
  );
  const cells = useMemo(
    () => mergeCells(shown, resolution, mode, geometry).flatMap((merged): PlacedCell[] => {
      const shape = geometry.shapeOf(merged.cell);
      return shape === null ? [] : [{ merged, shape }];
    }),
    [shown, resolution, mode, geometry],
  );
  return { contents, mode, found, shown, bandCounts, cells, geometry, byId: byKey };
}
