import { IconMessageStar } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { FilterBar, isFiltered, withoutFilters } from '../../ui/FilterBar.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, NothingFound, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import type { SetUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { readResults } from '../contract.ts'
import { scale } from '../survey.ts'
import { words as answerWords } from '../words/answer.ts'
import { useInterval, useSigned, type NpsFigures, type Results, type Survey, type SurveyView } from './survey-view.ts'
import classes from './Surveys.module.css'
import { useResultFilters } from './result-filters.ts'
import { words } from './words.ts'

interface ResultsProps {
  survey: Survey
  view: SurveyView
  setView: SetUrl<SurveyView>
}

const groups = ['byTeam', 'byTier', 'byMonth'] as const

/** What came of a survey: the score with its interval, by groups, question by question, and what people wrote. */
export function ResultsView({ survey, view, setView }: ResultsProps): ReactNode {
  const fields = useResultFilters(view)
  const { tab: _tab, customer: _customer, ...query } = view
  const results = useRead(
    readResults,
    { params: { id: survey.id }, query: query as never },
    { follows: ['customers', 'teams'], keep: true },
  )
  return (
    <div className={classes['stack']}>
      <FilterBar view={view} onChange={setView} fields={fields} />
      <Brought
        one={results.data}
        problem={results.error}
        retry={() => void results.refetch()}
        clear={isFiltered(view, fields) ? () => setView(withoutFilters(fields)) : undefined}
      />
    </div>
  )
}

interface BroughtProps {
  one: Results | undefined
  problem: Problem | null
  retry: () => void
  /** Takes the filters off; absent without any. */
  clear: (() => void) | undefined
}

function Brought({ one, problem, retry, clear }: BroughtProps): ReactNode {
  const t = useWords(words)
  if (!one) return problem ? <ErrorPanel problem={problem} retry={retry} /> : <TextSkeleton lines={8} />
  if (one.answered === 0)
    return (
      <Panel>
        {clear ? (
          <NothingFound onClear={clear} />
        ) : (
          <EmptyState icon={<IconMessageStar size={28} stroke={1.5} />} title={t('noAnswers')} hint={t('noAnswersHint')} />
        )}
      </Panel>
    )
  return (
    <div className={classes['stack']}>
      <Panel title={t('nps')}>
        <Figures one={one} />
      </Panel>
      <div className={classes['columns']}>
        {groups.map((group) => (
          <Panel key={group} title={t(group)}>
            <Groups rows={one[group]} />
          </Panel>
        ))}
      </div>
      <div className={classes['columns']}>
        {one.questions
          .filter(({ kind }) => kind !== 'text')
          .map((question) => (
            <Panel key={question.key} title={question.text}>
              <Tally question={question} />
            </Panel>
          ))}
      </div>
      <Voices one={one} />
    </div>
  )
}

function Figures({ one }: { one: Results }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const signed = useSigned()
  const interval = useInterval()
  return (
    <div className={classes['stack']}>
      <div className={classes['figure']}>
        <strong className={classes['big']}>{signed(one.nps.score)}</strong>
        <span>{interval(one.nps)}</span>
        <span className={classes['hint']}>{t('npsHint')}</span>
      </div>
      <Split nps={one.nps} />
      <div className={classes['line']}>
        <span>{t('detractors', { count: format.count(one.nps.detractors) })}</span>
        <span>{t('passives', { count: format.count(one.nps.passives) })}</span>
        <span>{t('promoters', { count: format.count(one.nps.promoters) })}</span>
        <span className={classes['hint']}>
          {t('response', { answered: format.count(one.answered), asked: format.count(one.asked) })}
        </span>
        {one.satisfaction !== null && <span>{t('satisfactionOf', { value: format.count(Math.round(one.satisfaction)) })}</span>}
      </div>
    </div>
  )
}

function Split({ nps }: { nps: NpsFigures }): ReactNode {
  const part = (count: number): string => `${nps.answers === 0 ? 0 : (100 * count) / nps.answers}%`
  return (
    <div className={classes['split']} aria-hidden="true">
      <span style={{ inlineSize: part(nps.detractors) }} />
      <span style={{ inlineSize: part(nps.passives) }} />
      <span style={{ inlineSize: part(nps.promoters) }} />
    </div>
  )
}

function Groups({ rows }: { rows: Results['byTeam'] }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const signed = useSigned()
  const interval = useInterval()
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col">{t('group')}</th>
          <th scope="col">{t('answers')}</th>
          <th scope="col">{t('nps')}</th>
          <th scope="col">{t('satisfaction')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, nps, satisfaction }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>{format.count(nps.answers)}</td>
            <td>
              {signed(nps.score)} <span className={classes['hint']}>{interval(nps)}</span>
            </td>
            <td>{satisfaction === null ? '–' : format.count(Math.round(satisfaction))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Tally({ question }: { question: Results['questions'][number] }): ReactNode {
  const t = useWords(words)
  const a = useWords(answerWords)
  // a point of the scale goes by the words that the customer pressed
  const meant = (key: string, label: string): string => {
    const point = question.kind === 'scale' ? scale.find((one) => String(one) === key) : undefined
    return point === undefined ? label : `${label} ${a(`scale.${point}`)}`
  }
  const format = useFormat()
  return (
    <div className={classes['stack']}>
      <span className={classes['hint']}>
        {t('answers')} {format.count(question.answers)}
      </span>
      <dl className={classes['tally']}>
        {question.counts.flatMap(({ key, label, count, share }) => [
          <dt key={`${key} label`}>{meant(key, label)}</dt>,
          <dd key={`${key} bar`} className={classes['tallyBar']} aria-hidden="true">
            <span style={{ inlineSize: `${100 * share}%` }} />
          </dd>,
          <dd key={`${key} count`}>
            {format.count(count)} <span className={classes['hint']}>{format.share(share)}</span>
          </dd>,
        ])}
      </dl>
    </div>
  )
}

function Voices({ one }: { one: Results }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  if (one.voices.length === 0) return null
  return (
    <Panel title={t('voices')}>
      <ul className={classes['plain']}>
        {one.voices.map(({ invitationId, customer, contact, answeredAt, nps, group, text, wantsContact }) => (
          <li key={invitationId}>
            <Link to="/customers/$id" params={{ id: customer.id }}>
              {customer.name}
            </Link>
            <span>{contact.name}</span>
            {group && (
              <StatusChip tone={group === 'detractor' ? 'risk2' : group === 'promoter' ? 'done' : 'plain'}>
                {nps} · {t(`group.${group}`)}
              </StatusChip>
            )}
            {wantsContact && <StatusChip tone="risk1">{t('wantsContact')}</StatusChip>}
            <span className={classes['hint']}>{format.ago(answeredAt)}</span>
            {text && <p className={classes['said']}>{text}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
