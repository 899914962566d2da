import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyDictionary } from '../../funnel/facts/dictionary.ts'
import { millisecondsOf } from '../../funnel/facts/moment.ts'
import { emptyLoose, gather, replace, type Strand, strandOf, type Told } from './strand.ts'

interface Thing {
  deal: number
  seconds: number
  what: string
  who: number
  order: number
}

const bytes = (rows: number, width: number, write: (view: DataView, row: number) => void): Uint8Array => {
  const view = new DataView(new ArrayBuffer(rows * width))
  for (let row = 0; row < rows; row++) write(view, row)
  return new Uint8Array(view.buffer)
}
/** As the database packs them. */
const packed = (things: readonly Thing[]): Told => ({
  rows: things.length,
  deals: bytes(things.length, 16, (view, row) => view.setUint32(row * 16 + 12, things[row]!.deal)),
  at: bytes(things.length, 8, (view, row) => view.setBigInt64(row * 8, BigInt(things[row]!.seconds) * 1_000_000n)),
  what: things.map(({ what }) => what),
  who: bytes(things.length, 8, (view, row) => view.setBigInt64(row * 8, BigInt(things[row]!.who))),
  order: bytes(things.length, 8, (view, row) => view.setBigInt64(row * 8, BigInt(things[row]!.order))),
})

const aThing = fc.record({
  deal: fc.nat(5),
  seconds: fc.integer({ min: -1000, max: 1000 }),
  what: fc.constantFrom('call', 'visit!', ''),
  who: fc.integer({ min: -3, max: 3 }),
  order: fc.nat(4),
})

const told = ({ first, count, at, what, who, words }: Strand, deal: number) =>
  Array.from({ length: count[deal]! }, (_, index) => {
    const place = first[deal]! + index
    return [millisecondsOf(at[place]!), words.values[what[place]!], who?.[place]]
  })
/** By whom they are about, then in the order of their recording; what is alike in both as it was told. */
const expected = (things: readonly Thing[], deal: number, withWho: boolean) =>
  things
    .filter((thing) => thing.deal === deal)
    .sort((a, b) => (withWho ? a.who - b.who || a.order - b.order : 0))
    .map(({ seconds, what, who }) => [(seconds + 946_684_800) * 1000, what, withWho ? who : undefined])

test('things lie by deal, whatever was told and replaced before', () => {
  fc.assert(
    fc.property(
      fc.array(aThing, { maxLength: 60 }),
      fc.array(fc.tuple(fc.uniqueArray(fc.nat(7)), fc.array(aThing, { maxLength: 30 })), { maxLength: 5 }),
      fc.boolean(),
      (things, changes, withWho) => {
        const words = emptyDictionary()
        const rowOf = (id: Uint32Array): number => (id[3]! > 7 ? -1 : id[3]!)
        const loose = emptyLoose(withWho)
        for (const half of [things.slice(0, 20), things.slice(20)]) gather(loose, packed(half), words, rowOf)
        const strand = strandOf(loose, words, 6)
        let now: Thing[] = [...things]
        for (const [deals, all] of changes) {
          const anew = all.filter(({ deal }) => deals.includes(deal))
          const fresh = emptyLoose(withWho)
          gather(fresh, packed(anew), words, rowOf)
          replace(strand, deals, fresh, 8)
          now = [...now.filter(({ deal }) => !deals.includes(deal)), ...anew]
        }
        for (let deal = 0; deal < strand.first.length; deal++) expect(told(strand, deal)).toEqual(expected(now, deal, withWho))
      },
    ),
  )
})
