// Who this terminal is, how it is, and what could be done with it.
import { Button, Tooltip } from '@mantine/core';
import type { TableRow } from '#shared/table-schemas.ts';
import { openHistoryExport } from '../history-export/history-export-store.ts';
import { ModeBanner } from '../shell/mode-banner.tsx';
import { NotBuilt } from '../shell/not-built.tsx';
import { StateMark, stateClass } from '../theme/state-mark.tsx';
import classes from './terminal-header.module.css';

interface TerminalHeaderProps {
  readonly deviceId: string;
  readonly row: TableRow<'userTerminals'> | undefined;
}

/** Why the three actions are dead: Groundtrack sends no changes to Starlink yet. */
const actions = [
  { label: 'Reboot', reason: 'Rebooting is not built yet: this version only reads.' },
  { label: 'Rename', reason: 'Renaming is not built yet: this version only reads.' },
  { label: 'Top-Up…', reason: 'Top-ups are not built yet: this version only reads.' },
] as const;

export function TerminalHeader({ deviceId, row }: TerminalHeaderProps): React.ReactNode {
  const identity = [deviceId, row?.serviceLineNumber, row?.accountName ?? row?.accountNumber, row?.softwareVersion].filter(Boolean).join(' · ');
  return (
    <header className={classes.header}>
      <div className={classes.identity}>
        <div className={classes.first}>
          <h1>
            <span className={classes.name} title={row?.deviceName ?? deviceId}>{row?.deviceName ?? deviceId}</span>
            {row?.kitNumber ? <span className={classes.kit}> · {row.kitNumber}</span> : null}
          </h1>
          {row !== undefined && (
            <Tooltip label={row.stateReason ?? ''} disabled={row.stateReason === null}>
              <span className={`${classes.state} ${stateClass(row.state, row.stale === true)}`} tabIndex={0}><StateMark state={row.state} size={11} isStale={row.stale === true} />{row.state ?? 'Unknown'}</span>
            </Tooltip>
          )}
          {row?.stateReason && <span className={classes.reason}>{row.stateReason}</span>}
        </div>
        {row !== undefined && <p>{identity}</p>}
      </div>
      <ModeBanner />
      <div className={classes.actions}>
        <Button variant="default" size="xs" aria-haspopup="dialog" onClick={() => openHistoryExport({ deviceIds: [deviceId], label: [row?.deviceName ?? deviceId, row?.kitNumber].filter(Boolean).join(' · ') })}>Export…</Button>
        {actions.map(({ label, reason }) => <NotBuilt key={label} reason={reason}><Button variant="default" size="xs">{label}</Button></NotBuilt>)}
      </div>
    </header>
  );
}
