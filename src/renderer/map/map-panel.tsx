// The side panel: search, the terminals in view with the worst first, and the chosen one in detail.
import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { formatCoordinate, formatCount } from '../formats/format-number.ts';
import { userTerminalsTable } from '../tables/columns/user-terminals.ts';
import { EmptyTable } from '../tables/empty-table.tsx';
import { BandMark } from './band-mark.tsx';
import type { MapTerminal } from './colour-modes.ts';
import classes from './map-page.module.css';
import { useMapChoices } from './map-store.ts';
import { TerminalDetail } from './terminal-detail.tsx';
import type { FleetCells } from './use-fleet-cells.ts';
import { createWorstFirst, nameOfTerminal } from './worst-first.ts';

interface MapPanelProps {
  readonly fleet: FleetCells;
  readonly listed: readonly MapTerminal[];
  readonly chosen: MapTerminal | null;
  readonly onChoose: (terminal: MapTerminal) => void;
}

/** Two lines of text and air. */
const ITEM_HEIGHT = 54;

export function MapPanel({ fleet, listed, chosen, onChoose }: MapPanelProps): React.ReactNode {
  const { searchText, cell } = useMapChoices();
  const scroller = useRef<HTMLDivElement>(null);
  const [worstFirst] = useState(createWorstFirst);
  const sorted = useMemo(() => worstFirst.sort(listed, fleet.mode), [worstFirst, listed, fleet.mode]);
  const virtualizer = useVirtualizer({ count: sorted.length, getScrollElement: () => scroller.current, estimateSize: () => ITEM_HEIGHT, overscan: 4 });
  const nowhere = fleet.shown.filter((terminal) => terminal.h3Cell === null).length;

  return (
    <section className={classes.panel} aria-label="Terminals on the map">
      <TextInput
        className={classes.search ?? ''} size="xs" aria-label="Search the map" placeholder="Search name, kit, id, account, alert" value={searchText} spellCheck={false}
        leftSection={<IconSearch size={14} stroke={1.7} aria-hidden />}
        rightSection={searchText === '' ? null : <CloseButton size="xs" aria-label="Clear search" onClick={() => useMapChoices.setState({ searchText: '' })} />}
        onChange={(event) => useMapChoices.setState({ searchText: event.currentTarget.value, cell: null })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && sorted[0] !== undefined) onChoose(sorted[0]);
          else if (event.key === 'Escape') useMapChoices.setState({ searchText: '' });
        }}
      />
      <div className={classes.panelHead}>
        <h2 id="map-worst-first">Worst first</h2>
        {cell === null
          ? <span>{formatCount(sorted.length)} {searchText.trim() === '' ? 'in view' : 'found'}</span>
          : <span>{formatCount(sorted.length)} in this cell <CloseButton size="xs" aria-label="List all in view" title="List all in view" onClick={() => useMapChoices.setState({ cell: null })} /></span>}
      </div>
      <div ref={scroller} className={classes.listScroller} tabIndex={-1}>
        <ul className={classes.list} aria-labelledby="map-worst-first" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const terminal = sorted[item.index]!;
            return (
              <li key={terminal.deviceId} aria-setsize={sorted.length} aria-posinset={item.index + 1} style={{ top: item.start, height: ITEM_HEIGHT }}>
                <button type="button" aria-pressed={terminal === chosen} onClick={() => onChoose(terminal)}>
                  <BandMark band={fleet.mode.bands[fleet.mode.bandOf(terminal)]!} />
                  <span className={classes.itemName}>{nameOfTerminal(terminal)} <span className={classes.kit}>{terminal.kitNumber}</span></span>
                  <span className={classes.itemAlert} data-tone={fleet.mode.bands[fleet.mode.bandOf(terminal)]!.tone} title={fleet.mode.textOf(terminal)}>{fleet.mode.textOf(terminal)}</span>
                  <span className={classes.itemPlace}>{placeOf(terminal)}</span>
                </button>
              </li>
            );
          })}
        </ul>
        {sorted.length === 0 && <div className={classes.listEmpty}>{emptyContent(fleet, nowhere)}</div>}
      </div>
      {nowhere > 0 && sorted.length > 0 && <p className={classes.nowhere}>{formatCount(nowhere)} without a position: only in User Terminals</p>}
      {chosen !== null && <TerminalDetail terminal={chosen} />}
    </section>
  );
}

function placeOf(terminal: MapTerminal): string {
  return terminal.latitude === null || terminal.longitude === null ? 'no position' : `${formatCoordinate(terminal.latitude)}, ${formatCoordinate(terminal.longitude)}`;
}

function emptyContent(fleet: FleetCells, nowhere: number): React.ReactNode {
  if (fleet.contents.rows.length === 0) return <EmptyTable table={userTerminalsTable} contents={fleet.contents} filterText="" onClearFilter={() => undefined} />;
  if (fleet.shown.length === 0) return fleet.found.length > 0 ? 'The legend hides them all.' : 'No terminal found.';
  return nowhere === fleet.shown.length ? 'None of them has a position.' : 'No terminal in this part of the map.';
}
