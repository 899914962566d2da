import {
  IconDots,
  IconMail,
  IconMessage,
  IconPhone,
  IconPresentation,
  IconTestPipe,
  IconUserCheck,
  IconUsersGroup,
  IconWalk,
  type Icon,
} from '@tabler/icons-react'
import { useId, type ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import { activityKinds, type ActivityKind } from '../activity.ts'
import { words as activityWords } from '../words.ts'
import classes from './QuickLog.module.css'
import { words } from './words.ts'

export const kindIcons: Record<ActivityKind, Icon> = {
  call: IconPhone,
  visit: IconWalk,
  meeting: IconUsersGroup,
  email: IconMail,
  message: IconMessage,
  demo: IconPresentation,
  trial: IconTestPipe,
  reception: IconUserCheck,
  other: IconDots,
}

/** All kinds at once, one tap each. */
export function KindPicker({ value, onChange }: { value: ActivityKind; onChange: (kind: ActivityKind) => void }): ReactNode {
  const t = useWords(words)
  const a = useWords(activityWords)
  const name = useId()
  return (
    <fieldset className={classes['kinds']}>
      <legend className={classes['label']}>{t('kind')}</legend>
      {activityKinds.map((kind) => {
        const Icon = kindIcons[kind]
        return (
          <label key={kind} className={classes['pick']} data-chosen={kind === value || undefined}>
            <input type="radio" name={name} value={kind} checked={kind === value} onChange={() => onChange(kind)} />
            <Icon size={16} stroke={1.6} aria-hidden="true" />
            {a(`kind.${kind}`)}
          </label>
        )
      })}
    </fieldset>
  )
}
