// One line of the palette: what it is, what of it answers, and why it can't be had.
import { IconAppWindow, IconMapPin } from '@tabler/icons-react';
import { StateMark } from '../theme/state-mark.tsx';
import { splitAtMatches } from './fold-text.ts';
import type { OptionVerb } from './palette-dialog.tsx';
import type { PaletteOption } from './palette-option.ts';
import classes from './palette.module.css';
import type { SearchQuery } from './search-query.ts';

interface PaletteLineProps {
  readonly id: string;
  readonly option: PaletteOption;
  readonly isChosen: boolean;
  readonly query: SearchQuery;
  readonly onPoint: () => void;
  readonly onAsk: (verb: OptionVerb) => void;
}

export function PaletteLine({ id, option, isChosen, query, onPoint, onAsk }: PaletteLineProps): React.ReactNode {
  const { look, title, detail, match, blocked, openWindow, showOnMap } = option;
  const reasonId = `${id}-reason`;
  return (
    <div
      id={id} role="option" aria-selected={isChosen} aria-disabled={blocked !== null} aria-describedby={blocked === null ? undefined : reasonId} className={classes.line}
      // Not on enter: a list that scrolls under a resting pointer must not take the choice from the keyboard.
      onMouseMove={isChosen ? undefined : onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => onAsk(event.ctrlKey || event.metaKey ? 'openWindow' : event.shiftKey ? 'showOnMap' : 'run')}
    >
      <span className={classes.mark}>
        {'Icon' in look ? <look.Icon size={16} stroke={1.6} aria-hidden /> : <><StateMark state={look.state} /><span className="gt-visually-hidden">{look.state ?? 'Unknown'}</span></>}
      </span>
      <span className={classes.names}>
        <span className={classes.title}><Marked text={title} query={query} /></span>
        {detail !== null && <span className={classes.detail}><Marked text={detail} query={query} /></span>}
      </span>
      {match !== null && <span className={classes.match}>{match.label} <b><Marked text={match.text} query={query} isWhole /></b></span>}
      {blocked !== null && <span id={reasonId} className={classes.reason}>{blocked}</span>}
      {isChosen && openWindow !== undefined && (
        // For the pointer; the keyboard has Ctrl+Enter and Shift+Enter, which the foot of the palette names.
        <span className={classes.verbs} aria-hidden="true">
          <Verb title="Open its window" onAsk={() => onAsk('openWindow')}><IconAppWindow size={15} stroke={1.7} /></Verb>
          <Verb title={showOnMap?.blocked ?? 'Show on map'} onAsk={() => onAsk('showOnMap')}><IconMapPin size={15} stroke={1.7} /></Verb>
        </span>
      )}
    </div>
  );
}

function Verb({ title, onAsk, children }: { readonly title: string; readonly onAsk: () => void; readonly children: React.ReactNode }): React.ReactNode {
  return (
    <span
      className={classes.verb} title={title}
      onClick={(event) => {
        event.stopPropagation();
        onAsk();
      }}
    >
      {children}
    </span>
  );
}

/** `isWhole`: this text answers, even where it is spelt otherwise (another way to write an address). */
function Marked({ text, query, isWhole = false }: { readonly text: string; readonly query: SearchQuery; readonly isWhole?: boolean }): React.ReactNode {
  const phrase = splitAtMatches(text, [query.phrase]);
  const words = phrase.some((part) => part.isMatch) ? phrase : splitAtMatches(text, query.words);
  const parts = isWhole && query.range !== null && !words.some((part) => part.isMatch) ? [{ text, isMatch: true }] : words;
  return parts.map((part, index) => (part.isMatch ? <mark key={index}>{part.text}</mark> : part.text));
}
