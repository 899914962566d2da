import { readGroupNames, readTeamOfMembers } from '../../funnel/queries/group-names.ts'
import type { Remember } from '../../funnel/queries/memory.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import type { Dimension } from '../contract.ts'
import type { Coded, Deals } from '../deals.ts'
import { words } from '../words.ts'

/** What the values of a dimension are called. Regions and size bands are their own names. */
export async function readNames(
  tx: Tx,
  caller: Caller,
  remember: Remember,
  by: Dimension,
): Promise<(value: string | null) => string> {
  const none = say(caller.locale, words, 'none')
  const names =
    by === 'region' || by === 'band'
      ? new Map<string, string>()
      : await remember(['checkup-names', by, caller.locale], () => readGroupNames(tx, caller, by))
  return (value) => (value === null ? none : (names.get(value) ?? value))
}

/** Each deal's value of a dimension; a team is its owner's. */
export async function columnOf(tx: Tx, caller: Caller, remember: Remember, deals: Deals, by: Dimension): Promise<Coded> {
  if (by !== 'team') return deals.of[by]
  const teams = await remember(['checkup-teams'], () => readTeamOfMembers(tx, caller))
  const { codes, values } = deals.of.owner
  const ofOwner = values.map((owner) => (owner === null ? null : (teams.get(owner) ?? null)))
  const distinct = [...new Set(ofOwner)]
  const places = ofOwner.map((team) => distinct.indexOf(team))
  return { codes: codes.map((code) => places[code]!), values: distinct }
}
