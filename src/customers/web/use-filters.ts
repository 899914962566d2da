import { useMemo } from 'react'
import { listMembers, listTeams } from '../../people/contract.ts'
import type { FilterField } from '../../ui/FilterBar.tsx'
import { useRead } from '../../ui/reading.ts'
import { asked, type ViewOf } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { useCustomerOptions, useFacets } from './customer-options.ts'
import { fitLayers, tiers } from '../customer-tiers.ts'
import { words as tierWords } from './tier-words.ts'
import { words } from './words.ts'

export const viewAsked = {
  q: asked.text,
  level: asked.list,
  owner: asked.text,
  team: asked.text,
  region: asked.list,
  industry: asked.list,
  source: asked.text,
  value: asked.oneOf(tiers),
  potential: asked.oneOf(tiers),
  fit: asked.oneOf(fitLayers),
  archived: asked.flag,
  sort: asked.oneOf(['newest', 'name', 'lastActivity']),
  peek: asked.text,
  /** Opens the form for a new customer of this name. */
  create: asked.text,
}
export type View = ViewOf<typeof viewAsked>

const rarely = { staleTime: 5 * 60_000 }

/** The filters of the list. Owner and team are offered only where there is more than one to choose from. */
export const useFilters = (view: View): readonly FilterField[] => {
  const t = useWords(words)
  const tier = useWords(tierWords)
  const { levels, sources } = useCustomerOptions()
  const { industries, regions } = useFacets()
  const members = useRead(listMembers, { query: { limit: 200, reachable: 'true' } }, rarely).data?.items
  const teams = useRead(listTeams, { query: { limit: 200 } }, rarely).data?.items
  return useMemo(() => {
    const named = (items: readonly { id: string; name: string }[] | undefined) =>
      (items ?? []).map(({ id, name }) => ({ value: id, label: name }))
    const valued = (facets: readonly { value: string }[]) => facets.map(({ value }) => ({ value, label: value }))
    const manyPeople = (members?.length ?? 0) > 1
    return [
      { kind: 'text', key: 'q', label: t('search') },
      { kind: 'choices', key: 'level', label: t('level'), options: levels },
      ...(manyPeople || view.owner
        ? [{ kind: 'choice' as const, key: 'owner', label: t('owner'), options: named(members) }]
        : []),
      ...(manyPeople && (teams?.length ?? 0) > 1
        ? [{ kind: 'choice' as const, key: 'team', label: t('team'), options: named(teams) }]
        : []),
      { kind: 'choices', key: 'region', label: t('region'), options: valued(regions) },
      { kind: 'choices', key: 'industry', label: t('industry'), options: valued(industries) },
      { kind: 'choice', key: 'source', label: t('source'), options: sources },
      { kind: 'choice', key: 'value', label: tier('value'), options: tiers.map((value) => ({ value, label: tier(value) })) },
      {
        kind: 'choice',
        key: 'potential',
        label: tier('potential'),
        options: tiers.map((value) => ({ value, label: tier(value) })),
      },
      {
        kind: 'choice',
        key: 'fit',
        label: tier('fit'),
        options: fitLayers.map((value) => ({ value, label: tier(`fit.${value}`) })),
      },
      { kind: 'flag', key: 'archived', label: t('archivedOnly') },
    ]
  }, [t, tier, levels, sources, industries, regions, members, teams, view.owner])
}
