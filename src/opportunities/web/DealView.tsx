import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Ago, Count, Day, Moment, Share } from '../../ui/Figures.tsx'
import { Facts } from '../../ui/Page.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { part } from '../../ui/part.tsx'
import { useWords } from '../../ui/use-words.ts'
import { ageText, CardIcons } from './CardFace.tsx'
import { CustomerContacts } from './CustomerContacts.tsx'
import { DealActionBar } from './DealActionBar.tsx'
import {
  AmountFact,
  CloseFact,
  ContactFact,
  NameFact,
  NextStepDayFact,
  NextStepFact,
  NoteFact,
  OwnChanceFact,
  OwnerFact,
  ProductFact,
} from './DealFacts.tsx'
import { DealHistory } from './DealHistory.tsx'
import type { DealSlots } from './deal-slots.ts'
import classes from './DealView.module.css'
import { FoldedSection } from './FoldedSection.tsx'
import { GateCard } from './GateCard.tsx'
import { toneOf } from './outcomes.ts'
import { Section } from './Section.tsx'
import { SourceFact } from './SourceFact.tsx'
import { StagePath, type Deal } from './StagePath.tsx'
import { words } from './words.ts'
import { words as dealWords } from './words/deal.ts'

const ElementsCard = part(async () => (await import('./ElementsCard.tsx')).ElementsCard)
const ChanceExplained = part(async () => (await import('./ChanceExplained.tsx')).ChanceExplained)
const CompetitorsFact = part(async () => (await import('./CompetitorsFact.tsx')).CompetitorsFact)
const DocumentsCard = part(async () => (await import('./DocumentsCard.tsx')).DocumentsCard)

/** A deal in its fixed order: path, actions, gaps, next step, elements, tasks, facts, people, activities, chance, playbook, documents, history. Drawer and page show the same. */
export function DealView({
  deal,
  isWide = false,
  timeline,
  quickLog,
  tasks,
  playbook,
  forecast,
  chance,
  chain,
}: { deal: Deal; isWide?: boolean } & DealSlots): ReactNode {
  const t = useWords(words)
  const d = useWords(dealWords)
  // beside a full board a drawer shows at once what is worked with, the rest on demand
  const Aside = isWide ? OpenSection : FoldedSection
  const isAlive = deal.status === 'open' || deal.status === 'on-hold'
  const about = {
    opportunityId: deal.id,
    name: deal.name,
    customerId: deal.customer?.id ?? null,
    contactId: deal.contact?.id ?? null,
  }
  return (
    <div className={classes['view']} data-wide={isWide || undefined}>
      <CardIcons />
      <DealState deal={deal} />
      <StagePath deal={deal} />
      <DealActionBar deal={deal} />
      <GateCard deal={deal} />
      <div className={classes['columns']}>
        <div className={classes['main']}>
          {(isAlive || deal.nextStep !== null) && (
            <Section title={t('nextStep')}>
              <div className={classes['next']}>
                <span data-fact="step">
                  <NextStepFact deal={deal} why={deal.permissions.edit?.sentence} isPlain />
                </span>
                <span data-fact="step-day">
                  <NextStepDayFact deal={deal} why={deal.permissions.edit?.sentence} isJudged />
                </span>
              </div>
            </Section>
          )}
          <Section title={d('elements')}>
            <ElementsCard dealId={deal.id} customerId={about.customerId} />
          </Section>
          {tasks && (
            <Aside name="tasks" title={d('tasks')}>
              {tasks(about)}
            </Aside>
          )}
          <Section title={d('facts')}>
            <DealFactList deal={deal} />
          </Section>
          {!isWide && <CustomerContacts deal={deal} />}
          {quickLog && !isWide && quickLog(about)}
          {(timeline || quickLog) && (
            <Aside name="activities" title={d('activities')}>
              {isWide && quickLog?.(about)}
              {timeline?.(about)}
            </Aside>
          )}
        </div>
        <div className={classes['side']}>
          {isAlive && (
            <Aside name="chance" title={d('chance')}>
              <ChanceExplained dealId={deal.id} ownerId={deal.owner.id} telling={chance && ((show) => chance(about, show))} />
            </Aside>
          )}
          {forecast && isAlive && (
            <Aside name="forecast" title={d('forecast')}>
              {forecast(about)}
            </Aside>
          )}
          {isWide && <CustomerContacts deal={deal} />}
          {isWide && chain && <section className={classes['section']}>{chain(about)}</section>}
          {playbook && (
            <Aside name="playbook" title={d('playbook')}>
              {playbook(about)}
            </Aside>
          )}
          <Aside name="documents" title={d('documents')}>
            <DocumentsCard dealId={deal.id} closed={deal.permissions.edit?.sentence} />
          </Aside>
          <Aside name="history" title={d('history')}>
            <DealHistory dealId={deal.id} currency={deal.currency} />
          </Aside>
        </div>
      </div>
    </div>
  )
}

const OpenSection = ({ title, children }: { name: string; title: ReactNode; children: ReactNode }): ReactNode => (
  <Section title={title}>{children}</Section>
)

/** The deal's standing in one line: status, how long, for whom. */
function DealState({ deal }: { deal: Deal }): ReactNode {
  const t = useWords(words)
  const d = useWords(dealWords)
  return (
    <div className={classes['state']}>
      {deal.customer ? (
        <Link to="/customers/$id" params={{ id: deal.customer.id }}>
          {deal.customer.name}
        </Link>
      ) : (
        t('noCustomer')
      )}
      <StatusChip tone={toneOf[deal.status]}>{t(`status.${deal.status}`)}</StatusChip>
      {deal.archived && <StatusChip tone="quiet">{t('isArchived')}</StatusChip>}
      {deal.status === 'open' && (
        <StatusChip tone={deal.ageing === 'critical' ? 'risk2' : deal.ageing === 'warning' ? 'risk1' : 'plain'}>
          {ageText(deal, t)}
        </StatusChip>
      )}
      {deal.status === 'on-hold' && deal.wakeUpOn && (
        <span>
          {d('wakesOn')} <Day on={deal.wakeUpOn} />
        </span>
      )}
      {deal.closedAt && deal.status !== 'open' && deal.status !== 'on-hold' && (
        <span>
          {d('closedAt')} <Moment at={deal.closedAt} />
        </span>
      )}
      {deal.lossReason && <span>{d('becauseOf', { reason: deal.lossReason.name })}</span>}
      {deal.status === 'lost' && deal.competitor && <span>{d('lostTo', { name: deal.competitor.name })}</span>}
    </div>
  )
}

function DealFactList({ deal }: { deal: Deal }): ReactNode {
  const t = useWords(words)
  const d = useWords(dealWords)
  const why = deal.permissions.edit?.sentence
  const rows = [
    { key: 'name', label: t('name'), value: <NameFact deal={deal} why={why} /> },
    { key: 'amount', label: t('amount'), value: <AmountFact deal={deal} why={why} /> },
    { key: 'close', label: t('expectedClose'), value: <CloseFact deal={deal} why={why} /> },
    { key: 'owner', label: t('owner'), value: <OwnerFact deal={deal} why={deal.permissions.assign?.sentence ?? why} /> },
    { key: 'product', label: t('product'), value: <ProductFact deal={deal} why={why} /> },
    { key: 'contact', label: t('contact'), value: <ContactFact deal={deal} why={why} contact={deal.contact} /> },
    { key: 'competitors', label: d('competitors'), value: <CompetitorsFact deal={deal} why={why} /> },
    { key: 'chance', label: d('stageProbability'), value: <Share value={deal.probability} /> },
    { key: 'own', label: t('ownProbability'), value: <OwnChanceFact deal={deal} why={why} /> },
    { key: 'pipeline', label: t('pipeline'), value: deal.pipeline.name },
    { key: 'source', label: t('source'), value: <SourceFact deal={deal} why={why} /> },
    { key: 'region', label: t('region'), value: deal.region ?? '–' },
    { key: 'activity', label: d('lastActivity'), value: <Ago at={deal.lastActivityAt} /> },
    { key: 'created', label: d('createdAt'), value: <Moment at={deal.createdAt} /> },
    ...(deal.backMoves + deal.skips + deal.reopened + deal.reworks + deal.closePushes > 0
      ? [
          { key: 'back', label: d('backMoves'), value: <Count value={deal.backMoves} /> },
          { key: 'skips', label: d('skips'), value: <Count value={deal.skips} /> },
          { key: 'reworks', label: d('reworks'), value: <Count value={deal.reworks} /> },
          { key: 'pushes', label: d('closePushes'), value: <Count value={deal.closePushes} /> },
          { key: 'reopened', label: d('timesReopened'), value: <Count value={deal.reopened} /> },
        ]
      : []),
    ...(deal.externalId ? [{ key: 'external', label: d('externalId'), value: deal.externalId }] : []),
    ...(deal.predecessorId
      ? [
          {
            key: 'predecessor',
            label: d('winsBack'),
            value: (
              <Link to="/opportunities/$id" params={{ id: deal.predecessorId }}>
                {d('formerDeal')}
              </Link>
            ),
          },
        ]
      : []),
    ...(
      [
        ['transferredFrom', deal.transferredFrom],
        ['transferredTo', deal.transferredTo],
      ] as const
    ).flatMap(([key, there]) =>
      there
        ? [
            {
              key,
              label: d(key),
              value: (
                <Link to="/opportunities/$id" params={{ id: there.id }}>
                  {there.pipeline}
                </Link>
              ),
            },
          ]
        : [],
    ),
    { key: 'note', label: t('note'), value: <NoteFact deal={deal} why={why} note={deal.note} /> },
  ]
  return (
    <div className={classes['facts']}>
      <Facts rows={rows.map((row) => ({ ...row, value: <div data-fact={row.key}>{row.value}</div> }))} />
    </div>
  )
}
