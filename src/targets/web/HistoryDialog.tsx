import type { ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useLocale, useWords } from '../../ui/use-words.ts'
import { readTargetHistory, type TargetDetail } from '../contract.ts'
import { figureText } from '../figure-text.ts'
import { words as ourWords } from '../words.ts'
import { useColumnName } from './column-name.ts'
import classes from './Targets.module.css'
import { useShown } from './use-plan.ts'
import { words } from './words.ts'

type What = 'what.create'

/** Who changed and decided a version, latest first. */
export function HistoryDialog({
  opened,
  plan,
  onClose,
}: {
  opened: boolean
  plan: TargetDetail
  onClose: () => void
}): ReactNode {
  const t = useWords(words)
  const say = useWords(ourWords)
  const format = useFormat()
  const locale = useLocale()
  const shown = useShown(plan)
  const nameOf = useColumnName()
  const history = useRead(readTargetHistory, { params: { id: plan.id } }, { follows: ['target'], enabled: opened })
  return (
    <Dialog opened={opened} onClose={onClose} title={t('historyTitle', { number: plan.number })}>
      {history.error ? (
        <ErrorPanel problem={history.error} retry={() => void history.refetch()} />
      ) : !history.data ? (
        <TextSkeleton lines={6} />
      ) : (
        <ol className={classes['history']}>
          {history.data.items.map((entry) => (
            <li key={entry.id} data-undone={entry.undone || undefined}>
              <time dateTime={entry.at}>{format.moment(entry.at)}</time>
              <span>
                {entry.by.name}{' '}
                {t(`what.${entry.what}` as What, {
                  row: entry.row ?? t('someRow'),
                  column: entry.column ? nameOf(entry.column) : '',
                  value: entry.value === null ? '' : figureText(entry.value, shown, locale),
                })}
                {entry.level && entry.level !== 'base' && <small> {say(`level.${entry.level}`)}</small>}
                {entry.undone && <small> {t('undoneMark')}</small>}
                {entry.note && <q>{entry.note}</q>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  )
}
