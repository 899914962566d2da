import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { useWords } from '../../ui/use-words.ts'
import type { listLikeness } from '../contract.ts'
import classes from './Leads.module.css'
import { words } from './words.ts'

export type Likeness = ReplyOf<typeof listLikeness>

interface AlikeProps {
  likeness: Likeness
  /** Offers to attach to a customer of the list. */
  onAttach?: (customer: { id: string; name: string }) => void
}

/** What may be the same company or person, to be looked at before a second one is made. */
export function Alike({ likeness, onAttach }: AlikeProps): ReactNode {
  const t = useWords(words)
  return (
    <div className={classes['alike']} role="status">
      <strong>{t('alike')}</strong>
      <div className={classes['quiet']}>{t('alikeHint')}</div>
      <ul>
        {likeness.candidates.map(({ kind, id, customerId, name, ownerName, by }) => (
          <li key={`${kind}${id}`} className={classes['candidate']}>
            <span>
              {name}{' '}
              <span className={classes['quiet']}>
                {t(`kind.${kind}`)} · {t(`by.${by}`)} · {t('ownedBy', { name: ownerName })}
              </span>
            </span>
            {onAttach && customerId && (
              <Button size="compact-xs" variant="default" onClick={() => onAttach({ id: customerId, name })}>
                {t('attach')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {likeness.elsewhere > 0 && <div>{t('alikeElsewhere', { count: likeness.elsewhere })}</div>}
    </div>
  )
}
