import { IconAddressBook, IconBriefcase, IconBuilding, IconPackage, IconSeeding, IconUser, type Icon } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { search, type SearchKind } from '../../search/contract.ts'
import type { ReplyOf } from '../../ui/api.ts'
import { useRead } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { useHasPage } from './navigation.ts'
import type { Entry } from './Palette.tsx'
import { words } from './words.ts'

type Hit = ReplyOf<typeof search>['groups'][number]['items'][number]

interface Target {
  page: string
  icon: Icon
  word: keyof (typeof words)['zh-CN']
  /** What the page's address says of the record; without it the record has a page of its own. */
  search?: (hit: Hit) => Record<string, string>
}

const targets: Record<SearchKind, Target> = {
  customer: { page: '/customers/$id', icon: IconBuilding, word: 'kindCustomer' },
  contact: { page: '/contacts', icon: IconAddressBook, word: 'kindContact', search: ({ id }) => ({ peek: id }) },
  opportunity: { page: '/opportunities/$id', icon: IconBriefcase, word: 'kindOpportunity' },
  lead: { page: '/leads', icon: IconSeeding, word: 'kindLead', search: ({ id }) => ({ peek: id }) },
  member: { page: '/settings/members', icon: IconUser, word: 'kindMember', search: ({ title }) => ({ q: title }) },
  product: { page: '/settings/products', icon: IconPackage, word: 'kindProduct', search: ({ title }) => ({ q: title }) },
}

/** Records that match what is typed, as entries of the palette; the server searches names, pinyin, phones and codes. */
export const useFound = (q: string, enabled: boolean): { entries: Entry[]; isLoading: boolean } => {
  const t = useWords(words)
  const navigate = useNavigate()
  const hasPage = useHasPage()
  const asking = enabled && q !== ''
  const { data, isFetching } = useRead(search, { query: { q } }, { enabled: asking, keep: true, staleTime: 10_000 })
  const entries = useMemo(() => {
    if (!asking || !data) return []
    return data.groups
      .filter(({ kind }) => hasPage(targets[kind].page))
      .flatMap(({ kind, items }) => {
        const { page, icon, word, search: place } = targets[kind]
        return items.map((hit): Entry => {
          const go = place ? { to: page, search: place(hit) as never } : { to: page, params: { id: hit.id } as never }
          const hint = [hit.belongsTo, hit.phone, hit.ownerName].filter(Boolean).join(' · ')
          return { key: `${kind}:${hit.id}`, group: t(word), label: hit.title, hint, icon, run: () => void navigate(go) }
        })
      })
  }, [asking, data, hasPage, navigate, t])
  return { entries, isLoading: asking && isFetching }
}
