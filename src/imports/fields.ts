export const importKinds = [
  'members',
  'customers',
  'contacts',
  'leads',
  'products',
  'opportunities',
  'stage-events',
  'activities',
  'contracts',
  'payments',
  'targets',
] as const
export type ImportKind = (typeof importKinds)[number]

/** Kinds whose records do not exist in this edition yet; asking for them is refused with a sentence. */
export const kindsToCome: ReadonlySet<ImportKind> = new Set(['contracts', 'payments'])

/**
 * How a cell is read: `line` one line of text, `prose` free text (never interpreted), `key` an id of another system,
 * `element` what is known of an element of the pipeline, by answer or state, `member` / `customer` / `product` / `source` / `opportunity` / `contact` a record by its name or id, `stage` a stage or outcome word.
 */
export type FieldType =
  | 'line'
  | 'prose'
  | 'key'
  | 'amount'
  | 'count'
  | 'headcount'
  | 'share'
  | 'date'
  | 'phone'
  | 'email'
  | 'yes-no'
  | 'stage'
  | 'choice'
  | 'member'
  | 'customer'
  | 'product'
  | 'source'
  | 'opportunity'
  | 'contact'
  | 'element'

export interface Field {
  key: string
  type: FieldType
  /** The row fails without it. */
  required?: true
  /** At least one field of the group must be mapped and given. */
  oneOf?: string
  max?: number
}

const f = (key: string, type: FieldType, more: Partial<Field> = {}): Field => ({ key, type, ...more })
const externalId = f('externalId', 'key', { max: 200 })

export const fieldsOf: Record<Exclude<ImportKind, 'contracts' | 'payments'>, readonly Field[]> = {
  members: [
    externalId,
    f('name', 'line', { required: true, max: 100 }),
    f('manager', 'line', { max: 100 }),
    f('team', 'line', { max: 100 }),
    f('email', 'email'),
    f('phone', 'phone'),
    f('role', 'choice'),
    f('joinedOn', 'date'),
  ],
  customers: [
    externalId,
    f('name', 'line', { required: true, max: 200 }),
    f('industry', 'line', { max: 100 }),
    f('headcount', 'headcount'),
    f('region', 'line', { max: 100 }),
    f('source', 'source'),
    f('phone', 'phone'),
    f('level', 'choice'),
    f('owner', 'member'),
    f('revenue', 'amount'),
    f('website', 'line', { max: 300 }),
    f('address', 'line', { max: 300 }),
    f('mainBusiness', 'prose', { max: 2000 }),
    f('socialCreditCode', 'key', { max: 18 }),
    f('note', 'prose', { max: 10_000 }),
    f('createdOn', 'date'),
  ],
  contacts: [
    externalId,
    f('customer', 'customer', { required: true, max: 200 }),
    f('name', 'line', { required: true, max: 100 }),
    f('phone', 'phone'),
    f('email', 'email'),
    f('title', 'line', { max: 100 }),
    f('role', 'choice'),
    f('wechat', 'line', { max: 100 }),
    f('owner', 'member'),
    f('note', 'prose', { max: 10_000 }),
  ],
  leads: [
    externalId,
    f('company', 'line', { required: true, max: 200 }),
    f('contactName', 'line', { max: 100 }),
    f('phone', 'phone'),
    f('email', 'email'),
    f('industry', 'line', { max: 100 }),
    f('region', 'line', { max: 100 }),
    f('source', 'source'),
    f('product', 'product'),
    f('owner', 'member'),
    f('demand', 'prose', { max: 10_000 }),
    f('note', 'prose', { max: 10_000 }),
    f('createdOn', 'date'),
  ],
  products: [
    externalId,
    f('name', 'line', { required: true, max: 200 }),
    f('code', 'key', { max: 100 }),
    f('series', 'line', { max: 100 }),
    f('price', 'amount'),
    f('active', 'yes-no'),
  ],
  opportunities: [
    f('externalId', 'key', { max: 200, oneOf: 'identity' }),
    f('name', 'line', { max: 200, oneOf: 'identity' }),
    f('customer', 'customer', { max: 200, oneOf: 'identity' }),
    f('product', 'product', { max: 200 }),
    f('owner', 'member'),
    f('stage', 'stage'),
    f('outcome', 'stage'),
    f('amount', 'amount'),
    f('createdOn', 'date'),
    f('engagedOn', 'date'),
    f('closedOn', 'date'),
    f('expectedCloseOn', 'date'),
    f('lossReason', 'line', { max: 200 }),
    f('competitor', 'line', { max: 200 }),
    f('source', 'source'),
    f('region', 'line', { max: 100 }),
    f('ownProbability', 'share'),
    f('nextStep', 'line', { max: 500 }),
    f('nextStepOn', 'date'),
    f('note', 'prose', { max: 10_000 }),
  ],
  'stage-events': [
    externalId,
    f('opportunity', 'opportunity', { required: true, max: 200 }),
    f('stage', 'stage', { oneOf: 'what' }),
    f('outcome', 'stage', { oneOf: 'what' }),
    f('occurredAt', 'date', { required: true }),
    f('actor', 'member'),
    f('lossReason', 'line', { max: 200 }),
    f('note', 'prose', { max: 2000 }),
  ],
  activities: [
    externalId,
    f('customer', 'customer', { max: 200, oneOf: 'about' }),
    f('opportunity', 'opportunity', { max: 200, oneOf: 'about' }),
    f('kind', 'choice'),
    f('happenedAt', 'date', { required: true }),
    f('content', 'prose', { required: true, max: 10_000 }),
    f('owner', 'member'),
    f('contact', 'contact', { max: 100 }),
    f('purpose', 'line', { max: 500 }),
    f('feedback', 'prose', { max: 10_000 }),
    f('result', 'prose', { max: 10_000 }),
    f('nextStep', 'line', { max: 500 }),
    f('nextStepOn', 'date'),
    f('place', 'line', { max: 200 }),
    f('durationMinutes', 'count'),
  ],
  targets: [
    f('year', 'line', { max: 20 }),
    f('measure', 'choice'),
    f('targetLevel', 'choice'),
    f('team', 'line', { max: 100 }),
    f('owner', 'member'),
    ...Array.from({ length: 12 }, (_, month) => f(`m${month + 1}`, 'amount', { oneOf: 'figures' })),
    f('total', 'amount', { oneOf: 'figures' }),
    f('month', 'line', { max: 20 }),
    f('amount', 'amount', { oneOf: 'figures' }),
  ],
}

export const fieldsFor = (kind: ImportKind): readonly Field[] =>
  kindsToCome.has(kind) ? [] : fieldsOf[kind as keyof typeof fieldsOf]

/** What a kind needs and nothing offers yet; of a group one field is enough. */
export const missingFields = (fields: readonly Field[], used: ReadonlySet<string>): { field: string; oneOf: string | null }[] =>
  fields
    .filter((field) => (field.required || field.oneOf) && !used.has(field.key))
    .filter((field) => field.required || !fields.some((other) => other.oneOf === field.oneOf && used.has(other.key)))
    .map((field) => ({ field: field.key, oneOf: field.oneOf ?? null }))
