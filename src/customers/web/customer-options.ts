import { readOrganization } from '../../people/contract.ts'
import { listSources } from '../../products/contract.ts'
import { useRead } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { readFacets } from '../contract.ts'
import { headcountBands, levels, revenueTrends } from '../customer.ts'
import { words as customerWords } from '../words.ts'
import { words } from './words.ts'

const rarely = { staleTime: 5 * 60_000 }

/** Levels, bands, trends and sources as the pickers offer them. */
export const useCustomerOptions = () => {
  const c = useWords(customerWords)
  const t = useWords(words)
  const sources = useRead(listSources, { query: { limit: 200 } }, rarely).data?.items ?? []
  return {
    levels: levels.map((value) => ({ value, label: c(`level.${value}`) })),
    bands: headcountBands.map((value) => ({ value, label: t('people', { band: value }) })),
    trends: revenueTrends.map((value) => ({ value, label: c(`trend.${value}`) })),
    sources: sources.map(({ id, name }) => ({ value: id, label: name })),
  }
}

/** Industries and regions in use, for filters and for typing ahead. */
export const useFacets = () => useRead(readFacets, {}, { staleTime: 60_000 }).data ?? { industries: [], regions: [] }

/** The fields the organisation demands of every customer. */
export const useMandatory = (): ReadonlySet<string> =>
  new Set<string>(useRead(readOrganization, {}, { ...rarely, follows: ['organization'] }).data?.mandatoryProfile ?? ['name'])
