import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { DayField } from '../../ui/fields/DayField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Facts } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { noteContractEnd, type LostDeal } from '../loss-contract.ts'
import { Score } from './Score.tsx'
import classes from './WinBack.module.css'
import { words } from './words.ts'

/** Why a lost deal has its score: each part as a bar with what it comes from; and the one fact that a person adds. */
export function LossPeek({ deal }: { deal: LostDeal }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { recoverability, moment, strength, valueRank, fit } = deal.parts
  const parts = [
    {
      key: 'recoverability',
      factor: recoverability,
      hint: deal.reason ? t('hint.recoverability', { reason: deal.reason.name }) : t('hint.unknownReason'),
    },
    {
      key: 'moment',
      factor: moment,
      hint: deal.contractEndsOn
        ? t('hint.contract', { day: format.day(deal.contractEndsOn) })
        : t('hint.moment', { months: deal.months.toFixed(1) }),
    },
    { key: 'strength', factor: 0.4 + 0.006 * strength, hint: t('hint.strength', { strength: Math.round(strength) }) },
    { key: 'value', factor: 0.5 + 0.5 * valueRank, hint: t('hint.value', { share: format.share(valueRank) }) },
    { key: 'fit', factor: fit, hint: t('hint.fit') },
  ] as const
  return (
    <div className={classes['peek']}>
      <h3 className={classes['why']}>
        {t('why', { score: deal.score.toFixed(1) })} <Score value={deal.score} />
      </h3>
      <ul className={classes['parts']}>
        {parts.map(({ key, factor, hint }) => (
          <li key={key}>
            <span>{t(`part.${key}`)}</span>
            <span className={classes['partTrack']} aria-hidden="true">
              <span style={{ width: `${100 * factor}%` }} />
            </span>
            <strong>× {factor.toFixed(2)}</strong>
            <small>{hint}</small>
          </li>
        ))}
      </ul>
      <p className={classes['quiet']}>{t('formula')}</p>
      <ContractEnd key={`${deal.id} ${deal.version}`} deal={deal} />
      <Facts
        rows={[
          {
            key: 'customer',
            label: t('customer'),
            value: deal.customer ? (
              <Link to="/customers/$id" params={{ id: deal.customer.id }}>
                {deal.customer.name}
              </Link>
            ) : (
              '–'
            ),
          },
          { key: 'competitor', label: t('competitor'), value: deal.competitor?.name ?? '–' },
          {
            key: 'amount',
            label: t('amount'),
            value: deal.amountMinor === null ? '–' : format.money(deal.amountMinor, 'exact', deal.currency),
          },
          { key: 'lost', label: t('lostOn'), value: format.day(deal.closedAt.slice(0, 10)) },
          { key: 'owner', label: t('owner'), value: deal.owner.name },
          ...(deal.campaign
            ? [
                {
                  key: 'campaign',
                  label: t('campaign'),
                  value: (
                    <Link to="/win-back/$id" params={{ id: deal.campaign.id }}>
                      {deal.campaign.name}
                    </Link>
                  ),
                },
              ]
            : []),
        ]}
      />
      <p className={classes['quiet']}>{t(deal.reopens ? 'reopens' : 'follows')}</p>
      <Link to="/opportunities/$id" params={{ id: deal.id }}>
        {t('openDeal')}
      </Link>
    </div>
  )
}

function ContractEnd({ deal }: { deal: LostDeal }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const { can } = useSession()
  const [on, setOn] = useState(deal.contractEndsOn)
  const save = useWrite(noteContractEnd, {
    onDone: () => notify.done(t('contractSaved')),
    onProblem: (problem) => (problem.code === 'version-conflict' ? notify.info(t('conflict')) : notify.refused(problem)),
  })
  if (!can('opportunities.write')) return null
  return (
    <div className={classes['contract']}>
      <DayField label={t('contractEnd')} description={t('contractHint')} presets="ahead" value={on} onChange={setOn} />
      {on !== deal.contractEndsOn && (
        <Button
          size="xs"
          loading={save.isPending}
          onClick={() => save.mutate({ params: { id: deal.id }, body: { contractEndsOn: on }, ifMatch: deal.version })}
        >
          {k('save')}
        </Button>
      )}
    </div>
  )
}
