// Server addresses and proxy: shown as they are in force, to be changed here later.
import { Switch, TextInput } from '@mantine/core';
import { useConsoleState } from '../console-client/use-console.ts';
import { NotBuilt } from '../shell/not-built.tsx';
import classes from './connections-card.module.css';
import { SettingsCard } from './settings-card.tsx';

const reason = 'Changing connections and proxy on this page is not built yet. For tests, --api-url and --token-url on the command line name another server.';
const starlink = { scheme: 'https', host: 'starlink.com', port: '443', basePath: '/api/public/v2', tokenUrl: 'https://starlink.com/api/auth/connect/token' };
/** What this window knows of a server that is not Starlink's is its host; the rest came by command line or from the simulator. */
const elsewhere = 'set at start';

export function ConnectionsCard(): React.ReactNode {
  const { mode, testServerHost } = useConsoleState();
  const address = mode === 'live'
    ? starlink
    : { scheme: elsewhere, host: testServerHost ?? 'simulator on this machine', port: elsewhere, basePath: elsewhere, tokenUrl: elsewhere };
  return (
    <SettingsCard title="Connections" about={reason}>
      <Connection name="Main" purpose="telemetry" address={address} />
      <Connection name="Config Data" purpose="management" address={address} />
      <div className={classes.fields}>
        <ReadOnly label="Token URL" value={address.tokenUrl} />
        <ReadOnly label="Proxy" value="System" />
        <ReadOnly label="Extra CA File" value="None" />
      </div>
    </SettingsCard>
  );
}

interface ConnectionProps {
  readonly name: string;
  readonly purpose: string;
  readonly address: typeof starlink;
}

function Connection({ name, purpose, address }: ConnectionProps): React.ReactNode {
  return (
    <fieldset className={classes.connection}>
      <legend>{name} <span>{purpose}</span></legend>
      <div className={classes.fields}>
        <ReadOnly label="Scheme" value={address.scheme} />
        <ReadOnly label="Host" value={address.host} />
        <ReadOnly label="Port" value={address.port} />
        <ReadOnly label="Base Path" value={address.basePath} />
      </div>
      <div className={classes.bypass}>
        <NotBuilt reason={reason}>
          <Switch label="Bypass Proxy" size="xs" checked={false} readOnly classNames={{ track: classes.track ?? '', thumb: classes.thumb ?? '' }} />
        </NotBuilt>
      </div>
    </fieldset>
  );
}

function ReadOnly({ label, value }: { readonly label: string; readonly value: string }): React.ReactNode {
  return (
    <div className={classes.field}>
      <NotBuilt reason={reason}>
        <TextInput label={label} value={value} readOnly className={classes.input ?? ''} />
      </NotBuilt>
    </div>
  );
}
