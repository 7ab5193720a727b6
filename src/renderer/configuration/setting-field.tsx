// One number setting: checked against the shared schema, saved on Enter or on leaving the field, and it says so.
import { NumberInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useId, useState } from 'react';
import type { Settings } from '#shared/settings.ts';
import { useConsoleStatePart, useSaveSettings } from '../console-client/use-console.ts';
import classes from './setting-field.module.css';
import { checkSetting, rangeOf, type NumberSetting } from './setting-range.ts';

interface SettingFieldProps {
  readonly setting: NumberSetting;
  readonly label: string;
  readonly unit: string;
  readonly help: string;
}

/** How long "Saved" stays beside the field: long enough to be read. */
const SAVED_SHOWN_MS = 4_000;

export function SettingField({ setting, label, unit, help }: SettingFieldProps): React.ReactNode {
  const stored = useConsoleStatePart((state) => state.settings[setting]);
  const save = useSaveSettings();
  const unitId = useId();
  /** What was typed and is not saved yet; null: the field shows what is stored. */
  const [typed, setTyped] = useState<number | string | null>(null);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const { min, max } = rangeOf(setting);
  const shown = typed ?? stored;
  const error = typed === null ? null : checkSetting(setting, typed);

  useEffect(() => {
    if (savedAt === null) return undefined;
    const timer = setTimeout(() => setSavedAt(null), SAVED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [savedAt]);

  async function commit(): Promise<void> {
    if (typed === null || error !== null) return;
    if (Number(typed) !== stored) {
      const answer = await save({ [setting]: Number(typed) } satisfies Partial<Settings>);
      if (!answer.ok) return;
      setSavedAt(Date.now());
    }
    setTyped(null);
  }

  return (
    <div className={classes.field}>
      <NumberInput
        label={label} description={help} inputWrapperOrder={['label', 'input', 'error', 'description']} error={error} hideControls clampBehavior="none" allowDecimal={false} thousandSeparator="," min={min} max={max}
        role="spinbutton" aria-valuemin={min} aria-valuemax={max} aria-valuenow={Number(shown)} aria-describedby={unitId}
        rightSection={<span id={unitId} className={classes.unit}>{unit}</span>} rightSectionWidth={52} rightSectionPointerEvents="none"
        value={shown} onChange={setTyped} onBlur={() => void commit()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void commit();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      <p className={classes.saved} role="status">{savedAt !== null && <><IconCheck size={13} stroke={2.2} aria-hidden /> Saved</>}</p>
    </div>
  );
}
