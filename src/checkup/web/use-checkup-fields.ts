import { useMemo } from 'react'
import type { z } from 'zod'
import { headcountBands } from '../../customers/customer.ts'
import type { readChoices } from '../../funnel/contract.ts'
import type { FilterField } from '../../ui/FilterBar.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { type Say, useWords } from '../../ui/use-words.ts'
import { useFunnelParts } from './funnel-parts.ts'
import { words } from './words/overview.ts'

/** The filters of the funnel, and the size band of the customer. */
export function useCheckupFields(choices: z.output<typeof readChoices.reply> | undefined): FilterField[] {
  const t = useWords(words)
  const { useFilterFields } = useFunnelParts()
  const shared = useFilterFields(choices)
  const phone = usePhone()
  return useMemo(
    () => [
      ...shared,
      // On the desktop these stand open beside the filters.
      ...(phone ? usual(t) : []),
      { kind: 'choices', key: 'band', label: t('band'), options: headcountBands.map((band) => ({ value: band, label: band })) },
    ],
    [shared, t, phone],
  )
}

const usual = (t: Say<keyof (typeof words)['en']>): FilterField[] => [
  { kind: 'choice', key: 'cohort', label: t('cohort'), options: [{ value: 'all', label: t('cohort.all') }] },
  {
    kind: 'choice',
    key: 'against',
    label: t('against'),
    options: (['typed', 'history', 'others'] as const).map((one) => ({ value: one, label: t(`against.${one}`) })),
  },
]
