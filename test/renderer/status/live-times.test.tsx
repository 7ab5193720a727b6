// The clock follows the switch that all times follow, and says its zone.
import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import { Clock } from '../../../src/renderer/status/live-times.tsx';
import { renderPage } from '../render-page.tsx';

const drawn = (timeDisplay: Settings['timeDisplay']): string => renderPage(<Clock />, { settings: { ...defaultSettings, timeDisplay } }).replace(/<style.*?<\/style>/gs, '').replace(/<[^>]*>/g, '').trim();

describe('Clock', () => {
  it('shows UTC', () => expect(drawn('utc')).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/));

  it('shows this machine’s time in local display', () => expect(drawn('local')).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC[+-]\d\d:\d\d$/));
});
