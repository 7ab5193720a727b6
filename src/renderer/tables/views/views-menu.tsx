// The "Views" popover of a table: saved arrangements to restore, rename, share and delete, and the declared one.
import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import { IconBookmark, IconCheck, IconPencil, IconShare2, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { LONGEST_VIEW_NAME, type SavedView } from '#shared/view-file.ts';
import type { FormatContext, TableDeclaration } from '../column.ts';
import type { ColumnModel } from '../column-model.ts';
import type { TableViewStore } from '../table-view-store.ts';
import { useViewActions } from './use-view-actions.ts';
import { isSame, viewShelf } from './view-shelf.ts';
import classes from './views.module.css';

interface ViewsMenuProps<Row> {
  readonly table: TableDeclaration<Row>;
  readonly model: ColumnModel<Row>;
  readonly view: TableViewStore;
  readonly context: FormatContext;
}

/** Which view another question is asked about: its new name, or whether it shall go. */
interface Asked {
  readonly name: string;
  readonly about: 'rename' | 'delete';
}

export function ViewsMenu<Row>({ table, model, view, context }: ViewsMenuProps<Row>): React.ReactNode {
  const shelf = viewShelf(table.table);
  const { views, problem } = useStore(shelf);
  const state = useStore(view);
  const actions = useViewActions(table, model, view, context);
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [asked, setAsked] = useState<Asked | null>(null);
  const taken = views.some((each) => isSame(each.name, name));
  const now = JSON.stringify([state.layout, { filterText: state.filterText, columnFilters: state.columnFilters, groupBy: state.groupBy }]);
  const isCurrent = (saved: SavedView): boolean => JSON.stringify([saved.layout, saved.questions]) === now;

  function change(opened: boolean): void {
    setOpen(opened);
    setAsked(null);
    setName('');
  }

  function restore(act: () => void): void {
    act();
    change(false);
  }

  return (
    <Popover opened={isOpen} onChange={change} position="bottom-end" width={330} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconBookmark size={15} stroke={1.7} aria-hidden />} aria-expanded={isOpen} onClick={() => change(!isOpen)}>Views</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Views" p={0}>
        {problem !== null && <p role="alert" className={classes.problem}>{problem}</p>}
        <ul className={classes.list}>
          <li className={classes.item}><button type="button" className={classes.name} onClick={() => restore(actions.restoreDefault)}>Default view</button></li>
          {views.map((saved) => (
            <li key={saved.name} className={classes.item}>
              {asked?.name === saved.name ? (
                <AskedLine
                  asked={asked} onCancel={() => setAsked(null)} onDelete={() => {
                    shelf.remove(saved.name);
                    setAsked(null);
                  }}
                  onRename={(to) => {
                    const refusal = shelf.rename(saved.name, to);
                    if (refusal === null) setAsked(null);
                    return refusal;
                  }}
                />
              ) : (
                <>
                  <button type="button" className={classes.name} title={saved.name} aria-current={isCurrent(saved) || undefined} onClick={() => restore(() => actions.restore(saved))}>
                    <span className={classes.nameText}>{saved.name}</span>
                    {isCurrent(saved) && <IconCheck size={14} stroke={2} aria-hidden />}
                  </button>
                  <ViewAction label={`Rename ${saved.name}`} onClick={() => setAsked({ name: saved.name, about: 'rename' })}><IconPencil size={15} stroke={1.7} aria-hidden /></ViewAction>
                  <ViewAction label={`Share ${saved.name} as a file`} onClick={() => void actions.share(saved)}><IconShare2 size={15} stroke={1.7} aria-hidden /></ViewAction>
                  <ViewAction label={`Delete ${saved.name}`} onClick={() => setAsked({ name: saved.name, about: 'delete' })}><IconTrash size={15} stroke={1.7} aria-hidden /></ViewAction>
                </>
              )}
            </li>
          ))}
        </ul>
        <form
          className={classes.save} onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() === '') return;
            shelf.save(actions.current(name));
            setName('');
          }}
        >
          <TextInput size="xs" aria-label="View name" placeholder="Name for what is shown now" maxLength={LONGEST_VIEW_NAME} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Button type="submit" variant="default" aria-disabled={name.trim() === ''}>{taken ? 'Replace view' : 'Save view'}</Button>
        </form>
        <div className={classes.foot}>
          <Button variant="subtle" size="compact-xs" onClick={() => restore(() => void actions.open())}>Open shared view…</Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function ViewAction({ label, onClick, children }: { readonly label: string; readonly onClick: () => void; readonly children: React.ReactNode }): React.ReactNode {
  return <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} title={label} onClick={onClick}>{children}</ActionIcon>;
}

interface AskedLineProps {
  readonly asked: Asked;
  readonly onCancel: () => void;
  readonly onDelete: () => void;
  /** Answers why the name can't be taken. */
  readonly onRename: (to: string) => string | null;
}

function AskedLine({ asked, onCancel, onDelete, onRename }: AskedLineProps): React.ReactNode {
  const [to, setTo] = useState(asked.name);
  const [refusal, setRefusal] = useState<string | null>(null);
  if (asked.about === 'delete') {
    return (
      <div className={classes.asked}>
        <span className={classes.nameText} title={asked.name}>Delete “{asked.name}”?</span>
        <Button size="compact-xs" variant="default" autoFocus onClick={onCancel}>No</Button>
        <Button size="compact-xs" color="red" onClick={onDelete}>Yes</Button>
      </div>
    );
  }
  return (
    <form
      className={classes.asked} onSubmit={(event) => {
        event.preventDefault();
        setRefusal(onRename(to));
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <TextInput size="xs" aria-label="New name" autoFocus maxLength={LONGEST_VIEW_NAME} value={to} error={refusal} onChange={(event) => setTo(event.currentTarget.value)} />
      <Button type="submit" size="compact-xs" variant="default">Rename</Button>
    </form>
  );
}
