import { useQueryClient } from '@tanstack/react-query'
import { asProblem, call, newKey, type Problem, type ReplyOf } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { keyOf, readAgain } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { asked, type ViewOf } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { readPlan, savePlan, type listPlans } from '../contract.ts'
import { planStates } from '../plan.ts'
import { words } from './words.ts'

export type Plan = ReplyOf<typeof readPlan>
export type PlanDocument = Plan['document']
export type PlanCell = Plan['cells'][number]
export type PlanList = ReplyOf<typeof listPlans>
export type PlanRow = PlanList['items'][number]

export const viewAsked = {
  q: asked.text,
  team: asked.text,
  owner: asked.text,
  state: asked.oneOf(planStates),
  due: asked.oneOf(['true']),
  unsigned: asked.oneOf(['true']),
  sort: asked.oneOf(['review', 'aimed']),
}
export type PlansView = ViewOf<typeof viewAsked>

/** What a write answers with is shown at once; the list and the day are read again. */
export const useShowPlan = (): ((plan: Plan) => void) => {
  const client = useQueryClient()
  return (plan) => {
    client.setQueryData(keyOf(readPlan, { params: { id: plan.id } }), plan)
    void readAgain(client, ['account-plans', 'tasks', 'day-lists'])
  }
}

/** Reads a plan again after somebody was quicker. */
export const useLatestPlan = (id: string): (() => Promise<void>) => {
  const client = useQueryClient()
  return () => client.refetchQueries({ queryKey: keyOf(readPlan, { params: { id } }) })
}

/**
 * Saves parts of a plan onto the version that is shown. Where somebody was quicker the latest is shown, who it was is said, and what
 * was meant is kept: it can be saved onto the latest. Answers whether it was written; refusals of another kind are handed on.
 */
export function useSavePlan(plan: Plan): (change: Partial<PlanDocument>) => Promise<Problem | null> {
  const t = useWords(words)
  const show = useShowPlan()
  const client = useQueryClient()
  const { memberId } = useSession()
  const key = keyOf(readPlan, { params: { id: plan.id } })
  const save = async (change: Partial<PlanDocument>): Promise<Problem | null> => {
    const now = client.getQueryData<Plan>(key) ?? plan
    try {
      show(
        await call(savePlan, {
          params: { id: plan.id },
          body: { ...now.document, ...change },
          ifMatch: now.version,
          idempotencyKey: newKey(),
        }),
      )
      notify.done(t('saved'))
      return null
    } catch (error) {
      const problem = asProblem(error)
      if (problem.code !== 'version-conflict') return problem
      await client.refetchQueries({ queryKey: key })
      const by = problem.facts['by'] as { id: string; name: string } | undefined
      notify.info(by && by.id !== memberId ? t('conflictBy', { name: by.name }) : t('conflict'), {
        action: { label: t('again'), run: () => void save(change) },
      })
      return null
    }
  }
  return save
}

/** The name of a unit; the company itself has none of its own. */
export const useUnitName = (): ((plan: Pick<Plan, 'document'>, unitId: string | null) => string) => {
  const t = useWords(words)
  return ({ document }, unitId) => document.units.find(({ id }) => id === unitId)?.name ?? t('company')
}

export const perCent = (value: number | null): number | null => (value === null ? null : Math.round(value * 1000) / 10)
export const ofPerCent = (value: number | null): number | null => (value === null ? null : value / 100)
