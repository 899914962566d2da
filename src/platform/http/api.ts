import type { FastifyInstance } from 'fastify'
import type { Db, Tx } from '../database/connect.ts'
import type { Caller } from '../session.ts'
import type { ReportDesk } from './reports.ts'

/** A secret as it is looked for: only its fingerprint is ever stored. */
export interface Shown {
  secret: string
  print: Buffer
  /** The fingerprint as text. */
  key: string
}

/** Whom a secret lets in. */
export interface Admission {
  orgId: string
  credentialId: string
  caller: Caller
  /** The same as long as credential, member, organisation and reach are the same. */
  mark: string
}

/** Who stands behind a token. Supplied by the people slice. */
export interface Door {
  shown: (secret: string) => Shown
  /** The organisation that a secret opens, or null: unknown, expired, revoked. */
  find: (secret: string) => Promise<{ orgId: string } | null>
  /** Whom the secret let in the last time: a guess, worth nothing until `admit` gives the same mark. */
  remembered: (shown: Shown) => Admission | null
  /** Whom the secret lets in now, as the database says in the transaction of the request; null: nobody. */
  admit: (tx: Tx, shown: Shown, orgId: string) => Promise<(Admission & { isStale: boolean }) | null>
  /** Notes that the credential is in use; asked for when an admission is stale. */
  touch: (credentialId: string) => Promise<void>
}

/** What routes are given: the web server, the database and the few settings they need. */
export interface Api {
  http: FastifyInstance
  db: Db
  door: Door
  secret: string
  /** Address that links in mails and invitations start with. */
  publicUrl: string
  /** Whether cookies must be marked Secure. */
  secure: boolean
  dataDir: string
  now: () => Date
  /** Absent where every report is worked out beside the requests' own work. */
  reports?: ReportDesk
}
