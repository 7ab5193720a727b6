// The filter of a text: contains, is, without.
import { NativeSelect, TextInput } from '@mantine/core';
import type { ColumnFilter } from './column-filter.ts';

type TextFilter = Extract<ColumnFilter, { kind: 'text' }>;

export const startTextFilter: TextFilter = { kind: 'text', op: 'contains', text: '' };

const ops = [{ value: 'contains', label: 'Contains' }, { value: 'equals', label: 'Equals' }, { value: 'not', label: 'Does not contain' }];

export function TextFilterForm({ filter, onChange }: { readonly filter: TextFilter; readonly onChange: (filter: TextFilter) => void }): React.ReactNode {
  return (
    <>
      <NativeSelect size="xs" aria-label="Comparison" data={ops} value={filter.op} onChange={(event) => onChange({ ...filter, op: event.currentTarget.value as TextFilter['op'] })} />
      <TextInput size="xs" aria-label="Text" data-autofocus maxLength={300} spellCheck={false} value={filter.text} onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })} />
    </>
  );
}
