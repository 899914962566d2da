import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { listCustomers } from '../../customers/contract.ts'
import { asProblem, call } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWords } from '../../ui/use-words.ts'
import { namesakesOf } from '../namesakes.ts'
import classes from './Import.module.css'
import { words } from './words.ts'

/** Customers that came with the import and are called much like one on record: one press leads to merging the two. */
export function Namesakes({ examples }: { examples: readonly string[] }): ReactNode {
  const t = useWords(words)
  const navigate = useNavigate()
  const [asking, setAsking] = useState<string>()
  const merge = async (name: string): Promise<void> => {
    setAsking(name)
    try {
      const { items } = await call(listCustomers, { query: { q: name, limit: 20 } })
      const found = items.find((one) => one.name === name) ?? items[0]
      if (found) await navigate({ to: '/customers/$id', params: { id: found.id }, search: { open: 'merge' } } as never)
      else notify.info(t('namesakeGone', { name }))
    } catch (error) {
      notify.refused(asProblem(error))
    } finally {
      setAsking(undefined)
    }
  }
  return (
    <span className={classes['notes']}>
      {examples.map((example) => {
        const { name, other } = namesakesOf(example)
        return (
          <span key={example} className={classes['namesake']}>
            {t('namesake', { name, other })}
            <Button
              size="compact-xs"
              variant="default"
              loading={asking === name}
              aria-label={t('mergeNamesakeOf', { name, other })}
              onClick={() => void merge(name)}
            >
              {t('mergeNamesake')}
            </Button>
          </span>
        )
      })}
    </span>
  )
}
