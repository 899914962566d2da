import type { z } from 'zod'
import type { Endpoint } from '../contract.ts'
import { inOrganisation, readingIn, type Tx } from '../database/connect.ts'
import type { Outcome } from '../refusal.ts'
import type { Caller } from '../session.ts'
import type { Api } from './api.ts'
import { later, serve } from './serve.ts'

/** What a report is asked. All of it can be sent to a thread. */
export interface Question<P = unknown, Q = unknown> {
  caller: Caller
  params: P
  query: Q
}

/** An answer that only reads and may have to count much: it can be worked out in a thread beside the requests. */
export interface Report<P = never, Q = never, R = unknown> {
  key: string
  read: (tx: Tx, question: Question<P, Q>) => Promise<Outcome<R>> | Outcome<R>
}

/** Works reports out beside the requests, for organisations so large that others would have to wait for it. */
export interface ReportDesk {
  takes: (orgId: string) => boolean
  /** Throws `DeskClosed` when nobody is there to answer. */
  ask: (key: string, question: Question) => Promise<Outcome<unknown>>
}

export class DeskClosed extends Error {}

type AnyEndpoint<P extends z.ZodType, Q extends z.ZodType, R extends z.ZodType> = Endpoint<P, Q, z.ZodType, R>

export interface ReportOf<P extends z.ZodType, Q extends z.ZodType, R extends z.ZodType> extends Report<
  z.output<P>,
  z.output<Q>,
  z.output<R>
> {
  contract: AnyEndpoint<P, Q, R>
}

export const reportOf = <P extends z.ZodType, Q extends z.ZodType, R extends z.ZodType>(
  contract: AnyEndpoint<P, Q, R>,
  read: ReportOf<P, Q, R>['read'],
): ReportOf<P, Q, R> => ({ key: `${contract.method} ${contract.path}`, contract, read })

/** Connects an endpoint with its report. Whoever waits for the thread holds no connection meanwhile. */
export function serveReport<P extends z.ZodType, Q extends z.ZodType, R extends z.ZodType>(
  api: Api,
  report: ReportOf<P, Q, R>,
): void {
  serve(api, report.contract, ({ tx, caller, params, query }) => answerReport(api, tx, report, { caller, params, query }))
}

/** A report as the whole answer to a request that says differently what it wants. */
export const answerReport = <P, Q, R>(api: Api, tx: Tx, report: Report<P, Q, R>, question: Question<P, Q>) =>
  api.reports?.takes(question.caller.orgId) ? later(() => askDesk(api, report, question)) : report.read(tx, question)

/**
 * A report of which something else is made, which may write: in this transaction, or, where a thread works the report out, in one of its own
 * that begins when the report is there. Nobody holds a connection while the thread is waited for.
 */
export async function madeOfReport<P, Q, R, T>(
  api: Api,
  tx: Tx,
  { report, question }: { report: Report<P, Q, R>; question: Question<P, Q> },
  make: (tx: Tx, answer: R) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { orgId } = question.caller
  if (api.reports?.takes(orgId))
    return later(async () => {
      const found = await askDesk(api, report, question)
      return found.ok ? inOrganisation(api.db, orgId, (own) => make(own, found.value)) : found
    })
  const found = await report.read(tx, question)
  return found.ok ? make(tx, found.value) : found
}

async function askDesk<P, Q, R>({ reports, db }: Api, report: Report<P, Q, R>, question: Question<P, Q>): Promise<Outcome<R>> {
  try {
    return (await reports!.ask(report.key, question)) as Outcome<R>
  } catch (error) {
    if (!(error instanceof DeskClosed)) throw error
    return readingIn(db, question.caller.orgId, async (tx) => report.read(tx, question))
  }
}
