// What to tick at Starlink when making the service account: the least set for this console (starlink-api.md §3.5).
import { IconCheck } from '@tabler/icons-react';
import classes from './permissions-list.module.css';

const permissions = [
  { name: 'Account information', level: 'View', purpose: 'account number and name' },
  { name: 'Service plan', level: 'View', purpose: 'service lines, products and usage; Edit later for top-ups' },
  { name: 'Device management', level: 'View', purpose: 'list of user terminals and routers' },
  { name: 'Device telemetry', level: 'View', purpose: 'the telemetry stream' },
  { name: 'Device command and configuration', level: 'Edit', purpose: 'optional: reboots, once they are built' },
] as const;

export function PermissionsList(): React.ReactNode {
  return (
    <section className={classes.permissions} aria-labelledby="permissions-title">
      <h3 id="permissions-title">Permissions to tick for the service account at Starlink</h3>
      <ul>
        {permissions.map(({ name, level, purpose }) => (
          <li key={name}>
            <IconCheck size={14} stroke={2} aria-hidden />
            <span><b>{name}</b> · {level} <span className={classes.purpose}>({purpose})</span></span>
          </li>
        ))}
      </ul>
    </section>
  );
}
