import type { Reach } from '../../platform/session.ts'
import type { Selection } from '../selection.ts'
import { type Dictionary, wanted } from './dictionary.ts'
import type { Facts } from './facts.ts'

declare const chosenHere: unique symbol

/** Rows of deals that somebody may see and has asked for. Only `choose` makes them, and no scan takes anything else. */
export type Chosen = Uint32Array & { readonly [chosenHere]: true }

/**
 * The deals of a selection within reach: the one place where facts are narrowed to what the caller may see.
 * Statistics count for the member credited with a deal; reach goes by its owner. Twin of `selected` in queries/conditions.ts.
 */
export function choose({ index, deals, dictionaries }: Facts, reach: Reach, selection: Selection): Chosen {
  const pipeline = dictionaries.pipeline.codes.get(selection.pipelineId)
  if (pipeline === undefined) return new Uint32Array() as Chosen
  const { member, source, product, competitor, region, lossReason, band, industry, level } = dictionaries
  const within = wanted(member, reach === 'organisation' ? null : reach)
  const tests: Test[] = []
  const test = (dictionary: Dictionary, values: readonly string[] | null | undefined, codes: Uint16Array): void => {
    const flags = wanted(dictionary, values)
    if (flags) tests.push({ flags, codes })
  }
  test(member, selection.owners, deals.credit)
  test(source, selection.sources, deals.source)
  test(product, selection.products, deals.product)
  test(region, selection.regions, deals.region)
  test(competitor, selection.competitors, deals.competitor)
  test(lossReason, selection.lossReasons, deals.lossReason)
  test(band, selection.bands, deals.band)
  test(industry, selection.industries, deals.industry)
  test(level, selection.levels, deals.level)
  const { amount = null } = selection
  const currency = amount ? dictionaries.currency.codes.get(amount.currency) : undefined
  const { alive, pipeline: pipelineOf, owner, currency: currencyOf, amount: amountOf } = deals
  const chosen = new Uint32Array(index.count)
  let count = 0
  for (let deal = 0; deal < index.count; deal++) {
    if (alive[deal] === 0 || pipelineOf[deal] !== pipeline) continue
    if (within && within[owner[deal]!] === 0) continue
    if (!passes(tests, deal)) continue
    if (amount && (currencyOf[deal] !== currency || !isWithin(amountOf[deal]!, amount))) continue
    chosen[count++] = deal
  }
  return chosen.subarray(0, count) as Chosen
}

interface Test {
  flags: Uint8Array
  codes: Uint16Array
}

function passes(tests: readonly Test[], deal: number): boolean {
  for (const { flags, codes } of tests) if (flags[codes[deal]!] === 0) return false
  return true
}

const isWithin = (amount: number, { from, to }: { from: number | null; to: number | null }): boolean =>
  !Number.isNaN(amount) && (from === null || amount >= from) && (to === null || amount < to)
