import type { ReactNode } from 'react'
import { FigureTable } from '../../ui/charts/FigureTable.tsx'
import { Meaning } from '../../ui/charts/Meaning.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { EmptyState } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Lacking } from '../contract.ts'
import { type HabitsReply, readHabits } from '../habits-contract.ts'
import { Answer } from './Answer.tsx'
import classes from './Checkup.module.css'
import type { Asked, OpenDeals } from './checkup-view.ts'
import { Deals } from './LossTable.tsx'
import { useFigures } from './use-figures.ts'
import { words } from './words/habits.ts'

/** How people work, by what is on record: written down late, hanging on one person, without a next step; and who more than chance. */
export function HabitsView({ asked, onOpen }: { asked: Asked; onOpen: OpenDeals }): ReactNode {
  const habits = useRead(readHabits, { query: asked }, { follows: ['opportunities', 'activities', 'contacts'], keep: true })
  return (
    <Answer of={habits}>
      {(reply) => (
        <>
          <Findings findings={reply.findings} onOpen={onOpen} />
          {reply.open && <OpenNow open={reply.open} onOpen={onOpen} />}
          <Owners reply={reply} onOpen={onOpen} />
        </>
      )}
    </Answer>
  )
}

function Findings({ findings, onOpen }: { findings: HabitsReply['findings']; onOpen: OpenDeals }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  return (
    <Panel title={t('findings')}>
      {findings.length === 0 ? (
        <EmptyState title={t('noFindings')} hint={t('noFindingsHint')} />
      ) : (
        <FigureTable
          label={t('findings')}
          cards
          heads={[t('found'), { key: 'act', label: t('action'), isText: true }, t('money'), { key: 'open', label: '' }]}
        >
          {findings.map(({ key, sentence, action, amountMinor, lacking, ownerKey }) => (
            <tr key={key}>
              <th scope="row" className={classes['sentence']}>
                {sentence}
              </th>
              <td data-text data-label={t('action')} className={classes['sentence']}>
                {action}
              </td>
              <td data-label={t('money')}>{figures.money(amountMinor)}</td>
              <td>
                {lacking !== null && (
                  <button
                    type="button"
                    className={classes['number']}
                    onClick={() => onOpen({ outcome: 'all', lacking, by: undefined, group: ownerKey ?? undefined })}
                  >
                    {t('seeDeals')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </FigureTable>
      )}
    </Panel>
  )
}

const kinds = [
  { of: 'single', lacking: 'second-contact' },
  { of: 'none', lacking: 'next-step' },
  { of: 'overdue', lacking: 'overdue-step' },
] as const satisfies readonly { of: string; lacking: Lacking }[]

/** Open deals by stage and by what they lack; each count opens its deals. */
function OpenNow({ open, onOpen }: { open: NonNullable<HabitsReply['open']>; onOpen: OpenDeals }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  return (
    <Panel title={t('openTitle')}>
      <Meaning sentence={open.threads.sentence} lies={open.threads.lies} />
      <Meaning sentence={open.steps.sentence} lies={open.steps.lies} />
      <FigureTable label={t('openTitle')} cards heads={[t('stage'), t('open'), ...kinds.map(({ of }) => t(of))]}>
        {[...open.stages, { key: '', name: t('total'), open: open.deals, ...open }].map((row) => (
          <tr key={row.key} data-total={row.key === '' || undefined}>
            <th scope="row">{row.name}</th>
            <td data-label={t('open')}>
              {figures.count(row.open.count)} <span className={classes['muted']}>{figures.money(row.open.amountMinor)}</span>
            </td>
            {kinds.map(({ of, lacking }) => (
              <td key={of} data-label={t(of)}>
                <Deals
                  name={`${row.name} ${t(of)}`}
                  value={row[of].count}
                  onOpen={() => onOpen({ outcome: 'all', lacking, stage: row.key || undefined })}
                />{' '}
                <span className={classes['muted']}>
                  {row[of].count > 0 && `${figures.share(row[of].count / row.open.count)} ${figures.money(row[of].amountMinor)}`}
                </span>
              </td>
            ))}
          </tr>
        ))}
      </FigureTable>
    </Panel>
  )
}

const cells = ['recording', 'threads', 'steps'] as const

/** Each rep against all the others: what may be chance is grey. */
function Owners({ reply: { owners, recording, tests }, onOpen }: { reply: HabitsReply; onOpen: OpenDeals }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  return (
    <Panel title={t('ownersTitle')}>
      <Meaning sentence={recording.definition.sentence} lies={recording.definition.lies} />
      {owners.length === 0 ? (
        <EmptyState title={t('noOwners')} hint={t('noOwnersHint')} />
      ) : (
        <FigureTable label={t('ownersTitle')} cards heads={[t('owner'), t('medianHours'), ...cells.map((cell) => t(cell))]}>
          {owners.map((owner) => (
            <tr key={owner.key}>
              <th scope="row">{owner.name}</th>
              <td data-label={t('medianHours')}>
                {owner.medianHours === null ? '–' : t('hours', { hours: figures.deals(owner.medianHours) })}
              </td>
              {cells.map((cell) => {
                const { share, passed, of, judgement, label, others } = owner[cell]
                return (
                  <td key={cell} data-label={t(cell)} title={t('others', { share: figures.share(others.share) })}>
                    {judgement === 'significantly-high' && <StatusChip tone="risk2">{label}</StatusChip>}{' '}
                    <b>{of === 0 ? '–' : figures.share(share)}</b>{' '}
                    {cell === 'threads' && passed > 0 ? (
                      <button
                        type="button"
                        className={classes['number']}
                        aria-label={t('openOf', { owner: owner.name, count: passed })}
                        onClick={() => onOpen({ outcome: 'all', lacking: 'second-contact', by: undefined, group: owner.key })}
                      >
                        {t('passedOf', { passed: figures.count(passed), of: figures.count(of) })}
                      </button>
                    ) : (
                      <span className={classes['muted']}>
                        {of > 0 && t('passedOf', { passed: figures.count(passed), of: figures.count(of) })}
                      </span>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </FigureTable>
      )}
      <p className={classes['note']}>{t('tested', { count: figures.count(tests) })}</p>
    </Panel>
  )
}
