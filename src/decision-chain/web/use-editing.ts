import { notify } from '../../ui/Notices.tsx'
import { useWords } from '../../ui/use-words.ts'
import { circleBy } from '../chain.ts'
import type { Place } from '../layout.ts'
import type { Chain, Change, ChangePeople } from './use-chain.ts'
import { words } from './words.ts'

/** What can be done on the picture. */
export interface ChainEditing {
  isOpen: boolean
  choose: (id: string) => void
  /** Puts a card somewhere; all others stay where they are shown. */
  move: (id: string, to: Place, shown: ReadonlyMap<string, Place>) => void
  line: (id: string, bossId: string | null) => void
  change: (id: string, change: Omit<Change, 'id'>) => void
  /** Lays everybody out anew. */
  tidy: () => void
}

/** Changes of the picture with what is said about each; a line that would close a circle is refused before it is sent. */
export function useEditing(chain: Chain, send: ChangePeople, choose: (id: string) => void): ChainEditing {
  const t = useWords(words)
  const nameOf = (id: string): string => chain.people.find((person) => person.id === id)?.name ?? ''
  return {
    isOpen: chain.permissions.edit === null,
    choose,
    move: (id, to, shown) => {
      const others = chain.people.flatMap((person) => {
        const at = shown.get(person.id)
        return person.id === id || person.x !== null || !at ? [] : [{ id: person.id, x: at.x, y: at.y }]
      })
      void send([{ id, x: to.x, y: to.y }, ...others], t('moved', { name: nameOf(id) }))
    },
    line: (id, bossId) => {
      if (chain.people.find((person) => person.id === id)?.reportsToId === bossId) return
      const circle = bossId === null ? null : circleBy(chain.people, id, bossId)
      if (circle) return notify.info(t('circle', { names: circle.map(nameOf).join(' → ') }))
      const said = bossId === null ? t('unlined', { name: nameOf(id) }) : t('lined', { name: nameOf(id), boss: nameOf(bossId) })
      void send([{ id, reportsToId: bossId }], said)
    },
    change: (id, change) => void send([{ id, ...change }], t('saved', { name: nameOf(id) })),
    tidy: () => {
      const put = chain.people.filter(({ x }) => x !== null)
      if (put.length > 0) void send(put.map(({ id }) => ({ id, x: null, y: null })), t('tidied')) // prettier-ignore
    },
  }
}
