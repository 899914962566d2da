import { useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { asProblem, call, newKey, type Problem, type ReplyOf } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { keyOf, readAgain, useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { changeChain, readChain, type PersonChange } from '../contract.ts'
import { words } from './words.ts'

export type Chain = ReplyOf<typeof readChain>
export type Person = Chain['people'][number]
export type Change = PersonChange

/** What a change did, told with a way back; false where it was refused. */
export type ChangePeople = (changes: readonly Change[], done: string) => Promise<boolean>

const follows = ['contacts', 'activities']

export const useChain = (customerId: string): UseQueryResult<Chain, Problem> =>
  useRead(readChain, { params: { id: customerId } }, { follows })

/** A change on its way; `base` is the version it was made on, null where it was made on the one before it in the queue. */
interface Pending {
  changes: readonly Change[]
  base: number | null
}

interface DrawnChain {
  /** What the server said last, with what is still on its way drawn over it. */
  chain: Chain | undefined
  read: UseQueryResult<Chain, Problem>
  change: ChangePeople
}

/**
 * The picture to draw on. A change shows at once, is sent one after another with the version it was made on, and can be undone for a few
 * seconds. What is on its way is never kept among what was read, so that no answer, early or late, takes it off the picture. Where
 * somebody else was quicker, nothing that waits is sent: the newest picture is read and the reader told.
 */
export function useDrawnChain(customerId: string): DrawnChain {
  const t = useWords(words)
  const format = useFormat()
  const client = useQueryClient()
  const read = useChain(customerId)
  const [pending, setPending] = useState<readonly Pending[]>([])
  const queue = useRef<{ waiting: readonly Pending[]; version: number }>({ waiting: [], version: 0 })
  const last = useRef<Promise<unknown>>(Promise.resolve())
  const key = keyOf(readChain, { params: { id: customerId } })
  const said = (): Chain | undefined => client.getQueryData<Chain>(key)
  const wait = (waiting: readonly Pending[]): void => {
    queue.current.waiting = waiting
    setPending(waiting)
  }
  const whoWas = ({ facts }: Problem): string => {
    const { by, at } = facts as { by?: { name: string }; at?: string }
    return by && at ? t('conflictWith', { name: by.name, when: format.moment(at) }) : t('conflict')
  }
  const drop = (one: Pending): void => wait(queue.current.waiting.filter((other) => other !== one))

  const send = async (one: Pending): Promise<boolean> => {
    // given up with the one before it
    if (!queue.current.waiting.includes(one)) return false
    const { changes, base } = one
    try {
      const reply = await call(changeChain, {
        params: { id: customerId },
        body: { people: [...changes] },
        ifMatch: base ?? queue.current.version,
        idempotencyKey: newKey(),
      })
      queue.current.version = reply.version
      // what was asked before this was kept may be answered with what was before it
      await client.cancelQueries({ queryKey: key })
      client.setQueryData<Chain>(key, reply)
      drop(one)
      const isPerson = changes.some((change) => 'roles' in change || 'attitude' in change)
      if (isPerson) void readAgain(client, ['contacts'])
      else void client.invalidateQueries({ queryKey: key })
      return true
    } catch (error) {
      const problem = asProblem(error)
      if (base !== null) queue.current.version = base
      if (problem.code === 'version-conflict') {
        wait([])
        notify.info(whoWas(problem))
      } else {
        drop(one)
        notify.refused(problem)
      }
      void client.invalidateQueries({ queryKey: key })
      return false
    }
  }
  /** One after another: each on the version that the one before left behind. */
  const inTurn = (changes: readonly Change[]): Promise<boolean> => {
    const { waiting } = queue.current
    const one = { changes, base: waiting.length === 0 ? (said()?.version ?? 0) : null }
    wait([...waiting, one])
    const next = last.current.then(() => send(one))
    last.current = next
    return next
  }
  const change: ChangePeople = async (changes, done) => {
    const back = inverseOf(withPending(said(), queue.current.waiting), changes)
    const ok = await inTurn(changes)
    if (ok) notify.done(done, { undo: () => void inTurn(back).then((undone) => undone && notify.done(t('undone'))) })
    return ok
  }
  return { chain: withPending(read.data, pending), read, change }
}

const withPending = (chain: Chain | undefined, pending: readonly Pending[]): Chain | undefined =>
  chain && pending.reduce((drawn, { changes }) => withChanges(drawn, changes), chain)

/** The change that puts everything back. */
function inverseOf(chain: Chain | undefined, changes: readonly Change[]): Change[] {
  return changes.flatMap((change) => {
    const person = chain?.people.find(({ id }) => id === change.id)
    if (!person) return []
    const before = { ...person, counterpartId: person.counterpart?.id ?? null }
    return [Object.fromEntries(Object.keys(change).map((key) => [key, before[key as keyof typeof before]])) as unknown as Change]
  })
}

/** The picture as it will be, for the moment until the server has answered. */
const withChanges = (chain: Chain, changes: readonly Change[]): Chain => ({
  ...chain,
  people: chain.people.map((person) =>
    changes
      .filter(({ id }) => id === person.id)
      .reduce<Person>((made, { counterpartId, ...change }) => {
        const known = chain.people.find(({ counterpart }) => counterpart?.id === counterpartId)?.counterpart
        const counterpart = counterpartId === undefined ? made.counterpart : counterpartId === null ? null : (known ?? made.counterpart) // prettier-ignore
        return { ...made, ...(change as Partial<Person>), counterpart }
      }, person),
  ),
})
