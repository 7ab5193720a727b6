// The side panel: search, the terminals in view with the worst first, and the chosen one in detail.
import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { formatCount } from '../formats/format-number.ts';
import { userTerminalsTable } from '../tables/columns/user-terminals.ts';
import { EmptyTable } from '../tables/empty-table.tsx';
import type { MapTerminal } from './colour-modes.ts';
import classes from './map-page.module.css';
import { useMapChoices } from './map-store.ts';
import { TerminalDetail } from './terminal-detail.tsx';
import { TerminalList } from './terminal-list.tsx';
import type { FleetCells } from './use-fleet-cells.ts';
import { createWorstFirst } from './worst-first.ts';

interface MapPanelProps {
  readonly fleet: FleetCells;
  readonly listed: readonly MapTerminal[];
  readonly chosen: MapTerminal | null;
  readonly onChoose: (terminal: MapTerminal) => void;
}

export function MapPanel({ fleet, listed, chosen, onChoose }: MapPanelProps): React.ReactNode {
  const { searchText, cell } = useMapChoices();
  const [worstFirst] = useState(createWorstFirst);
  const sorted = useMemo(() => worstFirst.sort(listed, fleet.mode), [worstFirst, listed, fleet.mode]);
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
      <TerminalList terminals={sorted} mode={fleet.mode} chosen={chosen} labelledBy="map-worst-first" onChoose={onChoose} empty={emptyContent(fleet, nowhere)} />
      {nowhere > 0 && sorted.length > 0 && <p className={classes.nowhere}>{formatCount(nowhere)} without a position: only in User Terminals</p>}
      {chosen !== null && <TerminalDetail terminal={chosen} />}
    </section>
  );
}

function emptyContent(fleet: FleetCells, nowhere: number): React.ReactNode {
  if (fleet.contents.rows.length === 0) return <EmptyTable table={userTerminalsTable} contents={fleet.contents} filterText="" onClearFilter={() => undefined} />;
  if (fleet.shown.length === 0) return fleet.found.length > 0 ? 'The legend hides them all.' : 'No terminal found.';
  return nowhere === fleet.shown.length ? 'None of them has a position.' : 'No terminal in this part of the map.';
}
