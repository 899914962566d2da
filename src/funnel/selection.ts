/** Which deals a report is about, resolved: ids and moments instead of names and days. Null or absent means all. */
export interface Selection {
  pipelineId: string
  owners: readonly string[] | null
  sources: readonly string[] | null
  products: readonly string[] | null
  regions: readonly string[] | null
  /** Headcount bands, industries and levels of the customer. */
  bands?: readonly string[] | null
  industries?: readonly string[] | null
  levels?: readonly string[] | null
  competitors?: readonly string[] | null
  /** Keys. */
  lossReasons?: readonly string[] | null
  /** Minor units of the organisation's currency, from inclusive to exclusive; a deal without an amount is in no band. */
  amount?: { from: number | null; to: number | null; currency: string } | null
}
