import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../src/platform/root.ts'
import { rowSecurityFaults } from './row-security.ts'

const folder = join(projectRoot, 'db/migrations')

test('migrations reach the rows that they change', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql')).toSorted() // prettier-ignore
  const { statements, faults } = rowSecurityFaults(
    files.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') })),
  )
  expect(statements).toBeGreaterThan(5)
  expect(faults).toEqual([])
})

test('a change of hidden rows, a hidden table read for it, and one left open are faults', () => {
  const first = {
    name: '1.sql',
    text: 'create table task (id int);\nalter table task force row level security;\ncreate table free (id int);',
  }
  const faultsOf = (text: string) => rowSecurityFaults([first, { name: '2.sql', text }]).faults
  const lift = 'alter table task no force row level security;'
  const set = 'alter table task force row level security;'
  expect(faultsOf('update task set id = 1;')).toEqual([expect.stringContaining('2.sql: rows of task are out of reach')])
  expect(faultsOf('-- all of them\ninsert into free select id from task;')).toHaveLength(1)
  expect(faultsOf(`${lift} update task set id = 1;`)).toEqual([expect.stringContaining('is missing at the end')])
  expect(faultsOf(`${lift} update task set id = 1; ${set}`)).toEqual([])
  expect(faultsOf(`${lift} update task set id = 1; ${set} delete from task;`)).toHaveLength(1)
  expect(
    faultsOf('insert into free values (1); create function f() returns void as $$ update task set id = 2; $$ language sql;'),
  ).toEqual([])
})
