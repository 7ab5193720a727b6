// The command palette: one field, and below it what answers. A dialog with a combobox; the focus stays in the field, arrows move through the list.
import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { formatCount } from '../formats/format-number.ts';
import { nextOption } from './next-option.ts';
import { PaletteHints } from './palette-hints.tsx';
import { PaletteLine } from './palette-line.tsx';
import classes from './palette.module.css';
import type { PaletteGroup, PaletteOption } from './palette-option.ts';
import { closePalette, returnFocus } from './palette-store.ts';
import { buildSearchQuery } from './search-query.ts';
import { usePaletteGroups } from './use-palette-groups.ts';

/** What Enter and its companions, or a click, ask of an option. */
export type OptionVerb = 'run' | 'openWindow' | 'showOnMap';

export function PaletteDialog(): React.ReactNode {
  return (
    // Above the tables' menus and below questions that must be answered.
    <Modal.Root opened onClose={leave} returnFocus={false} zIndex={1100} transitionProps={{ duration: 0 }} size={720} yOffset="9vh" centered={false}>
      <Modal.Overlay backgroundOpacity={0.45} />
      <Modal.Content aria-label="Command palette" classNames={{ content: classes.dialog ?? '' }}>
        <Palette />
      </Modal.Content>
    </Modal.Root>
  );
}

function Palette(): React.ReactNode {
  const [text, setText] = useState('');
  const query = useMemo(() => buildSearchQuery(text), [text]);
  const { groups, isComplete } = usePaletteGroups(query);
  const options = useMemo(() => groups.flatMap((group) => group.options), [groups]);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  // Rows come and go while the palette is open: the choice stays with its row, else it is the best answer.
  const chosen = options.find((option) => option.id === chosenId) ?? options.find((option) => option.blocked === null) ?? options[0];

  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen?.id]);

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const next = nextOption(groups, chosen?.id ?? null, event.key, event.ctrlKey);
    if (next !== null) setChosenId(next);
    else if (event.key === 'Enter') {
      if (chosen !== undefined) ask(chosen, event.ctrlKey || event.metaKey ? 'openWindow' : event.shiftKey ? 'showOnMap' : 'run');
    } else return;
    event.preventDefault();
  }

  return (
    <>
      <div className={classes.field}>
        <IconSearch size={17} aria-hidden />
        <input
          // At once, with the first drawing: what is typed right behind the keys must not be lost.
          autoFocus data-autofocus type="text" role="combobox" aria-label="Search" aria-expanded={options.length > 0} aria-controls={listId} aria-autocomplete="list"
          aria-activedescendant={chosen === undefined ? undefined : `${listId}-${chosen.id}`}
          placeholder="Name, id, kit or serial number, IP address, page or action" spellCheck={false} autoComplete="off" maxLength={200}
          value={text} onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setChosenId(null);
            list.current?.scrollTo({ top: 0 });
          }}
        />
      </div>
      <div ref={list} id={listId} className={classes.list} role="listbox" aria-label="Results">
        {groups.map((group) => (
          <Group key={group.name} group={group} listId={listId} chosenId={chosen?.id ?? null} onChoose={setChosenId} query={query} />
        ))}
      </div>
      {options.length === 0 && <NothingFound text={text} isComplete={isComplete} />}
      <p className="gt-visually-hidden" role="status">{text === '' ? '' : `${countOf(groups)} ${countOf(groups) === '1' ? 'result' : 'results'}`}</p>
      <PaletteHints chosen={chosen ?? null} />
    </>
  );
}

interface GroupProps {
  readonly group: PaletteGroup;
  readonly listId: string;
  readonly chosenId: string | null;
  readonly onChoose: (id: string) => void;
  readonly query: ReturnType<typeof buildSearchQuery>;
}

function Group({ group, listId, chosenId, onChoose, query }: GroupProps): React.ReactNode {
  const nameId = useId();
  return (
    <div role="group" aria-labelledby={nameId}>
      <div id={nameId} className={classes.groupName}>
        {group.name}
        {group.total > group.options.length && <span> · best {group.options.length} of {formatCount(group.total)}</span>}
      </div>
      {group.options.map((option) => (
        <PaletteLine
          key={option.id} id={`${listId}-${option.id}`} option={option} isChosen={option.id === chosenId} query={query}
          onPoint={() => onChoose(option.id)} onAsk={(verb) => ask(option, verb)}
        />
      ))}
    </div>
  );
}

function NothingFound({ text, isComplete }: { readonly text: string; readonly isComplete: boolean }): React.ReactNode {
  if (!isComplete) return <div className={classes.nothing}>Reading the tables…</div>;
  return (
    <div className={classes.nothing}>
      <b>Nothing answers “{text.trim()}”</b>
      <span>Names, ids (ut…, Router-…, SL-…, ACC-…), kit and serial numbers, IP addresses and prefixes, pages and actions are searched. A part is enough.</span>
    </div>
  );
}

/** Closes first, so that the focus is free for what comes. A blocked option does nothing: its line says why. */
function ask(option: PaletteOption, verb: OptionVerb): void {
  const run = verb === 'showOnMap' ? mapRun(option) : verb === 'openWindow' ? option.openWindow : option.blocked === null ? option.run : undefined;
  if (run === undefined) return;
  flushSync(closePalette);
  if (verb === 'openWindow' || (verb === 'run' && option.focus === 'returns')) returnFocus();
  run();
  if (verb === 'showOnMap' || option.id.startsWith('page:')) requestAnimationFrame(focusTab);
}

function mapRun({ showOnMap }: PaletteOption): (() => void) | undefined {
  return showOnMap?.blocked === null ? showOnMap.run : undefined;
}

/** A page that was opened without a row: the keyboard goes on from its tab. */
function focusTab(): void {
  document.querySelector<HTMLElement>('[role="tablist"][aria-label="Pages"] [aria-selected="true"]')?.focus();
}

function leave(): void {
  flushSync(closePalette);
  returnFocus();
}

function countOf(groups: readonly PaletteGroup[]): string {
  return formatCount(groups.reduce((sum, group) => sum + group.total, 0));
}
