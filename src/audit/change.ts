import { maskedEmail, maskedPhone } from '../contacts/masking.ts'

/** One field of a record before and after; `form` says how its values are to be read. */
export interface FieldChange {
  field: string
  form: 'text' | 'money' | 'moment' | 'day' | 'share' | 'flag' | 'list' | 'number'
  before: unknown
  after: unknown
}

/** Fields that tell how to reach a person: shown in full only to who may see them so. */
const personal = new Set(['phone', 'phoneGiven', 'phone_given', 'phoneExtension', 'email', 'wechat'])
/** Kinds of records in which those fields are a customer's or a prospect's. */
const prospects = new Set(['customer', 'contact', 'lead'])

/**
 * The changes of an entry, field by field in the order they were written. Ids become names where one is known; what tells how to
 * reach a prospect is masked unless `unmasked`.
 */
export function changesOf(
  entry: { entityKind: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null },
  names: ReadonlyMap<string, string>,
  unmasked: boolean,
): FieldChange[] {
  const fields = [...new Set([...Object.keys(entry.after ?? {}), ...Object.keys(entry.before ?? {})])]
  return fields.flatMap((field) => {
    const [before, after] = [entry.before?.[field] ?? null, entry.after?.[field] ?? null]
    if (isEmpty(before) && isEmpty(after)) return []
    const hides = !unmasked && prospects.has(entry.entityKind)
    const shown = (value: unknown) => (hides && personal.has(field) ? masked(field, value) : named(value, names, hides))
    return [{ field, form: formOf(field, isEmpty(after) ? before : after), before: shown(before), after: shown(after) }]
  })
}

/** All ids in an entry's values, so that their names can be read at once. */
export const idsIn = (values: Record<string, unknown> | null): string[] =>
  Object.values(values ?? {})
    .flat()
    .filter((value): value is string => typeof value === 'string' && uuid.test(value))

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** Ids become names; a value that has parts becomes one line. */
function named(value: unknown, names: ReadonlyMap<string, string>, hides: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => named(one, names, hides))
  if (typeof value === 'string') return names.get(value) ?? value
  if (typeof value !== 'object' || value === null) return value ?? null
  return Object.entries(value)
    .filter(([, part]) => !isEmpty(part))
    .map(([key, part]) => String(hides && personal.has(key) ? masked(key, part) : named(part, names, hides)))
    .join(' · ')
}

const masked = (field: string, value: unknown): unknown => {
  if (isEmpty(value)) return null
  if (field === 'phone') return maskedPhone(String(value))
  return field === 'email' ? maskedEmail(String(value)) : '***'
}

function formOf(field: string, value: unknown): FieldChange['form'] {
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'boolean') return 'flag'
  if (typeof value === 'number') return /Minor$/.test(field) ? 'money' : /(probability|share)$/i.test(field) ? 'share' : 'number'
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value)) return 'moment'
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return 'day'
  return 'text'
}
