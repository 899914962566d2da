import { useMemo } from 'react'
import type { z } from 'zod'
import { headcountBands } from '../../customers/customer.ts'
import type { readChoices } from '../../funnel/contract.ts'
import type { FilterField } from '../../ui/FilterBar.tsx'
import { useWords } from '../../ui/use-words.ts'
import { useFunnelParts } from './funnel-parts.ts'
import { words } from './words/overview.ts'

/** The filters of the funnel, and the size band of the customer. */
export function useCheckupFields(choices: z.output<typeof readChoices.reply> | undefined): FilterField[] {
  const t = useWords(words)
  const { useFilterFields } = useFunnelParts()
  const shared = useFilterFields(choices)
  return useMemo(
    () => [
      ...shared,
      { kind: 'choices', key: 'band', label: t('band'), options: headcountBands.map((band) => ({ value: band, label: band })) },
    ],
    [shared, t],
  )
}
