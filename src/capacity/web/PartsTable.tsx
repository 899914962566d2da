import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { CapacityReply } from '../contract.ts'
import { diagnose } from '../diagnosis.ts'
import { valuesOf } from '../inputs.ts'
import { capacity } from '../model.ts'
import classes from './Capacity.module.css'
import { useFigure } from './use-figure.ts'
import { words } from './words.ts'

type Part = CapacityReply['parts'][number]

/** Each team or person with its load, what it needs and its first trouble; a click looks at it alone. */
export function PartsTable({ parts, month }: { parts: readonly Part[]; month: string | undefined }): ReactNode {
  const t = useWords(words)
  return (
    <Panel title={t('parts')}>
      <p className={classes['hint']}>{t('partsHint')}</p>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('part')}</th>
            <th scope="col">{t('repsShort')}</th>
            <th scope="col">{t('loadShort')}</th>
            <th scope="col">{t('needShort')}</th>
            <th scope="col">{t('prospectsShort')}</th>
            <th scope="col">{t('followShort')}</th>
            <th scope="col">{t('conversionShort')}</th>
            <th scope="col" data-text="true">
              {t('firstFinding')}
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <PartRow key={part.id} part={part} month={month} />
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function PartRow({ part, month }: { part: Part; month: string | undefined }): ReactNode {
  const t = useWords(words)
  const figure = useFigure()
  const given = valuesOf(part.inputs)
  const figures = capacity(given)
  const first = diagnose(given, part.conversion)[0]
  const number = (value: number | null | undefined): string => (value == null ? '–' : figure('number', value))
  const share = (value: number | null | undefined): string => (value == null ? '–' : figure('share', value))
  const { successes, n } = part.conversion.tally
  const search = { [part.kind === 'team' ? 'team' : 'owner']: part.id, month } as never
  return (
    <tr>
      <th scope="row">
        <Link to="/capacity" search={search}>
          {part.name}
        </Link>
      </th>
      <td data-label={t('repsShort')}>{number(given.reps)}</td>
      <td data-label={t('loadShort')} data-risk={(figures?.load ?? 0) > 1 || undefined}>
        {share(figures?.load)}
      </td>
      <td data-label={t('needShort')}>{number(figures?.repsNeeded)}</td>
      <td data-label={t('prospectsShort')}>
        {number(given.arrivals)} / {number(figures?.prospects)}
      </td>
      <td data-label={t('followShort')}>{share(figures?.followUpCoverage)}</td>
      <td data-label={t('conversionShort')}>
        {share(n === 0 ? null : successes / n)} <small>{n < 10 ? t('tooFew') : `${successes}/${n}`}</small>
      </td>
      <td data-text="true" data-label={t('firstFinding')}>
        {first ? (
          <>
            <StatusChip tone="risk1">{t(`line.${first.line}`)}</StatusChip>{' '}
            {first.perDay > 0 && <small>{t('perDay', { money: figure('money', first.perDay) })}</small>}
          </>
        ) : figures ? (
          t('fine')
        ) : (
          '–'
        )}
      </td>
    </tr>
  )
}
