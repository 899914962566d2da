import { Select, type SelectProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../use-words.ts'
import { words } from '../words.ts'

/** The field itself; SelectField.tsx says how it is used. */
export function SelectBox(props: SelectProps): ReactNode {
  const t = useWords(words)
  return (
    <Select
      allowDeselect={false}
      searchable={(props.data?.length ?? 0) > 8}
      nothingFoundMessage={t('noMatch')}
      clearButtonProps={{ 'aria-label': t('clear') }}
      // Options are not in the document before they are asked for: an owner's list may hold hundreds.
      comboboxProps={{ shadow: 'md', transitionProps: { duration: 120 }, keepMounted: false }}
      {...props}
      value={props.value ?? null}
    />
  )
}
