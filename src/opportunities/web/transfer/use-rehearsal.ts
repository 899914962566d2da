import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, call, type Problem, type ReplyOf } from '../../../ui/api.ts'
import { transferMany } from '../../transfer-contract.ts'
import type { Batch } from '../../transfer-plan.ts'

export type Result = ReplyOf<typeof transferMany>['results'][number]
export interface Why {
  pipeline: string
  reason?: string
  override?: { reason: string }
}

/** Asks the server for each deal what the transfer would say; changes nothing. */
export const useRehearsal = (batches: readonly Batch[], why: Why, enabled: boolean) => {
  const [done, setDone] = useState(0)
  const query = useQuery<Result[], Problem>({
    queryKey: ['transfer-rehearsal', why, batches],
    queryFn: async ({ signal }) => {
      const results: Result[] = []
      try {
        for (const { ids, mapping } of batches) {
          setDone(results.length)
          results.push(...(await call(transferMany, { body: { ...why, ids, mapping, dryRun: true }, signal })).results)
        }
      } catch (error) {
        throw asProblem(error)
      }
      return results
    },
    enabled: enabled && batches.length > 0,
    staleTime: 0,
    gcTime: 0,
    meta: { follows: [] },
  })
  return { results: query.data ?? [], done, isAsking: query.isFetching, error: query.error }
}
