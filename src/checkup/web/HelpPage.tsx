import { UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { Chart, type Drawing } from '../../ui/charts/Chart.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Help.module.css'
import { twentyDeals as deals } from '../../funnel/twenty-deals.ts'
import { type AnswerOf, answers, type Counted, today } from './seven-answers.ts'
import { useFigures } from './use-figures.ts'
import { words } from './words/help.ts'

const all = answers()
const terms = ['kept', 'gross', 'expected', 'wilson', 'labels', 'matured', 'benchmark', 'shrunk', 'gain', 'lift'] as const

/** 口径说明: the same twenty deals give seven answers; then what each word of the check-up means. */
export function HelpPage(): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const [question, setQuestion] = useState(all[0]!.question)
  const shown = all.find((one) => one.question === question)!
  return (
    <Page title={t('title')} above={<Link to="/checkup">{t('back')}</Link>}>
      <Panel title={t('sevenTitle')}>
        <p className={classes['lead']}>{t('sevenLead')}</p>
        <div className={classes['seven']}>
          <ul className={classes['questions']}>
            {all.map((one) => (
              <li key={one.question}>
                <UnstyledButton
                  className={classes['question']}
                  aria-pressed={one.question === question}
                  onClick={() => setQuestion(one.question)}
                >
                  <span>
                    <b>{t(`name.${one.question}`)}</b>
                    <span>{t(`means.${one.question}`)}</span>
                  </span>
                  <strong>{figures.share(one.share)}</strong>
                </UnstyledButton>
              </li>
            ))}
          </ul>
          <div className={classes['picture']}>
            <Chart
              title={t('picture', { name: t(`name.${question}`), share: figures.share(shown.share) })}
              draw={(width) => drawing(shown, width)}
            />
            <p className={classes['legend']}>
              {(['advanced', 'lost', 'notYet', 'out'] as const).map((as) => (
                <span key={as}>
                  <span className={classes['swatch']} data-as={as} /> {t(`as.${as}`)}
                </span>
              ))}
            </p>
            <p className={classes['lies']}>
              <b>{t('when')}</b> {t(`lies.${question}`)}
            </p>
          </div>
        </div>
      </Panel>
      <Panel title={t('terms')}>
        <dl className={classes['terms']}>
          {terms.map((term) => (
            <div key={term}>
              <dt>{t(`term.${term}`)}</dt>
              <dd>{t(`is.${term}`)}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </Page>
  )
}

const row = 17
const top = 8
const fills: Record<Counted, string> = {
  advanced: 'var(--funnel-5)',
  lost: 'var(--risk-2-edge)',
  notYet: 'var(--risk-1-edge)',
  out: 'var(--line)',
}

/** Each deal a bar over the days: thin in the first stage, thick in the second, coloured by what it counts as. */
function drawing({ counted, window: [from, to] }: AnswerOf, width: number): Drawing {
  const x = (day: number): number => 28 + (day / today) * (width - 44)
  const bottom = top + deals.length * row
  return {
    height: bottom + 24,
    content: (
      <>
        <rect x={x(from)} y={top} width={x(to) - x(from)} height={bottom - top} fill="var(--selected)" />
        {[0, 30, 60, 90, 120].map((day) => (
          <g key={day}>
            <line x1={x(day)} x2={x(day)} y1={top} y2={bottom} stroke="var(--line-strong)" strokeDasharray="2 4" />
            <text x={x(day)} y={bottom + 17} textAnchor="middle" fontSize={11} className={classes['soft']}>
              {day}
            </text>
          </g>
        ))}
        {deals.map(([first, second, end], index) => {
          const fill = fills[counted[index] ?? 'out']
          const y = top + index * row + row / 2
          const last = end ?? today
          return (
            <g key={first}>
              <text x={20} y={y + 4} textAnchor="end" fontSize={11} className={classes['soft']}>
                {index + 1}
              </text>
              <rect x={x(first)} y={y - 2} width={Math.max(2, x(second ?? last) - x(first))} height={4} fill={fill} />
              {second !== null && (
                <rect x={x(second)} y={y - 5} width={Math.max(2, x(last) - x(second))} height={10} rx={2} fill={fill} />
              )}
              {end === null && <path d={`M${x(today)} ${y - 4}l6 4l-6 4z`} fill={fill} />}
            </g>
          )
        })}
      </>
    ),
  }
}
