// A body as text: JSON laid out (its numbers untouched) or as received, with what is missing of it, and a copy button.
import { Button, SegmentedControl } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { BodyExcerpt } from '#shared/exchange.ts';
import { formatCount } from '../formats/format-number.ts';
import { copyText } from './copy-text.ts';
import { formatJson } from './format-json.ts';
import classes from './exchange-panel.module.css';

interface BodyViewProps {
  readonly title: 'Request body' | 'Response body';
  readonly body: BodyExcerpt | null;
  /** Why there is none. */
  readonly none: string;
}

export function BodyView({ title, body, none }: BodyViewProps): React.ReactNode {
  const [layout, setLayout] = useState<'formatted' | 'received'>('formatted');
  const formatted = useMemo(() => (body === null ? null : formatJson(body.text)), [body]);
  if (body === null) return <section className={classes.noBody} aria-label={title}><h3>{title}</h3> <span className={classes.muted}>{none}</span></section>;
  const text = layout === 'formatted' && formatted !== null ? formatted : body.text;
  return (
    <section className={classes.body} aria-label={title}>
      <div className={classes.bodyHead}>
        <h3>{title}</h3>
        <span className={classes.muted}>{sizeText(body)}</span>
        <span className={classes.space} />
        {formatted !== null && (
          <SegmentedControl
            aria-label={`${title}: layout`} size="xs" value={layout} data={[{ value: 'formatted', label: 'Formatted' }, { value: 'received', label: 'As received' }]}
            onChange={(value) => setLayout(value === 'received' ? 'received' : 'formatted')}
          />
        )}
        <CopyButton label={`Copy ${title.toLowerCase()}`} text={text} />
      </div>
      {body.note !== null && <p className={classes.note}>{body.note}</p>}
      {/* Scrolls by keyboard: a region of text that is longer than its box. */}
      <pre className={classes.text} tabIndex={0} aria-label={`${title} text`}>{text}{body.isCut && <span className={classes.cut}>{'\n'}… cut here</span>}</pre>
    </section>
  );
}

function sizeText(body: BodyExcerpt): string {
  const shown = new TextEncoder().encode(body.text).length;
  if (!body.isCut) return `${formatCount(body.decodedBytes ?? shown)} bytes`;
  return body.decodedBytes === null ? `the first ${formatCount(shown)} bytes` : `the first ${formatCount(shown)} of ${formatCount(body.decodedBytes)} bytes`;
}

/** So long the button says that it worked. */
const COPIED_FOR_MS = 1_500;

function CopyButton({ label, text }: { readonly label: string; readonly text: string }): React.ReactNode {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = window.setTimeout(() => setOutcome(null), COPIED_FOR_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  return (
    <Button
      variant="default" aria-label={label} leftSection={outcome === 'copied' ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      onClick={() => setOutcome(copyText(text) ? 'copied' : 'failed')}
    >
      {outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Not copied' : 'Copy'}
    </Button>
  );
}
