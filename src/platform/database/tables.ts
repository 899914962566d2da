// Generated from db/migrations by scripts/generate-tables.ts; npm test compares it with the schema.
import type { ColumnType, Generated as G } from 'kysely'

type Generated<T> = T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : G<T>
/** A timestamptz: read as Date, written as Date or ISO text ('infinity' included). */
export type Moment = ColumnType<Date, Date | string, Date | string>
/** jsonb: read as the value, written as its JSON text. */
export type Json = ColumnType<unknown, string, string>

export interface DB {}
