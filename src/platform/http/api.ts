import type { FastifyInstance } from 'fastify'
import type { Db, Tx } from '../database/connect.ts'
import type { Caller } from '../session.ts'

/** What a secret opens. */
export interface Found {
  orgId: string
  memberId: string
  kind: 'session' | 'api-token'
  credentialId: string
  /** What it is limited to; null everything its member may. */
  abilities: string[] | null
}

/** Who stands behind a token, found before and inside the tenant's transaction. Supplied by the people slice. */
export interface Door {
  /** The credential behind a secret, or null: unknown, expired, revoked. */
  find: (secret: string) => Promise<Found | null>
  /** The caller as the organisation knows it now, or null: deactivated. */
  caller: (tx: Tx, found: Found, now: Date) => Promise<Caller | null>
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
}
