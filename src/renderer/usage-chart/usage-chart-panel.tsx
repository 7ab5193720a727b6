// The panel below a usage table: stacked bars of the selection, legend, limit; it folds away and is as high as the operator wants it.
import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useDeferredValue, useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { buildChartScope, type ScopeInput } from './chart-scope.ts';
import { PanelResizer } from './panel-resizer.tsx';
import { readPanelLayout, rememberPanelLayout, type PanelLayout } from './panel-memory.ts';
import { buildReading, limitName, readingText } from './reading-text.ts';
import { buildUsageBars, type UsageBar, type UsageRow } from './usage-bars.ts';
import classes from './usage-chart.module.css';
import { optInName, usageKinds } from './usage-kinds.ts';
import { limitNote, type LimitOf } from './usage-limits.ts';
import { UsagePlot } from './usage-plot.tsx';
import { UsageSwatch } from './usage-swatch.tsx';
import type { BelowTableProps } from '../tables/table-page.tsx';

interface UsageChartPanelProps<Row extends UsageRow> extends BelowTableProps<Row>, Pick<ScopeInput<Row>, 'unit' | 'keyOf' | 'spanOf' | 'lineNameOf'> {
  readonly table: string;
  readonly title: string;
  readonly limitOf: LimitOf<Row>;
}

export function UsageChartPanel<Row extends UsageRow>(props: UsageChartPanelProps<Row>): React.ReactNode {
  const { table, title } = props;
  const [layout, setLayout] = useState<PanelLayout>(() => readPanelLayout(table));
  const bodyId = useId();
  const change = (part: Partial<PanelLayout>): void => {
    const next = { ...layout, ...part };
    setLayout(next);
    rememberPanelLayout(table, next);
  };
  // An empty page says by itself why it is empty.
  if (props.allRows.length === 0) return null;
  return (
    <section className={classes.panel} aria-label={`${title} chart`}>
      {layout.isOpen && <PanelResizer heightPx={layout.heightPx} controls={bodyId} onHeight={(heightPx) => change({ heightPx })} />}
      {layout.isOpen
        ? <OpenPanel {...props} bodyId={bodyId} heightPx={layout.heightPx} onClose={() => change({ isOpen: false })} />
        : <div className={classes.head}><FoldButton isOpen={false} onClick={() => change({ isOpen: true })} /><h2>Chart</h2></div>}
    </section>
  );
}

interface OpenPanelProps<Row extends UsageRow> extends UsageChartPanelProps<Row> {
  readonly bodyId: string;
  readonly heightPx: number;
  readonly onClose: () => void;
}

function OpenPanel<Row extends UsageRow>(props: OpenPanelProps<Row>): React.ReactNode {
  const { view, unit, keyOf, spanOf, lineNameOf, limitOf, title } = props;
  // The table comes first: the chart follows a moment later when 200,000 rows are added up.
  const shownRows = useDeferredValue(props.shownRows);
  const allRows = useDeferredValue(props.allRows);
  const selectedKeys = useDeferredValue(useStore(view, (state) => state.selectedKeys));
  const scope = useMemo(() => buildChartScope({ shownRows, allRows, selectedKeys, unit, keyOf, spanOf, lineNameOf }), [shownRows, allRows, selectedKeys, unit, keyOf, spanOf, lineNameOf]);
  const bars = useMemo(() => buildUsageBars({ rows: scope.rows, unit, spanOf, limitOf }), [scope, unit, spanOf, limitOf]);
  const kinds = useMemo(() => usageKinds.filter(({ field }) => bars.some((bar) => bar.amounts[field] !== null)), [bars]);
  return (
    <>
      <div className={classes.head}>
        <FoldButton isOpen onClick={props.onClose} />
        <h2>Chart <span>GB</span></h2>
        <span className={classes.caption} title={scope.caption}>{scope.caption}</span>
        {bars.length > 0 && <Legend bars={bars} kinds={kinds} unit={unit} />}
      </div>
      <div id={props.bodyId} className={classes.body} style={{ height: props.heightPx }}>
        {bars.length === 0
          ? <p className={classes.empty}>Nothing to draw: the table shows no rows.</p>
          : <UsagePlot label={`${title}: ${scope.caption}`} bars={bars} kinds={kinds} unit={unit} />}
      </div>
      {bars.length > 0 && <TextAlternative title={title} caption={scope.caption} bars={bars} kinds={kinds} unit={unit} />}
    </>
  );
}

type ChartParts = Pick<React.ComponentProps<typeof UsagePlot>, 'bars' | 'kinds' | 'unit'>;

function Legend({ bars, kinds, unit }: ChartParts): React.ReactNode {
  const limited = bars.find(({ limit }) => limit.limitGB !== null);
  const note = limitNote(bars, unit);
  return (
    <ul className={classes.legend} aria-label="Legend">
      {kinds.filter(({ field }) => bars.some((bar) => (bar.amounts[field] ?? 0) > 0)).map((kind) => <li key={kind.field}><UsageSwatch kind={kind} />{kind.name}</li>)}
      {bars.some(({ optInGB }) => optInGB !== null && optInGB > 0) && <li><UsageSwatch kind="opt-in" />{optInName} (part of priority)</li>}
      {limited !== undefined && <li><UsageSwatch kind="limit" />{limitName(limited, unit)}</li>}
      {note !== null && <li className={classes.note} title={note}>{note}</li>}
    </ul>
  );
}

function FoldButton({ isOpen, onClick }: { readonly isOpen: boolean; readonly onClick: () => void }): React.ReactNode {
  const Icon = isOpen ? IconChevronDown : IconChevronUp;
  return (
    <ActionIcon variant="subtle" color="gray" size="sm" aria-label={isOpen ? 'Hide chart' : 'Show chart'} aria-expanded={isOpen} onClick={onClick}>
      <Icon size={16} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
}

function TextAlternative({ title, caption, bars, kinds, unit }: ChartParts & { readonly title: string; readonly caption: string }): React.ReactNode {
  const lines = useMemo(() => bars.map((bar: UsageBar) => readingText(buildReading(bar, kinds, unit))), [bars, kinds, unit]);
  return (
    <div className="gt-visually-hidden">
      <h3>{title}: {caption}</h3>
      <ul>{lines.map((line, index) => <li key={index}>{line}</li>)}</ul>
    </div>
  );
}
