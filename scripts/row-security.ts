/**
 * Tables of tenants hide their rows from their owner too. A migration that reads or writes such rows lifts that first and sets it again,
 * else it stops at the first installation that has data.
 */
const bodies = /\$(\w*)\$[\s\S]*?\$\1\$/g

/** Faults of migrations, given in their order. */
export function rowSecurityFaults(migrations: readonly { name: string; text: string }[]): {
  statements: number
  faults: string[]
} {
  const hidden = new Set<string>()
  const faults: string[] = []
  let statements = 0
  for (const { name, text } of migrations) {
    const lifted = new Set<string>()
    const plain = text.replaceAll(/--.*/g, '').replaceAll(bodies, '')
    for (const statement of plain.split(';').map((one) => one.trim())) {
      const [, table, isLifted] = /^alter table (\w+) (no )?force row level security$/.exec(statement) ?? []
      if (table !== undefined) {
        if (isLifted) lifted.add(table)
        else hidden.add(table)
        if (!isLifted) lifted.delete(table)
      }
      if (!/^(update|insert|delete|with)\b/.test(statement)) continue
      statements++
      const named = [...statement.matchAll(/\b(?:update|into|from|join)\s+(\w+)/g)].map(([, one]) => one!)
      for (const one of new Set(named.filter((each) => hidden.has(each) && !lifted.has(each))))
        faults.push(`${name}: rows of ${one} are out of reach; alter table ${one} no force row level security before it`)
    }
    for (const table of lifted) faults.push(`${name}: alter table ${table} force row level security is missing at the end`)
  }
  return { statements, faults }
}
