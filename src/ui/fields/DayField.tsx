import type { TextInputProps } from '@mantine/core'
import { lazyField } from './lazy-field.tsx'

export interface DayFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  value?: string | null
  onChange?: (day: string | null) => void
  min?: string
  max?: string
  presets?: 'ahead' | 'behind' | 'none'
}

/**
 * A business day, `YYYY-MM-DD` or null: `<DayField label={t('closeOn')} {...form.field('expectedCloseOn')} />`.
 * Can be typed (20261203, 12/3, 2026年12月3日) or picked; quick choices lie ahead (`presets="ahead"`, default), behind or nowhere.
 * The phone uses its own picker.
 */
export const DayField = lazyField<DayFieldProps>(async () => (await import('./DayBox.tsx')).DayBox)
