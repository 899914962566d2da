/** Opaque place in a list: the sort values of the last row, as base64url JSON. */
export const encodeCursor = (values: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

/** The values a cursor carries when it has `length` of them, else null: a cursor from elsewhere is refused, never trusted. */
export function decodeCursor(cursor: string | undefined, length: number): (string | number | null)[] | null {
  if (!cursor) return null
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const fits =
      Array.isArray(values) &&
      values.length === length &&
      values.every(
        (value) => value === null || (typeof value === 'string' && !value.includes('\u0000')) || Number.isFinite(value),
      )
    return fits ? (values as (string | number | null)[]) : null
  } catch {
    return null
  }
}

/** Cuts the one row too many that was read to see whether there is a next page. */
export function pageOf<T>(
  rows: T[],
  limit: number,
  place: (row: T) => (string | number | null)[],
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? encodeCursor(place(items[items.length - 1]!)) : null }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const fits = {
  text: (value: unknown) => typeof value === 'string' && value.length <= 400,
  id: (value: unknown) => typeof value === 'string' && uuid.test(value),
  whole: (value: unknown) => Number.isSafeInteger(value),
}

/** As decodeCursor, and each value is of its kind: safe to compare with a column of that type. */
export function placeAfter(cursor: string | undefined, kinds: readonly (keyof typeof fits)[]): (string | number)[] | null {
  const values = decodeCursor(cursor, kinds.length)
  return values?.every((value, index) => fits[kinds[index]!](value)) ? (values as (string | number)[]) : null
}
