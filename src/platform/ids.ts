import { V7Generator } from 'uuidv7'

/** Chance is fetched for many ids at a time: each fetch costs more than all the rest of an id. */
const chance = new Uint32Array(256)
let used = chance.length
const nextUint32 = (): number => {
  if (used === chance.length) {
    crypto.getRandomValues(chance)
    used = 0
  }
  return chance[used++]!
}
const generator = new V7Generator({ nextUint32 })

/** A new id: UUIDv7, so ids made later sort later. */
export const newId = (): string => generator.generate().toString()

/** Whether a text is an id at all: what is not would be refused by the database. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
