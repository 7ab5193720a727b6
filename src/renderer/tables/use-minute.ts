// The time for ages in tooltips, renewed each minute: finer would draw every row again for what nobody sees.
import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** Epoch ms; stands still while nothing shows an age. */
export function useMinute(isShown: boolean): number {
  const [nowMs, setNowMs] = useState(Date.now);

  useEffect(() => {
    if (!isShown) return;
    setNowMs(Date.now());
    const timer = setInterval(() => setNowMs(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, [isShown]);

  return nowMs;
}
