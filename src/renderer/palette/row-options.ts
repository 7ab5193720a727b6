// Rows that the search found, as lines of the palette: where each leads.
import { IconFileInvoice, IconNetwork, IconRouter, IconUsers } from '@tabler/icons-react';
import type { TableRow } from '#shared/table-schemas.ts';
import { showOnMap } from '../map/map-store.ts';
import { openRelated, openTab } from '../tables/navigation.ts';
import { requestTerminalWindow } from '../tables/table-actions.ts';
import type { PaletteOption } from './palette-option.ts';
import type { SearchKind } from './search-entry.ts';
import type { SearchHit } from './find-in-kind.ts';

export type TerminalOf = (deviceId: string) => TableRow<'userTerminals'> | undefined;

const icons = { services: IconFileInvoice, accounts: IconUsers, routers: IconRouter, ipAllocations: IconNetwork } as const satisfies Record<Exclude<SearchKind, 'userTerminals'>, unknown>;

export function buildRowOption({ entry, field }: SearchHit, terminalOf: TerminalOf): PaletteOption {
  const { kind, key, title, detail } = entry;
  const answer = entry.fields[field];
  const isShown = answer === undefined || answer.text === title || answer.text === detail;
  const option: PaletteOption = {
    id: `${kind}:${key}`, title, detail, match: isShown ? null : answer, blocked: null, focus: 'follows',
    look: kind === 'userTerminals' ? { state: terminalOf(key)?.state ?? null } : { Icon: icons[kind] },
    run: () => openRelated(kind, key, { takesFocus: true }),
  };
  return kind === 'userTerminals' ? { ...option, openWindow: () => requestTerminalWindow(key), showOnMap: mapAction(key, terminalOf) } : option;
}

function mapAction(deviceId: string, terminalOf: TerminalOf): NonNullable<PaletteOption['showOnMap']> {
  const terminal = terminalOf(deviceId);
  const { latitude = null, longitude = null } = terminal ?? {};
  if (latitude === null || longitude === null) return { blocked: 'Its position is not known', run: () => undefined };
  return {
    blocked: null,
    run: () => {
      showOnMap([{ latitude, longitude }], deviceId);
      openTab('map');
    },
  };
}
