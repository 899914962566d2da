import { useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useRef } from 'react'
import { asProblem, call, newKey, type Problem, type ReplyOf } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { keyOf, readAgain, useRead } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { changeChain, readChain, type PersonChange } from '../contract.ts'
import { words } from './words.ts'

export type Chain = ReplyOf<typeof readChain>
export type Person = Chain['people'][number]
export type Change = PersonChange

/** What a change did, told with a way back; false where it was refused. */
export type ChangePeople = (changes: readonly Change[], done: string) => Promise<boolean>

export const useChain = (customerId: string): UseQueryResult<Chain, Problem> =>
  useRead(readChain, { params: { id: customerId } }, { follows: ['contacts', 'activities'] })

/**
 * Changes the picture: it shows at once, is sent one change after another with the version it was made on, and can be undone for a few
 * seconds. Where somebody else was quicker, the newest picture is read and the reader told.
 */
export function useChangeChain(customerId: string): ChangePeople {
  const t = useWords(words)
  const client = useQueryClient()
  const last = useRef<Promise<unknown>>(Promise.resolve())
  const key = keyOf(readChain, { params: { id: customerId } })
  const shown = (): Chain | undefined => client.getQueryData<Chain>(key)
  const send = async (changes: readonly Change[]): Promise<boolean> => {
    const before = shown()
    if (!before) return false
    await client.cancelQueries({ queryKey: key })
    client.setQueryData<Chain>(key, withChanges(before, changes))
    try {
      const reply = await call(changeChain, {
        params: { id: customerId },
        body: { people: [...changes] },
        ifMatch: before.version,
        idempotencyKey: newKey(),
      })
      client.setQueryData<Chain>(key, reply)
      if (changes.some((change) => 'roles' in change || 'attitude' in change)) void readAgain(client, ['contacts'])
      return true
    } catch (error) {
      client.setQueryData<Chain>(key, before)
      const problem = asProblem(error)
      if (problem.code === 'version-conflict') notify.info(t('conflict'))
      else notify.refused(problem)
      void client.invalidateQueries({ queryKey: key })
      return false
    }
  }
  /** One after another: each on the version that the one before left behind. */
  const inTurn = (changes: readonly Change[]): Promise<boolean> => {
    const next = last.current.then(() => send(changes))
    last.current = next.catch(() => undefined)
    return next
  }
  return async (changes, done) => {
    const before = shown()
    const back = inverseOf(before, changes)
    // at once, so that a second press builds on the first
    if (before) client.setQueryData<Chain>(key, withChanges(before, changes))
    const ok = await inTurn(changes)
    if (ok) notify.done(done, { undo: () => void inTurn(back).then((undone) => undone && notify.done(t('undone'))) })
    return ok
  }
}

/** The change that puts everything back. */
export function inverseOf(chain: Chain | undefined, changes: readonly Change[]): Change[] {
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
