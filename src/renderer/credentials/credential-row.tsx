// One credential in the list.
import { Button, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { CredentialView } from '#shared/ipc-contract.ts';
import classes from './credential-row.module.css';

/** Where the secret is, in the operator's words. */
const secretPlaces: Readonly<Record<CredentialView['secret'], string>> = {
  keychain: 'In the keychain',
  memory: 'In memory, this run only',
  unavailable: 'Unavailable: enter it again',
  otherHost: 'Entered for another host: enter it again',
};

interface CredentialRowProps {
  readonly credential: CredentialView;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

export function CredentialRow({ credential, onEdit, onRemove }: CredentialRowProps): React.ReactNode {
  const { accountNumber, accountName, clientId, isDemo } = credential;
  const label = accountName ?? accountNumber ?? clientId;
  const needsSecret = credential.secret === 'unavailable' || credential.secret === 'otherHost';
  return (
    <tr className={classes.row}>
      <td className={classes.account}>
        <span className={classes.name}>{accountName ?? accountNumber ?? 'Not known yet'}</span>
        {isDemo && <span className={classes.demo}>demo</span>}
        {accountName !== null && accountNumber !== null && <div className={classes.number}>{accountNumber}</div>}
      </td>
      <td className={classes.breakable}>{clientId}</td>
      <td className={classes.breakable}>{hostOf(credential.tokenOrigin)}</td>
      <td><AuthenticationCell credential={credential} /></td>
      <td className={`${classes.secret} ${needsSecret ? classes.bad : ''}`}>{isDemo ? 'Made by the simulation' : secretPlaces[credential.secret]}</td>
      <td className={classes.actions}>
        {isDemo ? (
          <span className={classes.muted}>Part of the simulation</span>
        ) : (
          <>
            <Button variant="default" size="compact-sm" aria-label={`Edit ${label}`} onClick={onEdit}>Edit</Button>
            <Button variant="default" size="compact-sm" aria-label={`Remove ${label}`} onClick={onRemove}>Remove</Button>
          </>
        )}
      </td>
    </tr>
  );
}

function AuthenticationCell({ credential }: { readonly credential: CredentialView }): React.ReactNode {
  const { authentication, authenticationReason } = credential;
  const look = authentication === 'Successful' ? 'good' : authentication === 'Failed' || authentication === 'Secret unavailable' ? 'bad' : 'muted';
  const Icon = look === 'good' ? IconCircleCheck : look === 'bad' ? IconAlertTriangle : IconCircleDashed;
  return (
    <div>
      <Tooltip label={authenticationReason ?? authentication} disabled={authenticationReason === null}>
        <span className={`${classes.authentication} ${classes[look]}`}><Icon size={15} stroke={1.8} aria-hidden />{authentication}</span>
      </Tooltip>
      {look === 'bad' && authenticationReason !== null && <div className={classes.reason}>{authenticationReason}</div>}
    </div>
  );
}

/** "https://starlink.com" → "starlink.com"; text that is no address stays as it is. */
function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : origin;
}
