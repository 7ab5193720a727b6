// The chooser: which columns are shown. Opens from the toolbar and from a header's menu.
import { Button, Checkbox, Popover } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useReturnedFocus } from '../shell/use-returned-focus.ts';
import type { ColumnModel } from './column-model.ts';
import { columnTitle } from './column.ts';
import { returnFocusToGrid } from './menu-focus.ts';
import classes from './table-page.module.css';

interface ColumnChooserProps<Row> {
  readonly model: ColumnModel<Row>;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

export function ColumnChooser<Row>({ model, isOpen, onOpenChange }: ColumnChooserProps<Row>): React.ReactNode {
  return (
    <Popover opened={isOpen} onChange={onOpenChange} position="bottom-end" width={300} trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={15} stroke={1.7} aria-hidden />} aria-expanded={isOpen} onClick={() => onOpenChange(!isOpen)}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.chooser ?? ''} aria-label="Columns">
        <Chooser model={model} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Chooser<Row>({ model }: Pick<ColumnChooserProps<Row>, 'model'>): React.ReactNode {
  const isLast = model.shown.length === 1;
  // Opened from a header's menu, it has no button to go back to.
  useReturnedFocus(returnFocusToGrid);
  return (
    <>
      <div className={classes.chooserList} role="group" aria-label="Columns shown">
        {model.all.map(({ declaration, isVisible }) => (
          <Checkbox
            key={declaration.id} size="xs" checked={isVisible} label={declaration.header} title={columnTitle(declaration)}
            disabled={isVisible && isLast} onChange={(event) => model.setVisible(declaration.id, event.currentTarget.checked)}
          />
        ))}
      </div>
      <div className={classes.chooserActions}>
        <Button variant="subtle" size="compact-xs" onClick={() => model.all.forEach(({ declaration }) => model.setVisible(declaration.id, true))}>Show all</Button>
        <Button variant="subtle" size="compact-xs" onClick={model.reset}>Reset columns and sorting</Button>
      </div>
    </>
  );
}
