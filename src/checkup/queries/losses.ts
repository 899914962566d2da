import { sql } from 'kysely'
import type { z } from 'zod'
import { readDefinition } from '../../pipelines/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { type Locale, say } from '../../platform/words.ts'
import { named } from '../../funnel/queries/pipeline.ts'
import { decidedIn } from '../endings.ts'
import { type LossDimension, lossTables } from '../loss-tables.ts'
import { type RankedReason, ranked, type ReasonTables, struckIn } from '../reasons.ts'
import { rivals } from '../rivals.ts'
import { usualAmounts } from '../stage-rows.ts'
import { told } from '../telling.ts'
import { rateOf } from '../verdict.ts'
import type { LossesReply, readLosses } from '../why-contract.ts'
import { definition, label } from '../wording.ts'
import { words } from '../words.ts'
import { aboutOf, askedOf, pageCountsOf } from './checkup.ts'
import { lately } from './lately.ts'
import { readNamed } from './named-competitors.ts'
import { readNames } from './names.ts'
import { type Prepared, prepare, stageOf } from './prepare.ts'

/** The reason that says nothing; its key is seeded. More than a tenth of it is alarming. */
const other = 'other'
const mostOthers = 0.1
const mostStruck = 40

/** Why deals ended, where each reason strikes, what the playbook answers, and each competitor (GET /checkup/losses). */
export async function readLossesReport(
  tx: Tx,
  caller: Caller,
  { stage: key, ...query }: z.output<typeof readLosses.query>,
): Promise<Outcome<LossesReply>> {
  const prepared = await prepare(tx, caller, query)
  if (!prepared.ok) return prepared
  const { value } = prepared
  const stage = key === undefined ? null : stageOf(value, key)
  if (stage !== null && !stage.ok) return stage
  return accept(await lossesOf(tx, caller, value, stage === null ? null : stage.value.position))
}

/** As the report says it; `position` of the stage in which deals ended, null for all. */
export const lossesOf = (tx: Tx, caller: Caller, value: Prepared, position: number | null): Promise<LossesReply> =>
  lately(value, ['losses', position, askedOf(value, caller)], value.now, () => countLosses(tx, caller, value, position))

async function countLosses(tx: Tx, caller: Caller, value: Prepared, position: number | null): Promise<LossesReply> {
  const { deals, picks, stretch } = value
  const [dictionary, names, responses, named, { census }] = await Promise.all([
    value.resolved.remember(['checkup-reasons', caller.locale], () => readDictionary(tx, caller)),
    segmentNames(tx, caller, value),
    playbookOf(tx, caller, value),
    readNamed(tx, caller, value),
    pageCountsOf(value),
  ])
  const tables = lossTables(deals, {
    picks,
    stretch,
    stage: position,
    levelOne: (reason) => dictionary.parents.get(reason) ?? reason,
    usualAmount: usualAmounts(deals),
    filter: value.filter,
  })
  const { ended, withoutReason } = tables
  const { byCount, byMoney } = ranked(tables)
  const reasonName = (reason: string): string => dictionary.reasons.get(reason) ?? reason
  const shown = (one: RankedReason) => ({
    key: one.reason,
    name: reasonName(one.reason),
    deals: one.deals,
    amountMinor: Math.round(one.amountMinor),
    share: one.share,
    low: one.low,
    high: one.high,
    rank: one.rank,
    bestRank: one.bestRank,
    worstRank: one.worstRank,
    tied: one.tied,
    parts: tables.chosen
      .filter(({ reason }) => dictionary.parents.get(reason) === one.reason)
      .sort((a, b) => b.deals - a.deals || b.amountMinor - a.amountMinor)
      .map(({ reason, deals: count, amountMinor }) => ({
        key: reason,
        name: reasonName(reason),
        deals: count,
        amountMinor: Math.round(amountMinor),
      })),
  })
  const othersShare = byCount.find(({ reason }) => reason === other)?.share ?? 0
  const decided = decidedIn(deals, picks, stretch, (deal) => named.get(deal) ?? [])
  return {
    about: aboutOf(value, caller, 'ended', census),
    reasons: {
      definition: definition(caller.locale, 'reasons.definition'),
      ended: ended + withoutReason,
      withoutReason,
      byCount: byCount.map(shown),
      byMoney: byMoney.map(shown),
      othersShare,
      othersAlarm: ended >= 10 && othersShare > mostOthers,
      segments: struckReply(value, tables, names, reasonName, caller.locale),
      responses: responses(
        topStages(
          tables,
          byCount.slice(0, 3).map(({ reason }) => reason),
        ),
      ),
    },
    competitors: rivals(decided).map((rival) => rivalReply(rival, decided, value, dictionary, caller.locale)),
    competitorsDefinition: definition(caller.locale, 'competitors.definition'),
  }
}

type Names = Record<LossDimension, (value: string) => string>

async function segmentNames(tx: Tx, caller: Caller, { resolved, stages }: Prepared): Promise<Names> {
  const of = (by: 'product' | 'owner' | 'source') => readNames(tx, caller, resolved.remember, by)
  const [product, owner, source, { competitors }] = await Promise.all([
    of('product'),
    of('owner'),
    of('source'),
    resolved.remember(['checkup-reasons', caller.locale], () => readDictionary(tx, caller)),
  ])
  return {
    stage: (position) => stages[Number(position) - 1]?.name ?? position,
    competitor: (id) => competitors.get(id)?.name ?? id,
    product,
    owner,
    source,
    band: (band) => band,
    region: (region) => region,
  }
}

function struckReply(
  { stages }: Prepared,
  tables: ReasonTables<LossDimension>,
  names: Names,
  reasonName: (reason: string) => string,
  locale: Locale,
): LossesReply['reasons']['segments'] {
  return struckIn(tables)
    .slice(0, mostStruck)
    .map(({ dimension, value, reason, own, others, lift, p, adjustedP }) => {
      const name = names[dimension](value)
      return {
        dimension,
        key: dimension === 'stage' ? (stages[Number(value) - 1]?.key ?? value) : value,
        name,
        reasonKey: reason,
        reasonName: reasonName(reason),
        ...rateOf(own.successes, own.n),
        shrunk: null,
        p: Math.min(1, p),
        adjustedP: Math.min(1, adjustedP),
        judgement: 'significantly-high' as const,
        label: label('significantly-high', locale),
        others: rateOf(others.successes, others.n),
        lift,
        sentence: say(locale, words, 'strikes.sentence', {
          segment: name,
          reason: reasonName(reason),
          count: own.successes,
          of: own.n,
          share: told.share(own.successes / own.n),
          others: told.share(others.successes / others.n),
          lift: (lift ?? 1).toFixed(1),
        }),
      }
    })
}

/** Where each of these reasons struck most. */
const topStages = ({ reasons: all, segments }: ReasonTables<LossDimension>, reasons: readonly string[]): number[] => [
  ...new Set(
    reasons.flatMap((reason) => {
      const { values, both } = segments.stage
      const at = all.indexOf(reason)
      const cases = values.map((value, place) => (value === null ? 0 : both[place * all.length + at]!))
      const most = Math.max(0, ...cases)
      return most === 0 ? [] : [Number(values[cases.indexOf(most)])]
    }),
  ),
]

type Responses = LossesReply['reasons']['responses']

async function playbookOf(
  tx: Tx,
  { orgId, locale }: Caller,
  { resolved, stages }: Prepared,
): Promise<(positions: readonly number[]) => Responses> {
  const { stages: full } = await readDefinition(tx, orgId, resolved.pipeline.id, stages[0]?.version ?? 1)
  return (positions) =>
    positions.flatMap((position) => {
      const stage = stages[position - 1]
      const playbook = full.find(({ key }) => key === stage?.key)?.playbook
      if (!stage || !playbook) return []
      return [
        {
          stageKey: stage.key,
          stageName: stage.name,
          talkTracks: playbook.talkTracks.map((text) => text[locale]),
          questions: playbook.questions.map((text) => text[locale]),
          materials: playbook.materials.map(({ name, address }) => ({ name: name[locale], address })),
        },
      ]
    })
}

interface Dictionary {
  reasons: Map<string, string>
  /** Of reasons of the second level: the one above. */
  parents: Map<string, string>
  competitors: Map<string, { name: string; hasBattlecard: boolean }>
}

async function readDictionary(tx: Tx, { orgId, locale }: Caller): Promise<Dictionary> {
  const [reasons, competitors] = await Promise.all([
    tx.selectFrom('loss_reason').select(['key', 'parent_key', 'name']).where('org_id', '=', orgId).execute(),
    sql<{ id: string; name: string; has: boolean }>`
      select k.id, k.name, b.competitor_id is not null as has from competitor k
      left join battlecard b on b.org_id = k.org_id and b.competitor_id = k.id where k.org_id = ${orgId}`.execute(tx),
  ])
  return {
    reasons: new Map(reasons.map(({ key, name }) => [key, named(name, locale)])),
    parents: new Map(reasons.flatMap(({ key, parent_key }) => (parent_key === null ? [] : [[key, parent_key] as const]))),
    competitors: new Map(competitors.rows.map(({ id, name, has }) => [id, { name, hasBattlecard: has }])),
  }
}

function rivalReply(
  rival: ReturnType<typeof rivals>[number],
  decided: ReturnType<typeof decidedIn>,
  { deals, stages }: Prepared,
  { competitors, reasons, parents }: Dictionary,
  locale: Locale,
): LossesReply['competitors'][number] {
  const losses = decided.filter(({ lostTo }) => lostTo === rival.competitor)
  const counted = <T>(values: readonly T[]): [T, number][] => {
    const counts = new Map<T, number>()
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
    return [...counts].sort((a, b) => b[1] - a[1])
  }
  const reasonOf = (deal: number): string => {
    const reason = deals.of.reason.values[deals.of.reason.codes[deal]!] ?? other
    return parents.get(reason) ?? reason
  }
  const found = competitors.get(rival.competitor)
  return {
    id: rival.competitor,
    name: found?.name ?? '',
    met: rival.won + rival.lost,
    won: rival.won,
    lost: rival.lost,
    lostTo: rival.lostTo,
    lostMinor: rival.lostMinor,
    winRate: rateOf(rival.won, rival.won + rival.lost),
    others: rateOf(rival.others.successes, rival.others.n),
    p: rival.p,
    adjustedP: rival.adjustedP,
    judgement: rival.judgement,
    label: label(rival.judgement, locale),
    before: rateOf(rival.before.successes, rival.before.n),
    now: rateOf(rival.now.successes, rival.now.n),
    trend: rival.trend,
    stages: counted(losses.map(({ deal }) => deals.final[deal]!)).map(([position, lost]) => ({
      stageKey: stages[position - 1]?.key ?? String(position),
      name: stages[position - 1]?.name ?? String(position),
      lost,
    })),
    reasons: counted(losses.map(({ deal }) => reasonOf(deal)))
      .slice(0, 3)
      .map(([key, lost]) => ({ key, name: reasons.get(key) ?? key, lost })),
    hasBattlecard: found?.hasBattlecard ?? false,
  }
}
