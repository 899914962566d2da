import { Button, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { CheckupReply, SummaryReply } from '../contract.ts'
import type { OpenDeals } from './checkup-view.ts'
import { type Finding, findingsOf } from './findings.ts'
import classes from './Headline.module.css'
import { JudgementChip } from './JudgementChip.tsx'
import { useFigures } from './use-figures.ts'
import { words } from './words/headline.ts'

interface HeadlineProps {
  reply: CheckupReply
  /** Undefined until it has arrived. */
  summary: SummaryReply | undefined
  isWhole: boolean
  onWhole: () => void
  onOpen: OpenDeals
  onWhy: (stage: string) => void
}

/** What a director reads in ten seconds: what the losses cost, the three findings with their money, what to do first. */
export function Headline({ reply, summary, isWhole, onWhole, onOpen, onWhy }: HeadlineProps): ReactNode {
  const t = useWords(words)
  const findings = findingsOf(reply, summary?.actions)
  const told = new Set(findings.flatMap((one) => (one.kind === 'first' ? ['stuck'] : [])))
  const actions = summary?.actions.filter(({ key }) => !told.has(key)) ?? []
  return (
    <section className={classes['headline']} aria-label={t('summary')}>
      <Cost reply={reply} onOpen={onOpen} />
      {findings.length > 0 && (
        <ol className={classes['findings']}>
          {findings.map((finding, index) => (
            <FindingRow key={finding.kind} rank={index + 1} finding={finding} onOpen={onOpen} onWhy={onWhy} />
          ))}
        </ol>
      )}
      {summary === undefined ? (
        <div aria-busy="true">
          <TextSkeleton lines={4} />
        </div>
      ) : (
        <>
          {actions.length > 0 && (
            <div>
              <h3>{t('doFirst')}</h3>
              <ul className={classes['actions']}>
                {actions.slice(0, 3).map(({ key, sentence, certain }) => (
                  <li key={key} data-certain={certain || undefined}>
                    {sentence}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <Button className={classes['whole']!} size="compact-sm" variant="default" aria-expanded={isWhole} onClick={onWhole}>
            {t(isWhole ? 'readLess' : 'readAll')}
          </Button>
        </>
      )}
    </section>
  )
}

/** The one figure: what was lost after what would have become of it, beside what was won. */
function Cost({ reply: { totals }, onOpen }: { reply: CheckupReply; onOpen: OpenDeals }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const times = totals.won.amountMinor > 0 ? totals.expectedLossMinor / totals.won.amountMinor : null
  return (
    <div>
      <p className={classes['label']} title={t('costHint')}>
        {t('cost')}
      </p>
      <p className={classes['cost']}>{figures.money(totals.expectedLossMinor)}</p>
      <p className={classes['beside']}>
        <UnstyledButton className={classes['link']} onClick={() => onOpen({ outcome: 'died' })}>
          {t('costDeals', { count: figures.count(totals.died.count) })}
        </UnstyledButton>
        {t('costGross', { gross: figures.money(totals.grossLossMinor) })}
        {times !== null && t('costTimes', { times: figures.times(Math.round(times * 10) / 10) })}
      </p>
    </div>
  )
}

interface FindingRowProps {
  rank: number
  finding: Finding
  onOpen: OpenDeals
  onWhy: (stage: string) => void
}

function FindingRow({ rank, finding, onOpen, onWhy }: FindingRowProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const money = figures.money(finding.amountMinor)
  return (
    <li className={classes['finding']}>
      <span className={classes['rank']} aria-hidden="true">
        {rank}
      </span>
      <div className={classes['what']}>
        <p>
          <span className={classes['label']}>{t(`finding.${finding.kind}`)}</span> <b>{finding.name}</b>
        </p>
        <p className={classes['said']}>
          <Said finding={finding} />
        </p>
      </div>
      <div className={classes['price']}>
        <UnstyledButton
          className={classes['money']}
          data-sure={finding.kind !== 'mend' || finding.certain || undefined}
          aria-label={t('openFinding', { finding: t(`finding.${finding.kind}`), stage: finding.name, money })}
          title={t(`price.${finding.kind}`)}
          onClick={() => onOpen(finding.list)}
        >
          {finding.kind === 'mend' ? `+${money}` : money}
        </UnstyledButton>
        <UnstyledButton
          className={classes['link']}
          aria-label={t('whyOf', { stage: finding.name })}
          onClick={() => onWhy(finding.stageKey)}
        >
          {t('why')}
        </UnstyledButton>
      </div>
    </li>
  )
}

/** A finding in words, without its stage and its money. */
export function Said({ finding }: { finding: Finding }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  if (finding.kind === 'first') return finding.sentence
  if (finding.kind === 'where')
    return t('whereSaid', { count: figures.count(finding.deals), share: figures.share(finding.share) })
  const { share, benchmark, gainDeals, judgement, label } = finding.of
  return (
    <>
      {t('mendSaid', { share: figures.share(share), benchmark: figures.share(benchmark), deals: figures.deals(gainDeals) })}{' '}
      <JudgementChip judgement={judgement} label={label} />
    </>
  )
}

/** The whole text, below the picture. */
export function WholeText({ summary: { paragraphs, actions } }: { summary: SummaryReply }): ReactNode {
  const t = useWords(words)
  return (
    <section className={classes['text']} aria-label={t('wholeText')}>
      {paragraphs.map(({ key, heading, sentences }) => (
        <div key={key}>
          <h3>{heading}</h3>
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      ))}
      {actions.length > 0 && (
        <div>
          <h3>{t('allActions')}</h3>
          <ul className={classes['actions']}>
            {actions.map(({ key, sentence, certain }) => (
              <li key={key} data-certain={certain || undefined}>
                {sentence}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
