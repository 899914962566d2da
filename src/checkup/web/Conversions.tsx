import type { ReactNode } from 'react'
import { Meaning } from '../../ui/charts/Meaning.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { FigureTable } from '../../ui/charts/FigureTable.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { CheckupReply } from '../contract.ts'
import classes from './Checkup.module.css'
import { useFigures } from './use-figures.ts'
import { words } from './words/overview.ts'

/** All ways to count a conversion, side by side, each with what it means and when it lies. */
export function Conversions({ reply }: { reply: CheckupReply }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const kinds = reply.stages[0]?.conversions ?? []
  return (
    <>
      <FigureTable
        label={t('conversions')}
        heads={[
          t('stage'),
          ...kinds.map(({ kind, warning }, index) => ({
            key: kind,
            label: (
              <>
                {t(`kind.${kind}`)} {index === 0 ? <StatusChip tone="primary">{t('judgedOne')}</StatusChip> : null}
                {warning && <StatusChip tone="risk1">{t('careful')}</StatusChip>}
              </>
            ),
          })),
        ]}
      >
        {reply.stages.map((stage) => (
          <tr key={stage.key}>
            <th scope="row">{stage.name}</th>
            {stage.conversions.map(({ kind, value, of, advanced, lost, notYet, warning }) => (
              <td key={kind} className={warning ? classes['muted'] : undefined}>
                <b>{value === null ? '–' : figures.share(value)}</b>
                <span className={classes['triple']}>
                  {advanced !== null && lost !== null && notYet !== null
                    ? t('triple', {
                        advanced: figures.count(advanced),
                        lost: figures.count(lost),
                        notYet: figures.count(notYet),
                      })
                    : of !== null && advanced !== null
                      ? t('passedOf', { passed: figures.count(advanced), of: figures.count(of) })
                      : ''}
                </span>
              </td>
            ))}
          </tr>
        ))}
      </FigureTable>
      <dl className={classes['definitions']}>
        {kinds.map(({ kind, definition }) => (
          <div key={kind}>
            <dt>{t(`kind.${kind}`)}</dt>
            <dd>
              <Meaning sentence={definition.sentence} lies={definition.lies} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
