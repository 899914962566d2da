import { useMemo } from 'react'
import type { z } from 'zod'
import type { FilterField } from '../../ui/FilterBar.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { readChoices } from '../contract.ts'
import { words } from '../words.ts'

type Choices = z.output<typeof readChoices.reply>

const options = (choices: readonly { id: string; name: string }[]): { value: string; label: string }[] =>
  choices.map(({ id, name }) => ({ value: id, label: name }))

/** The filters of the funnel; one that offers no choice is left out. */
export function useFilterFields(choices: Choices | undefined): FilterField[] {
  const t = useWords(words)
  return useMemo(() => {
    const { owners = [], teams = [], sources = [], products = [], regions = [] } = choices ?? {}
    const many = (key: string, label: string, of: { value: string; label: string }[]): FilterField[] =>
      of.length > 1 ? [{ kind: 'choices', key, label, options: of }] : []
    return [
      { kind: 'days', from: 'from', to: 'last', label: t('range') },
      ...many('owner', t('owner'), options(owners)),
      ...(teams.length > 1 ? [{ kind: 'choice' as const, key: 'team', label: t('team'), options: options(teams) }] : []),
      ...many('source', t('source'), options(sources)),
      ...many('product', t('product'), options(products)),
      ...many(
        'region',
        t('region'),
        regions.map((region) => ({ value: region, label: region })),
      ),
    ]
  }, [choices, t])
}
