import { reaches } from '../../people/reach.ts'
import { newId } from '../../platform/ids.ts'
import { nameKey } from '../../platform/text/keys.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import type { Caller } from '../../platform/session.ts'
import { insertRows } from '../store/rows.ts'
import { noteCreated } from './references.ts'
import { warn, type Run } from './run.ts'

/** The owner a row names. Unknown people become members without sign-in where the caller may do that; else the caller owns the record, with a warning. */
export async function ownersOf(run: Run, names: readonly (string | null | undefined)[]): Promise<Map<string, string>> {
  const { references, caller } = run
  const wanted = [...new Set(names.filter((name): name is string => !!name))]
  const unknown = [
    ...new Map(wanted.filter((name) => !references.members.has(nameKey(name))).map((name) => [nameKey(name), name])).values(),
  ]
  if (unknown.length > 0 && caller.abilities.has('members.manage')) {
    await createMembers(
      run,
      unknown.map((name) => ({ name })),
    )
    for (const name of unknown) warn(run, 'member-created', 'owner', name)
  }
  const owners = new Map<string, string>()
  for (const name of wanted) {
    const member = references.members.get(nameKey(name))
    if (!member) warn(run, 'owner-unknown', 'owner', name)
    else if (member.id !== caller.memberId && !mayGiveTo(caller, member.id)) warn(run, 'owner-out-of-reach', 'owner', name)
    else owners.set(name, member.id)
  }
  return owners
}

const mayGiveTo = (caller: Caller, ownerId: string): boolean =>
  (caller.reach === 'organisation' || caller.abilities.has('records.assign')) && reaches(caller, ownerId)

export interface NewPerson {
  name: string
  role?: string
  teamId?: string | null
  email?: string | null
  phone?: string | null
  externalId?: string | null
}

/** Members without sign-in: they own records and can be invited later. */
export async function createMembers(run: Run, people: readonly NewPerson[]): Promise<string[]> {
  const { tx, caller, references } = run
  const rows = people.map(({ name, role = 'rep', teamId = null, email = null, phone = null, externalId = null }) => {
    const { full, initials } = pinyinOf(name)
    const key = nameKey(name)
    return {
      org_id: caller.orgId,
      id: newId(),
      name,
      name_key: key,
      pinyin: full,
      initials,
      email,
      phone,
      role,
      team_id: teamId,
      status: 'no-sign-in',
      external_id: externalId,
      preferences: {},
      version: 1,
      created_at: caller.now,
    }
  })
  await insertRows(tx, 'member', rows)
  for (const { id, name, name_key, email, external_id } of rows)
    for (const key of [external_id, email, name_key]) if (key) references.members.set(nameKey(key), { id, name })
  await noteCreated(
    run,
    'member',
    rows.map(({ id, name, role, team_id }) => ({ id, after: { name, role, teamId: team_id } })),
  )
  return rows.map(({ id }) => id)
}
