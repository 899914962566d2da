import { useState, type ReactNode } from 'react'
import { roleWords } from '../../contacts/role-words.ts'
import { words as customerWords } from '../../customers/words.ts'
import type { Problem } from '../../ui/api.ts'
import { onDemand } from '../../ui/on-demand.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { Sparkline } from '../../ui/Sparkline.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useLocale, useWords } from '../../ui/use-words.ts'
import { liftLevel, liftRelationship, readStanding, removeTrustProof } from '../contract.ts'
import { GradeChip } from './GradeChip.tsx'
import classes from './Quality.module.css'
import { RuleSentence } from './RuleSentence.tsx'
import type { Standing } from './standing-view.ts'
import { words } from './words.ts'

const OverrideDialog = onDemand(
  async () => (await import('./OverrideDialog.tsx')).OverrideDialog,
  ({ of }) => of !== undefined,
)
const FactsDialog = onDemand(
  async () => (await import('./FactsDialog.tsx')).FactsDialog,
  ({ opened }) => opened,
)
const ProofDialog = onDemand(
  async () => (await import('./ProofDialog.tsx')).ProofDialog,
  ({ opened }) => opened,
)

/** Where a customer stands, why, how its relationship went, and what would raise it. */
export function StandingCard({ customerId }: { customerId: string }): ReactNode {
  const t = useWords(words)
  const standing = useRead(
    readStanding,
    { params: { id: customerId } },
    { follows: ['customers', 'activities', 'opportunities', 'quality'] },
  )
  const [open, setOpen] = useState<'level' | 'relationship' | 'facts' | 'proof'>()
  const lift = {
    touches: ['quality'],
    onDone: () => notify.done(t('lifted')),
    onProblem: (problem: Problem) => {
      notify.refused(problem)
      void standing.refetch()
    },
  }
  const level = useWrite(liftLevel, lift)
  const relationship = useWrite(liftRelationship, lift)
  const one = standing.data
  if (!one)
    return (
      <Panel title={t('standing')}>
        {standing.error ? (
          <ErrorPanel problem={standing.error} retry={() => void standing.refetch()} />
        ) : (
          <TextSkeleton lines={6} />
        )}
      </Panel>
    )
  const closed = one.permissions.edit?.sentence ?? null
  const close = (): void => setOpen(undefined)
  return (
    <Panel
      title={t('standing')}
      actions={
        <RowActions
          of={t('standing')}
          actions={[
            { key: 'facts', label: t('addFacts'), run: () => setOpen('facts'), closed },
            { key: 'proof', label: t('addProof'), run: () => setOpen('proof'), closed },
            { key: 'level', label: t('judgeLevel'), run: () => setOpen('level'), closed },
            { key: 'relationship', label: t('judgeRelationship'), run: () => setOpen('relationship'), closed },
            ...(one.level.override
              ? [
                  {
                    key: 'lift',
                    label: t('liftLevel'),
                    run: () => level.mutate({ params: { id: customerId }, query: { seen: one.level.override!.id } }),
                    closed,
                  },
                ]
              : []),
            ...(one.relationship.override
              ? [
                  {
                    key: 'liftR',
                    label: t('liftRelationship'),
                    run: () =>
                      relationship.mutate({ params: { id: customerId }, query: { seen: one.relationship.override!.id } }),
                    closed,
                  },
                ]
              : []),
          ]}
        />
      }
    >
      <div className={classes['standing']}>
        <LevelPart one={one} />
        <RelationshipPart one={one} />
        <Proofs one={one} customerId={customerId} closed={closed} />
        <Changes one={one} />
      </div>
      <OverrideDialog
        of={open === 'level' || open === 'relationship' ? open : undefined}
        customerId={customerId}
        standing={one}
        onConflict={() => void standing.refetch()}
        onClose={close}
      />
      <FactsDialog opened={open === 'facts'} customerId={customerId} standing={one} onClose={close} />
      <ProofDialog opened={open === 'proof'} customerId={customerId} onClose={close} />
    </Panel>
  )
}

function LevelPart({ one }: { one: Standing }): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  const format = useFormat()
  const { level } = one
  return (
    <section>
      <div className={classes['lineUp']}>
        <span className={classes['together']}>
          <span className={classes['label']}>{t('levelIs')}</span>
          <strong>{c(`level.${level.value}`)}</strong>
        </span>
        {level.override && level.proposed && (
          <StatusChip tone="risk1">{t('proposedIs', { value: c(`level.${level.proposed}`) })}</StatusChip>
        )}
        <span className={classes['together']}>
          <span className={classes['label']}>{t('gradeIs')}</span>
          <GradeChip grade={one.grade} />
        </span>
        {one.isForDevelopment && <StatusChip tone="primary">{t('development')}</StatusChip>}
      </div>
      <RuleSentence level={level} />
      {level.override && <Override of={level.override} />}
      {one.levelDueSince && <span className={classes['risk']}>{t('dueSince', { day: format.day(one.levelDueSince) })}</span>}
    </section>
  )
}

function Override({ of: { madeBy, expiresOn, reason } }: { of: NonNullable<Standing['level']['override']> }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <span className={classes['hint']}>
      {t('overridden', { name: madeBy.name, day: format.day(expiresOn) })} ·{' '}
      {reason === null ? t('noReason') : t('overriddenWhy', { reason })}
    </span>
  )
}

function RelationshipPart({ one }: { one: Standing }): ReactNode {
  const t = useWords(words)
  const r = useWords(roleWords)
  const format = useFormat()
  const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' })
  const { relationship, next } = one
  const whole = (value: number): string => format.count(Math.round(value))
  // where all is reached, nothing raises it
  const raises = one.raises.filter(({ strength }) => Math.round(strength) > Math.round(one.strength))
  const needs = next && [
    ...(next.strength === null ? [] : [t('need.strength', { value: whole(next.strength), now: whole(one.strength) })]),
    ...(next.contacts > 0 ? [t('need.contacts', { count: next.contacts })] : []),
    ...(next.days > 0 ? [t('need.days', { count: next.days })] : []),
    ...(next.needsTrust ? [t('need.trust')] : []),
  ]
  return (
    <section>
      <div className={classes['lineUp']}>
        <span className={classes['together']}>
          <span className={classes['label']}>{t('relationshipIs')}</span>
          <strong>{t(`relationship.${relationship.value}`)}</strong>
        </span>
        {relationship.override && relationship.kept !== relationship.value && (
          <StatusChip tone="risk1">{t('proposedIs', { value: t(`relationship.${relationship.kept}`) })}</StatusChip>
        )}
        <span className={classes['together']}>
          <span className={classes['label']}>{t('strength')}</span>
          <strong>{whole(one.strength)}</strong>
        </span>
        <span className={classes['together']}>
          <Sparkline values={one.curve.map(({ strength }) => strength)} label={t('curve')} width={150} height={30} />
          <span className={classes['label']} aria-hidden="true">
            {t('curveSpan')}
          </span>
        </span>
      </div>
      <span className={classes['hint']}>
        {t('breadth', { people: one.people, answered: one.answered })}
        {one.roles.length > 0 &&
          ` · ${t('rolesMet', { roles: list.format(one.roles.map((role) => r(`role.${role as 'decider'}`))) })}`}
      </span>
      {relationship.override && <Override of={relationship.override} />}
      {relationship.lowersOn && (
        <span className={classes['risk']}>{t('lowers', { day: format.day(relationship.lowersOn) })}</span>
      )}
      {next && needs && (
        <span>
          {needs.length === 0
            ? t('nextReady')
            : t('next', { relationship: t(`relationship.${next.relationship}`), needs: list.format(needs) })}
        </span>
      )}
      {raises.length > 0 && (
        <div className={classes['lineUp']}>
          <span className={classes['label']}>{t('raises')}</span>
          {raises.map(({ type, minutes, strength }) => (
            <span key={type}>
              {t(`raise.${type}`, { minutes })} → {whole(strength)}
            </span>
          ))}
        </div>
      )}
    </section>
  )
}

function Proofs({ one, customerId, closed }: { one: Standing; customerId: string; closed: string | null }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const remove = useWrite(removeTrustProof, { touches: ['quality'], onDone: () => notify.done(t('proofRemoved')) })
  if (one.proofs.length === 0 && one.trustedUntil === null) return null
  return (
    <section>
      <span className={classes['label']}>
        {one.trustedUntil ? t('trustedUntil', { day: format.day(one.trustedUntil) }) : t('proofs')}
      </span>
      <ul className={classes['plain']}>
        {one.proofs.map(({ id, kind, provedOn, note }) => (
          <li key={id} className={classes['lineUp']}>
            <span>{t(`proof.${kind}`)}</span>
            <span>{format.day(provedOn)}</span>
            <span>{note}</span>
            {closed === null && (
              <button
                type="button"
                className={classes['link']}
                onClick={() => remove.mutate({ params: { id: customerId, proofId: id } })}
              >
                {t('removeProof')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

const shownChanges = 5

function Changes({ one }: { one: Standing }): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  const format = useFormat()
  if (one.changes.length === 0) return null
  return (
    <section>
      <span className={classes['label']}>{t('history')}</span>
      <ul className={classes['plain']}>
        {one.changes.slice(0, shownChanges).map((change) => (
          <li key={change.id} className={classes['rowFoot']}>
            <span>{format.day(change.day)}</span>
            <span>
              {t('flow', {
                from: t('cellName', {
                  level: c(`level.${change.fromLevel}`),
                  relationship: t(`relationship.${change.fromRelationship}`),
                }),
                to: t('cellName', {
                  level: c(`level.${change.toLevel}`),
                  relationship: t(`relationship.${change.toRelationship}`),
                }),
              })}
            </span>
            <span>{change.by ? change.by.name : t(change.isAfterwards ? 'afterwards' : 'byRule')}</span>
            {change.reason && <span>{change.reason}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
