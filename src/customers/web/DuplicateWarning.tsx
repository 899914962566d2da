import { Button } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import type { z } from 'zod'
import { useLocale, useWords } from '../../ui/use-words.ts'
import type { duplicates } from '../contract.ts'
import classes from './Customer.module.css'
import { words } from './words.ts'

type Duplicates = z.output<typeof duplicates>

/** Companies that are likely the one being typed in. `onConfirm` is there once the server has held the customer up. */
export function DuplicateWarning({
  found: { candidates, elsewhere },
  onConfirm,
  isSending = false,
}: {
  found: Duplicates
  onConfirm?: (() => void) | undefined
  isSending?: boolean
}): ReactNode {
  const t = useWords(words)
  const box = useRef<HTMLDivElement>(null)
  const mustDecide = onConfirm !== undefined
  useEffect(() => {
    if (mustDecide) box.current?.scrollIntoView({ block: 'nearest' })
  }, [mustDecide])
  const list = new Intl.ListFormat(useLocale(), { style: 'short', type: 'unit' })
  if (candidates.length + elsewhere === 0) return null
  return (
    <div ref={box} className={classes['warning']} role={mustDecide ? 'alert' : 'status'}>
      <strong>{t('duplicateTitle')}</strong>
      <ul>
        {candidates.map(({ id, name, ownerName, reasons }) => (
          <li key={id}>
            <a href={`/customers/${id}`} target="_blank" rel="noreferrer">
              {name}
            </a>
            <span className={classes['quiet']}>
              {t('duplicateBy', { owner: ownerName, reasons: list.format(reasons.map((reason) => t(`reason.${reason}`))) })}
            </span>
          </li>
        ))}
      </ul>
      {elsewhere > 0 && <span>{t('elsewhere', { count: elsewhere })}</span>}
      {onConfirm && (
        <div>
          <Button size="xs" variant="default" loading={isSending} onClick={onConfirm}>
            {t('createAnyway')}
          </Button>
        </div>
      )}
    </div>
  )
}
