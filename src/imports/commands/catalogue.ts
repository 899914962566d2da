import { newId } from '../../platform/ids.ts'
import { looseKey, nameKey } from '../../platform/text/keys.ts'
import { insertRows } from '../store/rows.ts'
import { noteCreated } from './references.ts'
import { warn, type Run } from './run.ts'

/**
 * The products named: exactly, else nearly (GTXPro is GTX Pro) with a warning unless the mapping says what it is, else made by name.
 */
export async function productsOf(run: Run, names: readonly (string | null | undefined)[]): Promise<Map<string, string>> {
  const { references, caller, tx } = run
  const decided = run.plan.columns.find(({ field }) => field.type === 'product')?.values
  const found = new Map<string, string>()
  const fresh = new Map<string, string>()
  for (const name of new Set(names)) {
    if (!name) continue
    const exact = references.products.get(nameKey(name))
    const near = exact ? undefined : references.productsNearly.get(looseKey(name))
    if (near && !decided?.has(nameKey(name))) {
      found.set(name, near.id)
      const times = names.filter((other) => other === name).length
      warn(run, 'product-near', 'product', `${name} → ${near.name}`, times)
    } else if (exact) found.set(name, exact.id)
    else if (!fresh.has(nameKey(name))) fresh.set(nameKey(name), name)
  }
  if (fresh.size > 0) {
    const rows = [...fresh].map(([key, name]) => ({
      org_id: caller.orgId,
      id: newId(),
      name,
      name_key: key,
      code: null,
      series: null,
      list_price_minor: null,
      currency: caller.currency,
      active: true,
      external_id: null,
      version: 1,
      created_at: caller.now,
    }))
    await insertRows(tx, 'product', rows)
    await noteCreated(
      run,
      'product',
      rows.map(({ id, name }) => ({ id, after: { name } })),
    )
    for (const { id, name, name_key } of rows) {
      references.products.set(name_key, { id, name })
      references.productsNearly.set(looseKey(name), { id, name })
      warn(run, 'product-created', 'product', name)
    }
    for (const name of new Set(names))
      if (name && fresh.has(nameKey(name))) found.set(name, references.products.get(nameKey(name))!.id)
  }
  return found
}

/** Where records come from: known sources by any of their names; unknown ones are made where the caller keeps the catalogue. */
export async function sourcesOf(run: Run, names: readonly (string | null | undefined)[]): Promise<Map<string, string>> {
  const { references, caller, tx } = run
  for (const name of new Set(names)) {
    if (!name || references.sources.has(nameKey(name))) continue
    if (!caller.abilities.has('catalogue.manage')) {
      warn(run, 'source-unknown', 'source', name)
      continue
    }
    const id = newId()
    const label = { 'zh-CN': name, 'zh-TW': name, en: name }
    await insertRows(tx, 'source', [
      {
        org_id: caller.orgId,
        id,
        key: `imported-${id.slice(-12)}`,
        name: label,
        kind: 'new',
        position: 1000,
        active: true,
        version: 1,
      },
    ])
    await noteCreated(run, 'source', [{ id, after: { name } }])
    references.sources.set(nameKey(name), id)
    warn(run, 'source-created', 'source', name)
  }
  return new Map(
    [...new Set(names)].flatMap((name) =>
      name && references.sources.has(nameKey(name)) ? [[name, references.sources.get(nameKey(name))!] as const] : [],
    ),
  )
}

/** Competitors by name; new ones are made. */
export async function competitorsOf(run: Run, names: readonly (string | null | undefined)[]): Promise<Map<string, string>> {
  const fresh = [
    ...new Map(
      [...new Set(names)].flatMap((name) =>
        name && !run.references.competitors.has(nameKey(name)) ? [[nameKey(name), name] as const] : [],
      ),
    ),
  ]
  const rows = fresh.map(([key, name]) => ({
    org_id: run.caller.orgId,
    id: newId(),
    name,
    name_key: key,
    note: null,
    version: 1,
    created_at: run.caller.now,
  }))
  await insertRows(run.tx, 'competitor', rows)
  await noteCreated(
    run,
    'competitor',
    rows.map(({ id, name }) => ({ id, after: { name } })),
  )
  for (const { id, name_key } of rows) run.references.competitors.set(name_key, id)
  return new Map(
    [...new Set(names)].flatMap((name) => (name ? [[name, run.references.competitors.get(nameKey(name))!] as const] : [])),
  )
}
