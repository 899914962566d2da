import type { SelectProps } from '@mantine/core'
import { lazyField } from './lazy-field.tsx'

/** One of a short list: `<SelectField label data={[{ value, label }]} clearable? {...form.field('role')} />`; searchable above eight. */
export const SelectField = lazyField<SelectProps>(async () => (await import('./SelectBox.tsx')).SelectBox)
