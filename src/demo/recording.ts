import type { Random } from '../platform/random.ts'
import { addDays } from '../platform/time.ts'
import { dayAt, workingMoment } from './season.ts'
import { staff } from './staff.ts'
import { troubles } from './troubles.ts'

const hour = 3_600_000

const lateKey = (() => {
  const { region, rep } = troubles.lateRecorder
  return staff.filter((member) => member.region === region && member.role === 'rep')[rep]!.key
})()

/** When a member writes down what happened at `at`: mostly the same afternoon, sometimes the next morning; one of them days later. */
export function recordedAt(at: number, memberKey: string, timeZone: string, random: Random): number {
  if (memberKey === lateKey && random.chance(0.8)) {
    const soon = at + random.logNormal(troubles.lateRecorder.medianHours, 0.6) * hour
    return Math.max(at + 1.2 * hour, workingMoment(dayAt(soon, timeZone), timeZone, random))
  }
  if (random.chance(0.78)) return at + Math.round(random.logNormal(0.6, 0.8) * hour)
  const days = random.chance(0.88) ? 1 : random.whole(2, 3)
  return Math.max(at + hour, workingMoment(addDays(dayAt(at, timeZone), days), timeZone, random))
}
