import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { Day, Moment } from '../../ui/Figures.tsx'
import { Facts } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { activityKinds } from '../activity.ts'
import type { readActivity } from '../contract.ts'
import { words as activityWords } from '../words.ts'
import classes from './Activity.module.css'
import { ActivityMarks, KindName, peopleOf } from './ActivityMarks.tsx'
import { words } from './words.ts'

export type ActivityDetail = ReplyOf<typeof readActivity>

/** An activity in full, and what it said before each correction. */
export function ActivityView({ activity }: { activity: ActivityDetail }): ReactNode {
  const t = useWords(words)
  const text = (key: 'purpose' | 'content' | 'feedback' | 'result'): ReactNode =>
    activity[key] && (
      <section key={key} className={classes['section']}>
        <div className={classes['quiet']}>{t(key)}</div>
        <div className={classes['text']}>{activity[key]}</div>
      </section>
    )
  return (
    <div className={classes['detail']}>
      <div className={classes['line']}>
        <KindName kind={activity.kind} />
        <Moment at={activity.happenedAt} />
        <ActivityMarks {...activity} />
      </div>
      <Facts
        rows={[
          {
            key: 'subject',
            label: activity.customer ? t('kindCustomer') : t('kindLead'),
            value: <SubjectLink activity={activity} />,
          },
          ...(activity.opportunity
            ? [{ key: 'deal', label: t('opportunity'), value: <DealLink deal={activity.opportunity} /> }]
            : []),
          { key: 'people', label: t('people'), value: peopleOf(activity) || '–' },
          { key: 'owner', label: t('owner'), value: activity.owner.name },
          { key: 'recorded', label: t('recordedAt'), value: <Moment at={activity.recordedAt} /> },
          ...(activity.durationMinutes === null
            ? []
            : [{ key: 'minutes', label: t('duration'), value: activity.durationMinutes }]),
          ...(activity.place ? [{ key: 'place', label: t('place'), value: activity.place }] : []),
        ]}
      />
      {(['purpose', 'content', 'feedback', 'result'] as const).map(text)}
      <NextStep activity={activity} />
      {activity.corrections.length > 0 && <Corrections activity={activity} />}
    </div>
  )
}

export function SubjectLink({ activity }: { activity: Pick<ActivityDetail, 'customer' | 'lead'> }): ReactNode {
  if (activity.customer)
    return (
      <Link to="/customers/$id" params={{ id: activity.customer.id }}>
        {activity.customer.name}
      </Link>
    )
  return activity.lead ? (
    <Link to="/leads" search={{ peek: activity.lead.id } as never}>
      {activity.lead.name}
    </Link>
  ) : null
}

export const DealLink = ({ deal }: { deal: { id: string; name: string } }): ReactNode => (
  <Link to="/opportunities/$id" params={{ id: deal.id }}>
    {deal.name}
  </Link>
)

export function NextStep({ activity }: { activity: Pick<ActivityDetail, 'nextStep' | 'nextStepOn'> }): ReactNode {
  const t = useWords(words)
  if (!activity.nextStep && !activity.nextStepOn) return null
  return (
    <div className={classes['next']}>
      <span className={classes['label']}>{t('nextStep')}</span>
      {activity.nextStep} {activity.nextStepOn && <Day on={activity.nextStepOn} style="short" />}
    </div>
  )
}

function Corrections({ activity }: { activity: ActivityDetail }): ReactNode {
  const t = useWords(words)
  const a = useWords(activityWords)
  const format = useFormat()
  const label = (field: string): string => {
    const key = `field.${field}`
    return key in words['zh-CN'] ? t(key as keyof (typeof words)['zh-CN']) : field
  }
  const shown = (field: string, value: string | null): string => {
    if (value === null || value === '') return t('empty')
    const kind = activityKinds.find((one) => one === value)
    if (field === 'kind' && kind) return a(`kind.${kind}`)
    return field === 'happenedAt' ? format.moment(value) : value
  }
  return (
    <section>
      <h3>{t('correctionsTitle')}</h3>
      {activity.corrections.map(({ at, actor, changes }) => (
        <dl key={at} className={classes['correction']}>
          <dt className={classes['field']}>
            {t('correctedBy', { name: actor.name })} <Moment at={at} />
          </dt>
          {changes.map(({ field, before, after }) => (
            <Change key={field} label={label(field)} was={shown(field, before)} now={shown(field, after)} />
          ))}
        </dl>
      ))}
    </section>
  )
}

function Change({ label, was, now }: { label: string; was: string; now: string }): ReactNode {
  const t = useWords(words)
  return (
    <>
      <dt className={classes['field']}>{label}</dt>
      <dt>{t('was')}</dt>
      <dd>
        <del>{was}</del>
      </dd>
      <dt>{t('became')}</dt>
      <dd>{now}</dd>
    </>
  )
}
