import { Button } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { listMembers, listTeams } from '../../people/contract.ts'
import { DayField } from '../../ui/fields/DayField.tsx'
import { ChangeMark, Count } from '../../ui/Figures.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useUrl } from '../../ui/url.ts'
import { useScopeFields } from '../../ui/use-scope-fields.ts'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import { readMatrix } from '../contract.ts'
import { MatrixGrid } from './MatrixGrid.tsx'
import { OverridesDrawer } from './OverridesDrawer.tsx'
import { Effort, Moves, Outlook, TwoFunnels } from './QualityPanels.tsx'
import classes from './Quality.module.css'
import { attention, scopeOf, viewAsked, type MatrixReply } from './quality-view.ts'
import { StandingsDrawer } from './StandingsDrawer.tsx'
import { words } from './words.ts'

const rarely = { staleTime: 5 * 60_000 }

/** 客户质量: who is worth the effort, who of them trusts us, and where the effort goes. */
export function QualityPage(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const phone = usePhone()
  const [view, setView] = useUrl(viewAsked)
  const [arrows, setArrows] = useState(true)
  const members = useRead(listMembers, { query: { limit: 200, reachable: 'true' } }, rarely).data?.items
  const teams = useRead(listTeams, { query: { limit: 200 } }, rarely).data?.items
  const fields = useScopeFields({ view, labels: { team: t('scopeTeam'), owner: t('scopeOwner') }, members, teams })
  const matrix = useRead(
    readMatrix,
    { query: { ...scopeOf(view), ...(view.since ? { since: view.since } : {}), ...(view.asOf ? { asOf: view.asOf } : {}) } },
    { follows: ['customers', 'opportunities', 'activities', 'quality'], keep: true },
  )
  const reply = matrix.data
  const isPast = reply !== undefined && reply.asOf < format.today()
  const open = (list: string): void => setView({ list }, { push: view.list === undefined })
  return (
    <Page
      title={t('title')}
      aside={reply?.judgedAt && <span className={classes['hint']}>{t('judgedAt', { when: format.ago(reply.judgedAt) })}</span>}
      actions={
        reply && (
          <Button size="xs" variant="default" component={Link} to="/settings/quality">
            {t('profile')}
          </Button>
        )
      }
      toolbar={
        <FilterBar view={view} onChange={setView} fields={fields}>
          <div className={classes['dates']}>
            <div className={classes['since']}>
              <span aria-hidden="true">{t('since')}</span>
              <DayField
                size="xs"
                aria-label={t('since')}
                value={view.since ?? reply?.since ?? null}
                max={view.asOf ?? format.today()}
                presets="behind"
                onChange={(day) => setView({ since: day ?? undefined })}
              />
            </div>
            <div className={classes['since']}>
              <span aria-hidden="true">{t('asOf')}</span>
              <DayField
                size="xs"
                aria-label={t('asOf')}
                value={view.asOf ?? format.today()}
                max={format.today()}
                presets="behind"
                onChange={(day) => setView({ asOf: day && day < format.today() ? day : undefined, list: undefined })}
              />
            </div>
          </div>
        </FilterBar>
      }
    >
      {reply ? (
        reply.grades.every(({ customers }) => customers === 0) ? (
          <EmptyState
            icon={<IconTable size={28} />}
            title={isPast ? t('noneThen') : t('notJudged')}
            hint={isPast ? t('noneThenHint') : t('notJudgedHint')}
          />
        ) : (
          <div className={classes['page']}>
            <Notes matrix={reply} isPast={isPast} />
            <div className={classes['columns']}>
              <div className={classes['column']}>
                <Panel
                  title={t('matrix')}
                  actions={
                    !phone && (
                      <label className={classes['tick']}>
                        <input type="checkbox" checked={arrows} onChange={(event) => setArrows(event.currentTarget.checked)} />
                        {t('arrows')}
                      </label>
                    )
                  }
                >
                  <MatrixGrid matrix={reply} chosen={view.list} hasArrows={arrows && !phone} onOpen={isPast ? undefined : open} />
                </Panel>
                <TwoFunnels matrix={reply} />
                <Effort matrix={reply} />
              </div>
              <div className={classes['column']}>
                <Assets matrix={reply} />
                {!isPast && (
                  <Panel title={t('lists')}>
                    <ul className={classes['lists']}>
                      {attention.map((list) => (
                        <li key={list}>
                          <button type="button" className={classes['link']} onClick={() => open(list)}>
                            {t(`list.${list}`)}
                          </button>
                          {list === 'development' && <Count value={reply.development} />}
                          {list === 'level-due' && <Count value={reply.levelDue ?? 0} />}
                          {list === 'moved' && <Count value={regraded(reply)} />}
                        </li>
                      ))}
                      <li>
                        <button type="button" className={classes['link']} onClick={() => open('overrides')}>
                          {t('overridesHold')}
                        </button>
                        <Count value={reply.overrides} />
                      </li>
                    </ul>
                  </Panel>
                )}
                <Moves matrix={reply} />
                <Outlook matrix={reply} />
              </div>
            </div>
          </div>
        )
      ) : matrix.error ? (
        <ErrorPanel problem={matrix.error} retry={() => void matrix.refetch()} />
      ) : (
        <TextSkeleton lines={14} />
      )}
      {!isPast && <StandingsDrawer view={view} setView={setView} />}
      {!isPast && <OverridesDrawer view={view} setView={setView} />}
    </Page>
  )
}

/** Customers whose grade is another than on the day the moves are counted from. */
const regraded = ({ flows }: MatrixReply): number =>
  flows.reduce((sum, { from, to, customers }) => sum + (from.grade === to.grade ? 0 : customers), 0)

function Notes({ matrix, isPast }: { matrix: MatrixReply; isPast: boolean }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  if (matrix.hasProfile && !matrix.isReplaying && !isPast) return null
  return (
    <div className={classes['note']} role="status">
      {isPast && <p>{t('asOfNote', { day: format.day(matrix.asOf) })}</p>}
      {!matrix.hasProfile && (
        <p>
          {t('noProfile')} <Link to="/settings/quality">{t('setProfile')}</Link>
        </p>
      )}
      {matrix.isReplaying && <p>{t('replaying')}</p>}
    </div>
  )
}

/** Assets, the index, and what moves did to them. */
function Assets({ matrix: { assets } }: { matrix: MatrixReply }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const change = Math.round(assets.indexMoved)
  return (
    <Panel>
      <dl className={classes['kpis']}>
        <div title={t('assetsHint')}>
          <dt>{t('assets')}</dt>
          <dd>{format.count(assets.customers)}</dd>
        </div>
        <div title={t('indexHint')}>
          <dt>{t('index')}</dt>
          <dd>{format.count(assets.index)}</dd>
        </div>
        <div>
          <dt>{t('gained')}</dt>
          <dd>{format.count(assets.gained)}</dd>
        </div>
        <div>
          <dt>{t('lost')}</dt>
          <dd>{format.count(assets.lost)}</dd>
        </div>
        <div>
          <dt>{t('indexMoved')}</dt>
          <dd>
            <ChangeMark by={change} text={format.count(Math.abs(change))} />
          </dd>
        </div>
      </dl>
    </Panel>
  )
}
