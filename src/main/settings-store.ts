// The operator's settings: read leniently (a bad value falls back to its default), written whole.
import { defaultSettings, settingsSchema, type Settings } from '#shared/settings.ts';
import type { JsonStore } from './json-store.ts';

export interface SettingsStore {
  current(): Settings;
  change(part: Partial<Settings>): Promise<Settings>;
}

export function createSettingsStore(store: JsonStore, onChange: (settings: Settings) => void): SettingsStore {
  let settings = readSettings(store.read());
  return {
    current: () => settings,
    async change(part) {
      const next = settingsSchema.parse({ ...settings, ...part });
      await store.write(next);
      settings = next;
      onChange(settings);
      return settings;
    },
  };
}

function readSettings(stored: unknown): Settings {
  if (typeof stored !== 'object' || stored === null) return defaultSettings;
  const kept: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    const value = schema.safeParse((stored as Readonly<Record<string, unknown>>)[name]);
    if (value.success) kept[name] = value.data;
  }
  return settingsSchema.parse(kept);
}
