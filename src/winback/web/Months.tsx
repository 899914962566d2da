import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { minorDigits } from '../../ui/format.ts'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { planMonths, type CampaignDetail } from '../contract.ts'
import classes from './WinBack.module.css'
import { words } from './words/campaign.ts'

const figures = ['reached', 'reopened', 'won', 'moneyMinor'] as const
type Figures = CampaignDetail['months'][number]['planned']

/** What each month was to bring and what it brought. */
export function Months({ campaign }: { campaign: CampaignDetail }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const format = useFormat()
  const [plan, setPlan] = useState<Record<string, Figures>>()
  const factor = 10 ** minorDigits(campaign.currency)
  const save = useWrite(planMonths, {
    onDone: () => {
      setPlan(undefined)
      notify.done(t('monthsSaved'))
    },
    onProblem: notify.refused,
  })
  const label = { reached: t('reached'), reopened: t('reopened'), won: t('won'), moneyMinor: t('money') }
  const shown = (key: (typeof figures)[number], value: number): string =>
    key === 'moneyMinor' ? format.money(value, 'compact', campaign.currency) : format.count(value)
  const actions = plan ? (
    <span className={classes['buttons']}>
      <Button variant="default" size="compact-xs" onClick={() => setPlan(undefined)}>
        {k('cancel')}
      </Button>
      <Button
        size="compact-xs"
        loading={save.isPending}
        onClick={() =>
          save.mutate({
            params: { id: campaign.id },
            body: { months: Object.entries(plan).map(([month, one]) => ({ month, ...one })) },
            ifMatch: campaign.version,
          })
        }
      >
        {t('saveMonths')}
      </Button>
    </span>
  ) : (
    <Button
      variant="default"
      size="compact-xs"
      disabled={campaign.permissions.edit !== null}
      title={campaign.permissions.edit?.sentence}
      onClick={() => setPlan(Object.fromEntries(campaign.months.map(({ month, planned }) => [month, planned])))}
    >
      {t('editMonths')}
    </Button>
  )
  return (
    <Panel title={t('months')} actions={actions}>
      <p className={classes['quiet']}>{t('monthsHint')}</p>
      <div className={classes['scroller']} tabIndex={0} role="region" aria-label={t('months')}>
        <table className={classes['months']}>
          <thead>
            <tr>
              <th scope="col">{t('month')}</th>
              {figures.map((key) => (
                <th key={key} scope="col">
                  {label[key]} <small>{`${t('realWord')} / ${t('planWord')}`}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {campaign.months.map(({ month, planned, real }) => (
              <tr key={month}>
                <th scope="row">{month.slice(0, 7)}</th>
                {figures.map((key) => (
                  <td key={key} data-label={`${label[key]} ${t('realWord')} / ${t('planWord')}`}>
                    <strong>{shown(key, real[key])}</strong>
                    {' / '}
                    {plan?.[month] ? (
                      <input
                        type="number"
                        inputMode="numeric"
                        min={0}
                        aria-label={`${month.slice(0, 7)} ${label[key]} ${t('planWord')}`}
                        value={key === 'moneyMinor' ? plan[month][key] / factor : plan[month][key]}
                        onChange={(event) => {
                          const number = Number(event.currentTarget.value)
                          if (!(number >= 0)) return
                          const value = Math.round(key === 'moneyMinor' ? number * factor : number)
                          setPlan({ ...plan, [month]: { ...plan[month]!, [key]: value } })
                        }}
                      />
                    ) : (
                      <span className={classes['quiet']}>{shown(key, planned[key])}</span>
                    )}
                    <span className={classes['monthTrack']} aria-hidden="true">
                      <span
                        style={{
                          width: `${planned[key] > 0 ? Math.min(100, (100 * real[key]) / planned[key]) : real[key] > 0 ? 100 : 0}%`,
                        }}
                      />
                    </span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
