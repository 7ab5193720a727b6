// Measures column widths when a table first has rows, and again when it has half as many more; never on a mere refresh.
import { useEffect, useLayoutEffect } from 'react';
import { useStore } from 'zustand';
import type { FormatContext, TableDeclaration } from './column.ts';
import { fitColumnWidths, type MeasuredText } from './column-fit.ts';
import classes from './grid.module.css';
import type { TableViewStore } from './table-view-store.ts';

const REFIT_AT = 1.5;

export function useFittedWidths<Row>(table: TableDeclaration<Row>, rows: readonly Row[], context: FormatContext, view: TableViewStore): Readonly<Record<string, number>> {
  const fitted = useStore(view, (state) => state.fitted);

  useLayoutEffect(() => {
    const { rowCount, widths } = fitted;
    const isDue = rowCount === -1 || (rows.length > 0 && rows.length > rowCount * REFIT_AT);
    if (isDue) view.setState({ fitted: { widths: widest(widths, fitColumnWidths(table, rows, context, measureTexts)), rowCount: rows.length } });
  }, [table, rows, context, view, fitted]);

  useEffect(() => {
    if (document.fonts.status === 'loaded') return;
    // Before the bundled font has come, texts measure as in the system's.
    let isGone = false;
    void document.fonts.ready.then(() => {
      if (!isGone) view.setState({ fitted: { widths: {}, rowCount: -1 } });
    });
    return () => void (isGone = true);
  }, [view]);

  return fitted.widths;
}

/** Lays the texts out unseen: a canvas would not know that figures are set tabular. */
export function measureTexts(texts: readonly MeasuredText[]): readonly number[] {
  const stage = document.createElement('div');
  stage.className = classes.measureStage ?? '';
  const spans = texts.map(({ text, isHeader }) => {
    const span = document.createElement('span');
    span.className = (isHeader ? classes.measureHeader : classes.measureCell) ?? '';
    span.textContent = text;
    return span;
  });
  stage.append(...spans);
  document.body.append(stage);
  const widths = spans.map((span) => span.getBoundingClientRect().width);
  stage.remove();
  return widths;
}

function widest(before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(after).map(([id, width]) => [id, Math.max(width, before[id] ?? 0)]));
}
