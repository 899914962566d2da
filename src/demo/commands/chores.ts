import { askedWeek, oldestWeeks, type ChoreMinutes } from '../../capacity/chores.ts'
import { bringChores } from '../../capacity/commands/chores.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { seeded } from '../../platform/random.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import type { Settled } from './settle.ts'

/** What the reps told of their chores in the last weeks: an hour and a half a day or so; a third has not told the newest week yet. */
export async function tellChores(tx: Tx, caller: Caller, { members }: Settled, seed: number): Promise<void> {
  const random = seeded(seed + 176)
  const asked = askedWeek(dayOf(caller.now, caller.timeZone))
  const reps = [...members].filter(([key]) => /-\d+$/.test(key))
  const told = reps.flatMap(([, memberId]) => {
    const newest = random.chance(2 / 3) ? 0 : 1
    return Array.from({ length: oldestWeeks - newest }, (_, week) => {
      const minutes: ChoreMinutes = {
        meetings: random.whole(4, 9) * 5,
        paperwork: random.whole(3, 7) * 5,
        approvals: random.whole(1, 4) * 5,
        helping: random.whole(0, 3) * 5,
        travel: random.whole(0, 5) * 5,
        other: 0,
      }
      return { memberId, weekOn: addDays(asked, -7 * (week + newest)), minutes }
    })
  })
  await bringChores(tx, caller, told)
}
