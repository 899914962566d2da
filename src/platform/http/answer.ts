import type { FastifyReply, FastifyRequest } from 'fastify'
import { inOrganisationOnProof, readingIn, underway, type Db, type Tx } from '../database/connect.ts'
import { refuse, type Outcome } from '../refusal.ts'
import { isDeadlock } from './database-refusal.ts'
import { csrfToken, sameText } from '../secrets.ts'
import type { Caller } from '../session.ts'
import type { Admission, Api, Shown } from './api.ts'
import { answered, remember, repeatable, type Repeatable } from './idempotency.ts'

export const sessionCookie = 'sluice_session'

/** What a handler is asked: the caller, the transaction that shows only the caller's organisation, and the parsed request. */
export interface Ask<P, Q, B> {
  caller: Caller
  tx: Tx
  params: P
  query: Q
  body: B
  /** Version that an `If-Match` header names; null when none was sent. */
  ifMatch: number | null
  request: FastifyRequest
  reply: FastifyReply
  api: Api
  /** The credential that let the caller in. */
  credentialId: string
}

/** The secret that a request shows; null when it shows none. */
export function secretOf(request: FastifyRequest): { secret: string; isBearer: boolean } | null {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  const secret = bearer ?? request.cookies[sessionCookie]
  return secret ? { secret, isBearer: bearer !== undefined } : null
}

export type Work<T> = (ask: Ask<unknown, unknown, unknown>) => Promise<Outcome<T>> | Outcome<T>

interface Coming {
  api: Api
  request: FastifyRequest
  reply: FastifyReply
  shown: Shown
}

/** Lets the caller in and answers. What the request asks in particular is looked at only once somebody is let in. */
export async function asCaller<T>(
  api: Api,
  request: FastifyRequest,
  reply: FastifyReply,
  work: Work<T>,
  { onlyReads, isSecret = false }: { onlyReads: boolean; isSecret?: boolean },
): Promise<Outcome<T>> {
  const shown = secretOf(request)
  if (!shown) return refuse('not-signed-in')
  const coming = { api, request, reply, shown: api.door.shown(shown.secret) }
  if (onlyReads && !request.validationError) return answerReading(coming, work)
  const forged = !shown.isBearer && !sameText(String(request.headers['x-csrf-token'] ?? ''), csrfToken(api.secret, shown.secret))
  const checked: Work<T> = async (ask) => {
    if (request.method !== 'GET' && forged) return refuse('csrf-token-invalid')
    if (request.validationError) throw request.validationError
    return work(ask)
  }
  return answerWriting(coming, checked, isSecret)
}

const askOf = ({ api, request, reply }: Coming, tx: Tx, { caller, credentialId }: Admission): Ask<unknown, unknown, unknown> => ({
  caller,
  tx,
  params: request.params,
  query: request.query,
  body: request.body,
  ifMatch: ifMatchOf(request),
  request,
  reply,
  api,
  credentialId,
})

/**
 * A question is asked in the name of whom the secret let in the last time, in one message with the question who that is now.
 * The answer goes out only when both are the same; a session that has ended or a role that has changed counts at once.
 */
async function answerReading<T>(coming: Coming, work: Work<T>): Promise<Outcome<T>> {
  const { api, shown } = coming
  const guess = api.door.remembered(shown)
  if (guess) {
    const tried = await readingIn(api.db, guess.orgId, async (tx) => {
      const [proof, answer] = await Promise.allSettled([
        api.door.admit(tx, shown, guess.orgId),
        Promise.resolve().then(() => work(askOf(coming, tx, guess))),
      ])
      if (proof.status === 'rejected') throw proof.reason
      if (proof.value?.mark !== guess.mark) return null
      if (answer.status === 'rejected') throw answer.reason
      if (proof.value.isStale) await api.door.touch(guess.credentialId)
      return answer.value
    })
    if (tried) return tried
  }
  const found = await api.door.find(shown.secret)
  if (!found) return refuse('not-signed-in')
  return readingIn(api.db, found.orgId, async (tx) => {
    const admitted = await api.door.admit(tx, shown, found.orgId)
    if (!admitted) return refuse('not-signed-in')
    if (admitted.isStale) await api.door.touch(admitted.credentialId)
    return work(askOf(coming, tx, admitted))
  })
}

/**
 * What changes something, and files: one transaction from the door to the end, with the answer to a repeated key. Its first
 * questions are asked in the name of whom the secret let in the last time, together with the question who that is now; it hears
 * nothing before that is proved, and what the proof does not bear out is rolled back and done anew.
 */
async function answerWriting<T>(coming: Coming, work: Work<T>, isSecret: boolean): Promise<Outcome<T>> {
  const { api, request, shown } = coming
  const key = repeatable(request, api.secret, shown.secret, isSecret)
  const guess = request.isMultipart() ? null : api.door.remembered(shown)
  if (guess) {
    const tried = await writingAs(coming, guess, key, work)
    if (tried) return tried
  }
  const found = await api.door.find(shown.secret)
  if (!found) return refuse('not-signed-in')
  const now = await readingIn(api.db, found.orgId, (tx) => api.door.admit(tx, shown, found.orgId))
  // proved once more with the work: between two looks it may have ended
  return (now && (await writingAs(coming, now, key, work))) ?? refuse('not-signed-in')
}

/** The work in this name; null when the secret lets in somebody else, or nobody any more. */
async function writingAs<T>(coming: Coming, as: Admission, key: Repeatable | null, work: Work<T>): Promise<Outcome<T> | null> {
  const { api, shown } = coming
  let isStale = false
  const prove = async (tx: Tx): Promise<void> => {
    const [admitted, earlier] = await Promise.all([
      api.door.admit(tx, shown, as.orgId),
      key ? answered<T>(tx, as.caller, key) : null,
    ])
    if (admitted?.mark !== as.mark) throw new Unproven()
    if (earlier) throw new Answered(earlier)
    isStale = admitted.isStale
  }
  const doing = async (tx: Tx): Promise<Outcome<T>> => {
    const outcome = await work(askOf(coming, tx, as))
    if (key && outcome.ok) underway(remember(tx, as.caller, key, outcome.value))
    return outcome
  }
  try {
    const outcome = await rollingBack<T>(api.db, as.orgId, doing, prove, { isRepeatable: !coming.request.isMultipart() })
    if (isStale) await api.door.touch(as.credentialId)
    return outcome
  } catch (error) {
    if (error instanceof Unproven) return null
    if (error instanceof Answered) return error.outcome as Outcome<T>
    throw error
  }
}

class Unproven extends Error {}

class Answered extends Error {
  readonly outcome: Outcome<unknown>
  constructor(outcome: Outcome<unknown>) {
    super('answered before')
    this.outcome = outcome
  }
}

class RolledBack extends Error {}
/** Thrown for every refusal: nobody looks at where it came from, and finding that out costs more than refusing. */
const rolledBack = new RolledBack()

/** So often is begun anew what was ended because two stood in each other's way. */
const attempts = 3

/**
 * One transaction of the organisation; a refused outcome leaves nothing behind. What the database ends so that somebody else can go
 * on (a deadlock) is done once more from the beginning, unless its request can be read only once.
 */
export async function rollingBack<T>(
  db: Db,
  orgId: string,
  work: (tx: Tx) => Promise<Outcome<T>>,
  prove: (tx: Tx) => Promise<void> = async () => {},
  { isRepeatable = true } = {},
): Promise<Outcome<T>> {
  let outcome: Outcome<T> | undefined
  const decided = async (tx: Tx): Promise<Outcome<T>> => {
    outcome = await work(tx)
    if (!outcome.ok) throw rolledBack
    return outcome
  }
  const afterwards = (failure: unknown) =>
    failure === rolledBack && outcome?.ok === false ? outcome.refusal.afterwards : undefined
  for (let attempt = 1; ; attempt++) {
    try {
      return await inOrganisationOnProof(db, orgId, prove, decided, afterwards)
    } catch (error) {
      if (error === rolledBack && outcome) return outcome
      if (!isRepeatable || attempt === attempts || !isDeadlock(error)) throw error
    }
  }
}

function ifMatchOf(request: FastifyRequest): number | null {
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(String(request.headers['if-match'] ?? ''))
  return match ? Number(match[1]) : null
}
