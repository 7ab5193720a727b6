// The filter's language in a dozen examples, behind a question mark.
import { ActionIcon, Popover } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import classes from './filters.module.css';

const examples: readonly (readonly [typed: string, meaning: string])[] = [
  ['nord', 'the text stands in a shown cell'],
  ['nord "Ferry 12"', 'several terms: all must fit; quotes hold words together'],
  ['state:offline', 'in that column, shown or hidden; spaces in its name may be left out'],
  ['"Device Name":=halden', 'the whole cell'],
  ['latency:>50', 'also >= < <= = in the column’s unit; N/A never fits'],
  ['signalquality:5..10', 'from 5 to 10; one end may be left open'],
  ['uptime:<2h', 'durations: 30s, 10m, 2h, 6d'],
  ['timestamp:>10m', 'older than 10 minutes; <10m: within the last 10 minutes'],
  ['timestamp:2026-11-01..2026-11-15', 'days, months (2026-11) or "2026-11-01 10:30", in the zone shown'],
  ['price:>100EUR', 'amounts, each in its own currency unless one is named'],
  ['serialnumber:n/a', 'not known'],
  ['!state:online', 'all other rows, N/A too'],
  ['/^ferry \\d+/', 'a regular expression; also state:/off|stale/'],
];

export function FilterHelp(): React.ReactNode {
  return (
    <Popover position="bottom-end" width={590} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" className={classes.helpButton ?? ''} aria-label="Filter help">
          <IconHelp size={16} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="Filter help" className={classes.help ?? ''} tabIndex={0} data-autofocus>
        <dl>
          {examples.map(([typed, meaning]) => (
            <div key={typed} className={classes.helpLine}>
              <dt><code>{typed}</code></dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}
