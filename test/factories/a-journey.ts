import { type Journey, millisecondsPerDay, type State, type Visit, type VisitExit } from '../../src/funnel/visits.ts'

const endings: Record<string, { state: State; exit: VisitExit }> = {
  W: { state: 'won', exit: 'won' },
  L: { state: 'lost', exit: 'lost' },
  T: { state: 'terminated', exit: 'terminated' },
  H: { state: 'onHold', exit: 'held' },
  X: { state: 'transferred', exit: 'transferred' },
}

/**
 * For tests and examples: a deal from its path. Digits are stages entered, W won, L lost, T terminated, H held, X transferred,
 * R taken up again, in the stage that follows (the same one when none follows). One step a day from `startDay`. '12LR23' was lost in stage 2, reopened, and is open in 3.
 */
export function aJourney(path: string, { id = path, amountMinor = null as number | null, startDay = 0 } = {}): Journey {
  const visits: Visit[] = []
  let journey: Journey = {
    opportunityId: id,
    enteredAt: startDay * millisecondsPerDay,
    visits,
    state: 'open',
    stateSince: null,
    amountMinor,
    reopened: 0,
  }
  const leave = (at: number, exit: VisitExit): void => {
    const last = visits.at(-1)
    if (last && last.exit === null) visits[visits.length - 1] = { ...last, leftAt: at, exit }
  }
  const enter = (at: number, stageOrder: number): void =>
    void visits.push({ opportunityId: id, stageOrder, enteredAt: at, from: at, leftAt: null, exit: null })
  ;[...path].forEach((step, index) => {
    const at = (startDay + index) * millisecondsPerDay
    const ending = endings[step]
    if (ending) {
      leave(at, ending.exit)
      journey = { ...journey, state: ending.state, stateSince: at }
    } else if (step === 'R') {
      journey = { ...journey, reopened: journey.reopened + Number(journey.state !== 'onHold'), state: 'open', stateSince: null }
      if (!/[1-9]/.test(path[index + 1] ?? '')) enter(at, visits.at(-1)!.stageOrder)
    } else {
      const from = visits.at(-1)?.stageOrder ?? 0
      leave(at, Number(step) < from ? 'back' : 'advanced')
      enter(at, Number(step))
    }
  })
  return { ...journey, visits }
}
