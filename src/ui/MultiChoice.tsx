import { MultiSelect, type MultiSelectProps } from '@mantine/core'
import type { ReactNode } from 'react'

/** Several of a short list; its placeholder gives way once something is chosen. */
export function MultiChoice(props: MultiSelectProps): ReactNode {
  const chosen = (props.value?.length ?? 0) > 0
  return <MultiSelect {...props} {...(chosen && { placeholder: '' })} />
}
