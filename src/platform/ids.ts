import { uuidv7 } from 'uuidv7'

/** A new id: UUIDv7, so ids made later sort later. */
export const newId = (): string => uuidv7()

/** Whether a text is an id at all: what is not would be refused by the database. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
