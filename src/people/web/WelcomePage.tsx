import { IconChevronRight, IconFileImport, IconPencil } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useRead } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { readSession } from '../contract.ts'
import { Entrance } from './Entrance.tsx'
import classes from './Entrance.module.css'
import { SessionGate } from './SessionGate.tsx'
import { words } from './words/entrance.ts'

/** After the first run: where to start. */
export function WelcomePage(): ReactNode {
  return (
    <SessionGate>
      <Choices />
    </SessionGate>
  )
}

function Choices(): ReactNode {
  const t = useWords(words)
  const navigate = useNavigate()
  const { data } = useRead(readSession, {})
  return (
    <Entrance title={t('startTitle')} intro={t('startIntro', { name: data?.organization.name ?? '' })} wide>
      <div className={classes['choices']}>
        <Choice
          icon={<IconFileImport size={22} stroke={1.6} />}
          title={t('startImport')}
          hint={t('startImportHint')}
          onClick={() => void navigate({ to: '/imports' })}
        />
        <Choice
          icon={<IconPencil size={22} stroke={1.6} />}
          title={t('startEmpty')}
          hint={t('startEmptyHint')}
          onClick={() => void navigate({ to: '/' })}
        />
      </div>
    </Entrance>
  )
}

interface ChoiceProps {
  icon: ReactNode
  title: string
  hint: string
  disabled?: boolean
  onClick: () => void
}

function Choice({ icon, title, hint, disabled = false, onClick }: ChoiceProps): ReactNode {
  return (
    <button type="button" className={classes['choice']} disabled={disabled} onClick={onClick}>
      <span className={classes['choiceIcon']}>{icon}</span>
      <span>
        <span className={classes['choiceTitle']}>{title}</span>
        <span className={classes['choiceHint']}>{hint}</span>
      </span>
      <IconChevronRight size={18} aria-hidden="true" />
    </button>
  )
}
