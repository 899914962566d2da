import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { ActivityKind } from '../activity.ts'
import { words as activityWords } from '../words.ts'
import classes from './Activity.module.css'
import { kindIcons } from './KindPicker.tsx'
import { words } from './words.ts'

export function KindName({ kind }: { kind: ActivityKind }): ReactNode {
  const a = useWords(activityWords)
  const Icon = kindIcons[kind]
  return (
    <span className={classes['kind']}>
      <Icon size={15} stroke={1.6} aria-hidden="true" />
      {a(`kind.${kind}`)}
    </span>
  )
}

/** Written down late, corrected since. */
export function ActivityMarks({
  late,
  corrected,
  recordedAt,
}: {
  late: boolean
  corrected: boolean
  recordedAt: string
}): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <>
      {late && (
        <span title={t('lateTitle', { at: format.moment(recordedAt) })}>
          <StatusChip tone="risk1">{t('late')}</StatusChip>
        </span>
      )}
      {corrected && <StatusChip tone="quiet">{t('correctedMark')}</StatusChip>}
    </>
  )
}

/** Everybody who was there, in one line. */
export const peopleOf = (activity: { contacts: readonly { name: string }[]; people: string | null }): string =>
  [...activity.contacts.map(({ name }) => name), ...(activity.people ? [activity.people] : [])].join('、')
