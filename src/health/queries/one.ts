import { sql } from 'kysely'
import { readOrganization } from '../../people/queries.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import { judge, type Evidence } from '../evidence.ts'
import { driverNames, healthOf, isFalling, slopeOf, unbroken } from '../health-score.ts'
import { raisesOf, unknownDrivers } from '../raising.ts'
import { readToJudge } from '../store/judged.ts'
import { readJudging } from './setting.ts'

const shownMonths = 24

const nothing: Evidence = {
  orders: 0,
  firstOrderOn: null,
  lastOrderOn: null,
  contractEndsOn: null,
  nps: null,
  satisfaction: null,
  margin: null,
  walletShare: null,
  referrals: 0,
  daysLate: null,
  overdueDays: null,
  lastContactOn: null,
  grade: null,
  deciderIsAgainstUs: false,
  severeComplaints: 0,
  usage: [],
}

/** Health of one customer, worked out from what is on record now; null when it is not there or out of reach. */
export async function readHealthOf(tx: Tx, caller: Caller, id: string) {
  const { orgId, now, timeZone } = caller
  const customer = await tx.selectFrom('customer').select('owner_id').where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst() // prettier-ignore
  if (!customer || !reaches(caller, customer.owner_id, id)) return null
  const today = dayOf(now, timeZone)
  const month = `${today.slice(0, 7)}-01`
  const { currency } = await readOrganization(tx, orgId)
  const moment = { at: now, timeZone, currency, month, trendFrom: addDays(month, -153), isAfterwards: false }
  const [{ weights, cadence, threshold }, [evidence], months] = await Promise.all([
    readJudging(tx, orgId),
    readToJudge(tx, orgId, moment, (column) => sql<boolean>`${sql.ref(column)} = ${id}::uuid`),
    tx
      .selectFrom('customer_health_month')
      .select(['month', 'score', 'is_afterwards as isAfterwards'])
      .where('org_id', '=', orgId)
      .where('customer_id', '=', id)
      .where('month', '<', month)
      .orderBy('month', 'desc')
      .limit(shownMonths - 1)
      .execute(),
  ])
  const { points, known, flags } = judge(evidence ?? nothing, today, cadence)
  const health = evidence ? healthOf(points, flags, weights) : healthOf(nothingKnown)
  const present = health.score === null ? [] : [{ month, score: health.score, isAfterwards: false }]
  const curve = [...months.toReversed(), ...present]
  const slope = slopeOf(unbroken(curve))
  return {
    ...health,
    threshold,
    flags: evidence ? flags : [],
    drivers: driverNames.filter((driver) => weights[driver] > 0).map((driver) => ({ driver, weight: weights[driver], points: points[driver] })), // prettier-ignore
    known,
    months: curve,
    slope,
    isFalling: isFalling(slope),
    raises: evidence ? raisesOf(points, flags, weights) : [],
    unknown: unknownDrivers(points, weights),
    openMinor: evidence?.openMinor ?? 0,
    revenueMinor: evidence?.revenueMinor ?? 0,
  }
}

const nothingKnown = judge(nothing, '2000-01-01', { '1': 1, '2': 1, '3': 1, '4': 1, '5': 1, none: 1 }).points
