/** Columns of equal length with room to grow: typed arrays by name. */
type Kinds = Record<string, { new (length: number): Numbers; readonly BYTES_PER_ELEMENT: number }>
type Numbers = Uint8Array | Uint16Array | Uint32Array | Int16Array | Int32Array | Float64Array
export type Columns<K extends Kinds> = { readonly [name in keyof K]: InstanceType<K[name]> }

/** One row per deal. Codes are of `Dictionaries`; 0 is none. */
export const dealKinds = {
  pipeline: Uint16Array,
  owner: Uint16Array,
  credit: Uint16Array,
  source: Uint16Array,
  product: Uint16Array,
  competitor: Uint16Array,
  region: Uint16Array,
  currency: Uint16Array,
  lossReason: Uint16Array,
  band: Uint16Array,
  industry: Uint16Array,
  level: Uint16Array,
  /** Number of its standing; see standings.ts. */
  standing: Uint32Array,
  stage: Uint16Array,
  entered: Int32Array,
  since: Int32Array,
  closed: Int32Array,
  /** Minor units; not a number where nobody entered one. */
  amount: Float64Array,
  /** Its spans are those from `first` on, `spans` many. */
  first: Uint32Array,
  spans: Uint16Array,
  /** 0 once it was archived. */
  alive: Uint8Array,
}

/** One row per span, the spans of a deal side by side in their order. */
export const spanKinds = {
  from: Int32Array,
  to: Int32Array,
  /** When the stay began, time on hold taken out. */
  clock: Int32Array,
  amount: Float64Array,
  owner: Uint16Array,
  stage: Uint16Array,
  next: Uint16Array,
  /** Day, from 2000-01-01; 0 is none. */
  due: Uint16Array,
  position: Uint8Array,
  /** Codes of `statuses` and `exits`. */
  status: Uint8Array,
  exit: Uint8Array,
}

export type Deals = Columns<typeof dealKinds>
export type Spans = Columns<typeof spanKinds>

export const bytesPer = (kinds: Kinds): number => Object.values(kinds).reduce((sum, kind) => sum + kind.BYTES_PER_ELEMENT, 0)

export const roomFor = <K extends Kinds>(kinds: K, length: number): Columns<K> =>
  Object.fromEntries(Object.entries(kinds).map(([name, Kind]) => [name, new Kind(length)])) as Columns<K>

/** The same columns with room for more. */
export function widened<K extends Kinds>(kinds: K, columns: Columns<K>, length: number): Columns<K> {
  const wider = roomFor(kinds, length)
  for (const name of Object.keys(kinds)) wider[name]!.set(columns[name]!)
  return wider
}

export const statuses = ['open', 'on-hold', 'won', 'lost', 'terminated', 'transferred'] as const
export const exits = [null, 'advanced', 'back', 'won', 'lost', 'terminated', 'held', 'transferred', 'reopened'] as const
export const isOpen = 0
