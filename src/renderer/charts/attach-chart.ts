// Puts a chart into an element and keeps it as large as the element, until it is taken out again.

interface SizedChart {
  resize(width: number, height: number): void;
  close(): void;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** For an effect: `chart.current` is the chart while it stands. Answers its end. */
export function attachChart<Chart extends SizedChart>(chart: { current: Chart | null }, element: HTMLElement, create: (element: HTMLElement, size: Size) => Chart): () => void {
  const { width, height } = element.getBoundingClientRect();
  const created = create(element, { width, height });
  chart.current = created;
  const observer = new ResizeObserver(([entry]) => entry !== undefined && created.resize(entry.contentRect.width, entry.contentRect.height));
  observer.observe(element);
  return () => {
    chart.current = null;
    observer.disconnect();
    created.close();
  };
}
