import { sql } from 'kysely'
import { nameKey } from '../../platform/text/keys.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import { newId } from '../../platform/ids.ts'
import { say } from '../../platform/words.ts'
import type { PhoneValue, RowRead } from '../row-reader.ts'
import type { DateValue } from '../dates.ts'
import { insertRows, updateRows } from '../store/rows.ts'
import { words } from '../words.ts'
import { createMembers } from './owners.ts'
import { noteCreated } from './references.ts'
import { fail, warn, type Run } from './run.ts'
import { given, upsert, type Keeping, type Stored } from './upsert.ts'

const members: Keeping = {
  table: 'member',
  entityKind: 'member',
  natural: {
    column: 'name_key',
    type: 'text',
    valueOf: ({ naturalKey }) => naturalKey,
    keyOf: ({ name_key }) => name_key as string,
  },
  alive: sql<boolean>`status <> 'deactivated'`,
  blank: (run, columns) =>
    ({
      org_id: run.caller.orgId,
      id: newId(),
      email: null,
      phone: null,
      role: 'rep',
      team_id: null,
      status: 'no-sign-in',
      locale: null,
      preferences: {},
      external_id: null,
      joined_on: null,
      version: 1,
      created_at: run.caller.now,
      ...columns,
    }) as unknown as Stored,
  texts: null,
  nameOf: ({ name }) => name as string,
  touches: false,
}

/**
 * People without sign-in, placed in the team tree: the team column names a team below the root (a region), a manager leads a
 * team of his or her own inside it. Teams and managers that are not there yet are made.
 */
export async function writeMembers(run: Run, rows: readonly RowRead[]): Promise<void> {
  const good = rows.filter((row) => row.errors.length === 0 || fail(run, row))
  const teams = await teamsFor(run, good)
  const results = await upsert(
    run,
    members,
    good.map((row) => {
      const { values } = row
      const name = values.name as string
      const { full, initials } = pinyinOf(name)
      const phones = values.phone as PhoneValue[] | null | undefined
      return {
        row,
        naturalKey: nameKey(name),
        externalId: (values.externalId as string | null | undefined) ?? null,
        columns: given({
          name,
          name_key: nameKey(name),
          pinyin: full,
          initials,
          external_id: values.externalId ?? undefined,
          email: values.email,
          phone: phones === null ? null : phones?.[0]?.e164,
          role: values.role ?? undefined,
          joined_on: values.joinedOn === null ? null : (values.joinedOn as DateValue | undefined)?.day,
          team_id: teams.get(teamKey(values.team as string | null, values.manager as string | null)),
        }),
      }
    }),
  )
  for (const { id, name, name_key, external_id } of results.values())
    for (const key of [external_id, name_key as string])
      if (key) run.references.members.set(nameKey(key), { id, name: name as string })
}

const teamKey = (team: string | null | undefined, manager: string | null | undefined): string =>
  `${nameKey(team ?? '')}|${nameKey(manager ?? '')}`

async function teamsFor(run: Run, rows: readonly RowRead[]): Promise<Map<string, string>> {
  const { tx, caller } = run
  const existing = await tx
    .selectFrom('team')
    .select(['id', 'parent_id', 'name'])
    .where('org_id', '=', caller.orgId)
    .where('deleted_at', 'is', null)
    .execute()
  const root = existing.find(({ parent_id }) => parent_id === null)?.id ?? null
  const byPlace = new Map(existing.map(({ id, parent_id, name }) => [`${parent_id ?? ''}|${nameKey(name)}`, id]))
  const make = async (name: string, parentId: string | null, isRegion: boolean): Promise<string> => {
    const place = `${parentId ?? ''}|${nameKey(name)}`
    const known = byPlace.get(place)
    if (known) return known
    const id = newId()
    await insertRows(tx, 'team', [
      {
        org_id: caller.orgId,
        id,
        parent_id: parentId,
        name,
        is_region: isRegion,
        position: 0,
        version: 1,
        created_at: caller.now,
        deleted_at: null,
      },
    ])
    await noteCreated(run, 'team', [{ id, after: { name, parentId } }])
    warn(run, 'team-created', 'team', name)
    byPlace.set(place, id)
    return id
  }

  const teams = new Map<string, string>()
  for (const { values } of rows) {
    const [team, manager] = [values.team as string | null | undefined, values.manager as string | null | undefined]
    const key = teamKey(team, manager)
    if ((!team && !manager) || teams.has(key)) continue
    const region = team ? await make(team, root, !!manager) : root
    const led = manager ? await make(say(caller.locale, words, 'team-of', { name: manager }), region, false) : region
    if (led) teams.set(key, led)
    if (manager && led) await placeManager(run, manager, led)
  }
  return teams
}

/** The manager leads the team: made when nobody of that name is here; somebody without a team is put at its head. */
async function placeManager(run: Run, name: string, teamId: string): Promise<void> {
  const known = run.references.members.get(nameKey(name))
  if (!known) {
    await createMembers(run, [{ name, role: 'supervisor', teamId }])
    warn(run, 'member-created', 'manager', name)
    return
  }
  const { rows } = await sql<{
    role: string
    team_id: string | null
  }>`select role, team_id from member where org_id = ${run.caller.orgId} and id = ${known.id}`.execute(run.tx)
  const person = rows[0]
  if (!person || person.team_id !== null) return
  await updateRows(run.tx, 'member', run.caller.orgId, [
    { id: known.id, team_id: teamId, role: person.role === 'rep' ? 'supervisor' : person.role },
  ])
}
