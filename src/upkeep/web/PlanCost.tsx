import { useState, type ReactNode } from 'react'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useDelayed } from '../../ui/use-delayed.ts'
import { useWords } from '../../ui/use-words.ts'
import { readUpkeepPlan } from '../contract.ts'
import classes from './Upkeep.module.css'
import { words } from './words.ts'

/** What keeping up takes: rhythm, contacts and minutes a day by grade, and what another budget would do. */
export function PlanCost({ owner }: { owner: string | undefined }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [contacts, setContacts] = useState<number | null>(null)
  const tried = useDelayed(contacts, 300)
  const query = { ...(owner ? { owner } : {}), ...(tried ? { contacts: tried } : {}) }
  const read = useRead(readUpkeepPlan, { query }, { follows: ['upkeep'], keep: true })
  const plan = read.data
  if (!plan)
    return (
      <Panel title={t('plan')}>
        {read.error ? <ErrorPanel problem={read.error} retry={() => void read.refetch()} /> : <TextSkeleton lines={6} />}
      </Panel>
    )
  const number = (value: number): string => format.count(Math.round(value * 10) / 10)
  return (
    <Panel title={t('plan')}>
      <div className={classes['page']}>
        <div className={classes['try']}>
          <NumberField
            label={t('tryBudget')}
            min={0.1}
            max={200}
            decimalScale={1}
            value={contacts ?? plan.budget}
            onChange={setContacts}
          />
        </div>
        <p className={classes['line']}>
          {t('costSentence', {
            customers: format.count(plan.customers),
            people: plan.people,
            budget: number(plan.budget),
            alike: format.count(Math.ceil(plan.allAlike)),
            contacts: number(plan.contactsADay),
            minutes: format.count(Math.round(plan.minutesADay)),
          })}
        </p>
        {plan.contactsADay > plan.budget * plan.people * 1.001 && (
          <p className={classes['warn']} role="status">
            {t('overBudget', { contacts: number(plan.contactsADay) })}
          </p>
        )}
        <div className={classes['scroll']} tabIndex={0} role="region" aria-label={t('plan')}>
          <table className={classes['table']}>
            <thead>
              <tr>
                <th scope="col">{t('gradeIs')}</th>
                <th scope="col">{t('count')}</th>
                <th scope="col">{t('cadence')}</th>
                <th scope="col">{t('unbounded')}</th>
                <th scope="col">{t('contactsADay')}</th>
                <th scope="col">{t('minutesADay')}</th>
              </tr>
            </thead>
            <tbody>
              {plan.groups.map((group) => (
                <tr key={`${group.grade} ${group.isFalling}`}>
                  <th scope="row">
                    {t('grade', { grade: group.grade })} {group.isFalling && <StatusChip tone="risk1">{t('falling')}</StatusChip>}
                  </th>
                  <td>{format.count(group.count)}</td>
                  <td>{number(group.cadence)}</td>
                  <td>{number(group.unbounded)}</td>
                  <td>{number(group.contactsADay)}</td>
                  <td>{format.count(Math.round(group.minutesADay))}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('all')}</th>
                <td>{format.count(plan.customers)}</td>
                <td />
                <td />
                <td>{number(plan.contactsADay)}</td>
                <td>{format.count(Math.round(plan.minutesADay))}</td>
              </tr>
            </tfoot>
          </table>
        </div>
        <p className={classes['hint']}>{t('example')}</p>
      </div>
    </Panel>
  )
}
