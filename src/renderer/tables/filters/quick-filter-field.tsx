// The quick filter's field: says what it does not understand as it is typed, and completes columns and values.
import { CloseButton, Input } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ColumnDeclaration, FormatContext } from '../column.ts';
import { completeFilter, type Suggestion } from './complete-filter.ts';
import { FilterHelp } from './filter-help.tsx';
import type { FilterError } from './parse-filter.ts';
import classes from './filters.module.css';

interface QuickFilterFieldProps<Row> {
  readonly text: string;
  readonly error: FilterError | null;
  readonly columns: readonly ColumnDeclaration<Row>[];
  readonly rows: readonly Row[];
  readonly context: FormatContext;
  readonly onText: (text: string) => void;
}

export function QuickFilterField<Row>({ text, error, columns, rows, context, onText }: QuickFilterFieldProps<Row>): React.ReactNode {
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const [isFocused, setFocused] = useState(false);
  const [cursor, setCursor] = useState(0);
  /** The list is wanted: after typing, not after Escape or a choice. */
  const [isOpen, setOpen] = useState(false);
  /** -1: none yet; Enter takes one only after an arrow key has chosen it. */
  const [chosen, setChosen] = useState(-1);
  const cursorAfter = useRef<number | null>(null);
  const isListWanted = isFocused && isOpen;
  const completion = useMemo(
    () => (isListWanted ? completeFilter(text, cursor, columns, rows, context) : null),
    [isListWanted, text, cursor, columns, rows, context],
  );
  const suggestions = completion?.suggestions ?? [];
  const listId = `${id}list`;
  const errorId = `${id}error`;
  // What is still being typed is no mistake yet.
  const isUnfinished = error !== null && isFocused && error.to >= text.length;
  const shownError = isUnfinished && suggestions.length > 0 ? null : error;

  useLayoutEffect(() => {
    if (cursorAfter.current === null) return;
    field.current?.setSelectionRange(cursorAfter.current, cursorAfter.current);
    cursorAfter.current = null;
  });

  function take(suggestion: Suggestion): void {
    const { from, to } = completion!;
    const rest = text.slice(to);
    const at = from + suggestion.insert.length;
    onText(text.slice(0, from) + suggestion.insert + (suggestion.insert.endsWith(' ') ? rest.trimStart() : rest));
    cursorAfter.current = at;
    setCursor(at);
    setChosen(-1);
    // Behind a column its values follow; behind a value nothing does.
    setOpen(suggestion.insert.endsWith(':'));
    field.current?.focus();
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    const count = suggestions.length;
    if (event.key === 'Escape') {
      if (count > 0) setOpen(false);
      else onText('');
    } else if (event.key === 'ArrowDown' && count > 0) setChosen((before) => (before + 1) % count);
    else if (event.key === 'ArrowDown') setOpen(true);
    else if (event.key === 'ArrowUp' && count > 0) setChosen((before) => (before <= 0 ? count - 1 : before - 1));
    else if (event.key === 'Enter' && suggestions[chosen] !== undefined) take(suggestions[chosen]);
    else if (event.key === 'Enter') setOpen(false);
    else return;
    if (event.key !== 'Escape' || count > 0) event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={classes.field}>
      <Input
        // Mantine's own describedby would take the place of ours.
        withAria={false} ref={field} type="text" className={classes.input ?? ''} size="xs" aria-label="Filter" placeholder="Filter" value={text} spellCheck={false} autoComplete="off"
        leftSection={<IconFilter size={14} stroke={1.7} aria-hidden />}
        rightSection={text === '' ? null : <CloseButton size="xs" aria-label="Clear filter" onClick={() => onText('')} />}
        aria-autocomplete="list" aria-haspopup="listbox" aria-controls={suggestions.length > 0 ? listId : undefined}
        aria-activedescendant={suggestions[chosen] === undefined ? undefined : `${listId}-${chosen}`}
        error={error !== null && !isUnfinished} aria-invalid={error !== null} aria-describedby={shownError === null ? undefined : errorId}
        onChange={(event) => {
          onText(event.currentTarget.value);
          setCursor(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
          setChosen(-1);
          setOpen(true);
        }}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? 0)}
        onFocus={() => setFocused(true)} onBlur={() => {
          setFocused(false);
          setOpen(false);
        }}
        onKeyDown={onKeyDown}
      />
      <FilterHelp />
      {(suggestions.length > 0 || shownError !== null) && (
        <div className={classes.below}>
          {suggestions.length > 0 && (
            <ul id={listId} role="listbox" aria-label="Completions" className={classes.list}>
              {suggestions.map((suggestion, index) => (
                <li
                  key={suggestion.insert} id={`${listId}-${index}`} role="option" aria-selected={index === chosen} className={classes.option}
                  // The field keeps the focus: a press would take it.
                  onMouseDown={(event) => event.preventDefault()} onClick={() => take(suggestion)}
                >
                  <span className={classes.optionLabel} title={suggestion.label}>{suggestion.label}</span>
                  <span className={classes.optionDetail}>{suggestion.detail}</span>
                </li>
              ))}
            </ul>
          )}
          {shownError !== null && <FilterErrorLine id={errorId} text={text} error={shownError} isUnfinished={isUnfinished} />}
        </div>
      )}
    </div>
  );
}

/** Characters of the filter shown beside the message: enough to recognise the place. */
const MOST_QUOTED = 24;

function FilterErrorLine({ id, text, error, isUnfinished }: { readonly id: string; readonly text: string; readonly error: FilterError; readonly isUnfinished: boolean }): React.ReactNode {
  const part = text.slice(error.from, error.to).trim();
  const quoted = part.length > MOST_QUOTED ? `${part.slice(0, MOST_QUOTED)}…` : part;
  return (
    <p id={id} role="status" className={classes.error} data-unfinished={isUnfinished || undefined}>
      <span className={classes.errorPlace}>At character {error.from + 1}{quoted === '' ? '' : <>, <code>{quoted}</code></>}</span>
      {error.message}{isUnfinished ? '' : error.message.endsWith('?') || error.message.endsWith('.') ? ' The last filter stays.' : '. The last filter stays.'}
    </p>
  );
}
