import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { matrixLevels, relationships } from '../../customers/quality-matrix.ts'
import { words as customerWords } from '../../customers/words.ts'
import { ChangeMark } from '../../ui/Figures.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Result } from './stocktake-view.ts'
import classes from './Stocktakes.module.css'
import { words } from './words.ts'

const rows = matrixLevels.toReversed()

/** What the stocktake found: cells, assets gained and lost, effort against what grades deserve; each against the time before. */
export function ResultPanels({ one }: { one: Result }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <>
      <p className={classes['hint']}>{one.previous ? t('since', { day: format.day(one.previous.takenOn) }) : t('first')}</p>
      <div className={classes['columns']}>
        <Cells one={one} />
        <Effort one={one} />
      </div>
      <Assets one={one} />
    </>
  )
}

function Change({ now, before }: { now: number; before: number | null }): ReactNode {
  const format = useFormat()
  if (before === null || before === now) return null
  return <ChangeMark by={now - before} text={format.count(Math.abs(now - before))} />
}

function Cells({ one }: { one: Result }): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  const format = useFormat()
  return (
    <Panel title={t('cells')}>
      <table className={classes['cells']}>
        <thead>
          <tr>
            <td />
            {relationships.map((each) => (
              <th key={each} scope="col">
                {t(`relationship.${each}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((level) => (
            <tr key={level}>
              <th scope="row">{c(`level.${level}`)}</th>
              {relationships.map((relationship) => {
                const cell = one.cells.find((each) => each.level === level && each.relationship === relationship)
                return (
                  <td key={relationship} data-grade={cell?.grade ?? 'none'}>
                    {format.count(cell?.customers ?? 0)} {cell && <Change now={cell.customers} before={cell.before} />}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function Effort({ one }: { one: Result }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <Panel title={t('effort')}>
      <p className={classes['hint']}>{t('effortHint')}</p>
      <table className={classes['effort']}>
        <thead>
          <tr>
            <th scope="col">{t('grade')}</th>
            <th scope="col">{t('customers')}</th>
            <th scope="col">{t('got')}</th>
            <th scope="col">{t('deserves')}</th>
            {one.previous && <th scope="col">{t('before')}</th>}
          </tr>
        </thead>
        <tbody>
          {one.effort.map(({ grade, customers, share, deserved, before }) => (
            <tr key={grade ?? 'none'}>
              <th scope="row">{grade === null ? t('noGrade') : t('gradeIs', { grade })}</th>
              <td>
                {format.count(customers)} {before && <Change now={customers} before={before.customers} />}
              </td>
              <td>{format.share(share)}</td>
              <td>{format.share(deserved)}</td>
              {one.previous && <td>{before ? format.share(before.share) : '–'}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function Assets({ one }: { one: Result }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { assets } = one
  const names = (people: Result['gained']): ReactNode =>
    people.length === 0 ? (
      <span className={classes['hint']}>{t('nobody')}</span>
    ) : (
      people.map(({ id, name }) => (
        <Link key={id} to={'/customers/$id' as never} params={{ id } as never}>
          {name}
        </Link>
      ))
    )
  return (
    <Panel title={t('assets')}>
      <div className={classes['stack']}>
        <p className={classes['line']}>
          <span>{t('assetCustomers')}</span>
          <strong>{format.count(assets.customers)}</strong>{' '}
          <Change now={assets.customers} before={assets.before?.customers ?? null} />
          <span>{t('index')}</span>
          <strong>{format.count(assets.index)}</strong> <Change now={assets.index} before={assets.before?.index ?? null} />
        </p>
        {one.previous && (
          <>
            <p className={classes['line']}>
              <span>
                {t('gained')} {format.count(assets.gained)}
              </span>
              {names(one.gained)}
            </p>
            <p className={classes['line']}>
              <span>
                {t('lost')} {format.count(assets.lost)}
              </span>
              {names(one.lost)}
            </p>
            <p className={classes['hint']}>{t('arrivedLeft', { arrived: one.arrived, left: one.left })}</p>
          </>
        )}
      </div>
    </Panel>
  )
}
