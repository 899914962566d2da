import { expect, test } from 'vitest'
import { defaultRoles, flawOfRoles, mostPlaces, takingRole } from './roles.ts'

const [manager, , , , sponsor] = defaultRoles
const team = { ownerId: 'li', places: 0 }
const chen = { id: 'chen', leaves: false, leads: false }

test('anybody who works here can join a team, but for the owner', () => {
  expect(takingRole(manager, chen, team)).toBeNull()
  expect(takingRole(manager, { ...chen, id: 'li' }, team)?.code).toBe('account-owner-is-there')
  expect(takingRole(manager, { ...chen, leaves: true }, team)?.facts).toEqual({ field: 'memberId' })
  expect(takingRole(undefined, chen, team)?.facts).toEqual({ field: 'role' })
  expect(takingRole(manager, chen, { ...team, places: mostPlaces })?.code).toBe('account-team-full')
})

test('a senior sponsor leads people', () => {
  expect(takingRole(sponsor, chen, team)?.code).toBe('account-role-leads')
  expect(takingRole(sponsor, { ...chen, leads: true }, team)).toBeNull()
})

test('roles have a name each, and no two the same', () => {
  expect(flawOfRoles(defaultRoles)).toBeNull()
  expect(flawOfRoles([manager!, manager!])?.code).toBe('account-role-twice')
  const quality = { key: 'role-1', name: '质量', access: 'read' as const, leads: false }
  expect(flawOfRoles([...defaultRoles, quality])).toBeNull()
  expect(flawOfRoles([quality, { ...quality, key: 'role-2' }])?.code).toBe('account-role-twice')
  expect(flawOfRoles([{ ...quality, name: ' ' }])?.code).toBe('account-role-nameless')
})
