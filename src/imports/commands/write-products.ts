import { sql } from 'kysely'
import { newId } from '../../platform/ids.ts'
import { looseKey, nameKey } from '../../platform/text/keys.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import type { RowRead } from '../row-reader.ts'
import { fail, type Run } from './run.ts'
import { given, upsert, type Keeping, type Stored } from './upsert.ts'

export const products: Keeping = {
  table: 'product',
  entityKind: 'product',
  natural: {
    column: 'name_key',
    type: 'text',
    valueOf: ({ naturalKey }) => naturalKey,
    keyOf: ({ name_key }) => name_key as string,
  },
  alive: sql<boolean>`deleted_at is null`,
  blank: (run, columns) =>
    ({
      org_id: run.caller.orgId,
      id: newId(),
      code: null,
      series: null,
      list_price_minor: null,
      currency: run.caller.currency,
      active: true,
      external_id: null,
      version: 1,
      created_at: run.caller.now,
      ...columns,
    }) as unknown as Stored,
  texts: ({ name, code, series }) => {
    const { full, initials } = pinyinOf(name as string)
    return [looseKey(name as string), full, initials, code, series] as (string | null)[]
  },
  nameOf: ({ name }) => name as string,
  touches: false,
}

export async function writeProducts(run: Run, rows: readonly RowRead[]): Promise<void> {
  const good = rows.filter((row) => row.errors.length === 0 || fail(run, row))
  const results = await upsert(
    run,
    products,
    good.map((row) => {
      const { values } = row
      const name = values.name as string
      return {
        row,
        naturalKey: nameKey(name),
        externalId: (values.externalId as string | null | undefined) ?? null,
        columns: given({
          name,
          name_key: nameKey(name),
          external_id: values.externalId ?? undefined,
          code: values.code,
          series: values.series,
          list_price_minor: values.price,
          active: values.active ?? undefined,
        }),
      }
    }),
  )
  for (const { id, name } of results.values()) {
    run.references.products.set(nameKey(name as string), { id, name: name as string })
    run.references.productsNearly.set(looseKey(name as string), { id, name: name as string })
  }
}
