import type { ReactNode } from 'react'
import { useToDecide } from '../../opportunities/web/use-approvals.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Shell.module.css'
import { words } from './words.ts'

/** How many questions wait for the reader's word. */
export function Waiting(): ReactNode {
  const t = useWords(words)
  const waiting = useToDecide()
  return (
    waiting && (
      <span className={classes['waiting']}>
        {waiting} <span className={classes['aside']}>{t('waiting')}</span>
      </span>
    )
  )
}
