import { reaches } from '../../people/reach.ts'
import { nameKey } from '../../platform/text/keys.ts'
import { importTargets, type ImportedLine } from '../../targets/commands/import.ts'
import { measureName } from '../../targets/measure-name.ts'
import { words as targetWords } from '../../targets/words.ts'
import { locales, say } from '../../platform/words.ts'
import { minorDigits } from '../amounts.ts'
import { insertChanges } from '../store/rows.ts'
import type { RowRead } from '../row-reader.ts'
import { targetLine, type TargetLine } from '../target-lines.ts'
import { fail, failWith, show, warn, type Run } from './run.ts'

type Placed = TargetLine & Pick<ImportedLine, 'memberId' | 'teamId'>

/** Brings targets into the draft of each year and measure that the file speaks of. Rows that cannot be written fail together with their year. */
export async function writeTargets(run: Run, rows: readonly RowRead[]): Promise<void> {
  const teams = await teamsByName(run)
  const plans = new Map<string, Placed[]>()
  for (const row of rows) {
    if (row.errors.length > 0) {
      fail(run, row)
      continue
    }
    const placed = place(run, row, teams)
    if (!placed) continue
    const key = `${placed.year} ${placed.measure}`
    plans.set(key, [...(plans.get(key) ?? []), placed])
  }
  for (const lines of plans.values()) await writePlan(run, lines)
}

function place(run: Run, row: RowRead, teams: ReadonlyMap<string, string | null>): Placed | null {
  const no = (field: string, code: string, given = ''): null => {
    failWith(run, row, field, code, given)
    return null
  }
  const line = targetLine(row, 10 ** minorDigits(run.caller.currency))
  if ('code' in line) return no(line.field, line.code)
  if (line.owner !== null) {
    const member = run.references.members.get(nameKey(line.owner))
    if (!member || !reaches(run.caller, member.id)) return no('owner', 'target-owner-unknown', line.owner)
    return { ...line, memberId: member.id, teamId: null }
  }
  const teamId = line.team === null ? null : teams.get(nameKey(line.team))
  if (teamId === undefined) return no('team', 'target-team-unknown', line.team ?? '')
  return { ...line, memberId: null, teamId }
}

async function writePlan(run: Run, placed: readonly Placed[]): Promise<void> {
  const { tx, caller, tally } = run
  const lines = merged(placed)
  const { year, measure } = placed[0]!
  const outcome = await importTargets(tx, caller, { year, measure, note: '', lines: lines.map(({ line }) => line) })
  if (!outcome.ok) {
    const { refusal } = outcome
    for (const { row } of placed)
      fail(run, row, [{ field: 'year', header: null, code: 'target-refused', given: `${year}`, refusal }])
    return
  }
  const { targetId, action, version, editId } = outcome.value
  const name = `${year} ${measureName(caller.locale, measure)}`
  if (action !== 'unchanged')
    await insertChanges(tx, caller.orgId, run.importId, [
      {
        entityKind: 'target',
        entityId: targetId,
        action: action === 'created' ? 'created' : 'updated',
        version,
        before: editId === null ? null : { editId },
      },
    ])
  lines.forEach(({ rows }, at) => {
    const what = outcome.value.lines[at]!
    for (const row of rows) {
      if (what === 'sum') warn(run, 'target-sum-row', null, `${row.line}`)
      if (what !== 'changed') tally.unchanged++
      else if (action === 'created') tally.created++
      else tally.updated++
      if (what === 'changed') show(run, row.line, action === 'created' ? 'created' : 'updated', name, shownOf(row))
    }
  })
}

const shownOf = ({ values }: RowRead): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => ['team', 'owner', 'total', 'month', 'amount'].includes(key)))

/** Rows of the same person or team at the same level, such as one for each month, as one line; of a month told twice the later holds. */
function merged(placed: readonly Placed[]): { line: ImportedLine; rows: RowRead[] }[] {
  const found = new Map<string, { line: ImportedLine; rows: RowRead[] }>()
  for (const { row, level, memberId, teamId, months, total } of placed) {
    const key = `${level} ${memberId ?? ''} ${teamId ?? ''}`
    const known = found.get(key)
    const line: ImportedLine = {
      level,
      memberId,
      teamId,
      months: months.map((value, month) => value ?? known?.line.months[month] ?? null),
      total: total ?? known?.line.total ?? null,
    }
    found.set(key, { line, rows: [...(known?.rows ?? []), row] })
  }
  return [...found.values()]
}

/** Teams by name; the company by what a file of ours calls it in any language, and by its own name. */
async function teamsByName({ tx, caller }: Run): Promise<Map<string, string | null>> {
  const [teams, own] = await Promise.all([
    tx
      .selectFrom('team')
      .select(['id', 'name', 'parent_id'])
      .where('org_id', '=', caller.orgId)
      .where('deleted_at', 'is', null)
      .execute(),
    tx.selectFrom('organisation').select('name').where('org_id', '=', caller.orgId).executeTakeFirstOrThrow(),
  ])
  const company = [own.name, ...locales.map((locale) => say(locale, targetWords, 'wholeCompany'))]
  return new Map([
    ...company.map((name): [string, null] => [nameKey(name), null]),
    ...teams.map(({ id, name }): [string, string] => [nameKey(name), id]),
  ])
}
