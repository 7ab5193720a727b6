// Says that a table shows only the rows that belong to something, and leads back to all of them.
import { Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import type { TableName } from '#shared/table-schemas.ts';
import { leaveForGrid } from './menu-focus.ts';
import { clearRelated, useNavigation } from './navigation.ts';
import classes from './related-strip.module.css';

interface RelatedStripProps {
  readonly table: TableName;
  readonly noun: string;
}

export function RelatedStrip({ table, noun }: RelatedStripProps): React.ReactNode {
  const related = useNavigation((navigation) => navigation.related[table]);
  if (related === undefined) return null;
  return (
    <div className={classes.strip} role="status">
      <IconLink size={14} stroke={1.7} aria-hidden />
      <span className={classes.text}>Only {noun} of <b>{related.label}</b></span>
      <Button
        variant="subtle" size="compact-xs" onClick={() => {
          clearRelated(table);
          leaveForGrid();
        }}
      >
        Show all {noun}
      </Button>
    </div>
  );
}
