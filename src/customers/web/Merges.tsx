import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { confirm } from '../../ui/asking.ts'
import { notify } from '../../ui/Notices.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { listMerges, undoMerge } from '../merge-contract.ts'
import type { Customer } from './customer-slots.ts'
import classes from './Merge.module.css'
import { touchedByMerges } from './touched-by-merges.ts'
import { words } from './words/merge.ts'

/** Where this record went, or what went into it, and the way to take it apart again. */
export function Merges({ customer }: { customer: Customer }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { id, mergedInto } = customer
  const merges = useRead(listMerges, { params: { id } }, { follows: ['customers'] }).data?.items.filter(({ undone }) => !undone)
  const undo = useWrite(undoMerge, { touches: touchedByMerges, onProblem: notify.refused })
  const apart = async (mergeId: string, other: string): Promise<void> => {
    const yes = await confirm({ title: t('apartTitle', { other }), body: t('apartBody', { other }), action: t('apart') })
    if (!yes) return
    await undo.mutateAsync({ params: { id, mergeId } })
    notify.done(t('undone', { other }))
  }
  return (
    <>
      {mergedInto && (
        <div className={classes['banner']} role="status">
          {t('into')}
          <Link to="/customers/$id" params={{ id: mergedInto.id } as never}>
            {mergedInto.name}
          </Link>
        </div>
      )}
      {merges?.map((merge) => (
        <div key={merge.id} className={classes['banner']}>
          <span>{t('from', { day: format.moment(merge.at), by: merge.by.name, other: merge.merged.name })}</span>
          {merge.mayUndo && (
            <Button
              size="compact-xs"
              variant="subtle"
              loading={undo.isPending}
              onClick={() => void apart(merge.id, merge.merged.name).catch(() => undefined)}
            >
              {t('apart')}
            </Button>
          )}
        </div>
      ))}
    </>
  )
}
