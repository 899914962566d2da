import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { call, type Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { TextSkeleton } from '../../ui/States.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { findDuplicates, listCustomers } from '../contract.ts'
import type { MergeField } from '../merge.ts'
import { mergeCustomers, previewMerge, undoMerge } from '../merge-contract.ts'
import classes from './Customer.module.css'
import type { Customer } from './customer-slots.ts'
import { touchedByMerges } from './touched-by-merges.ts'
import { MergePreview } from './MergePreview.tsx'
import { words } from './words/merge.ts'

/** Chooses another record of the same company, shows what is kept from whom and what moves, and merges it into this one. */
export function MergeDialog({ customer, onClose }: { customer: Customer | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const [other, setOther] = useState<Choice | null>(null)
  const [take, setTake] = useState<readonly MergeField[]>()
  const [problem, setProblem] = useState<Problem>()
  const id = customer?.id ?? ''
  const choose = (next: Choice | null): void => {
    setOther(next)
    setTake(undefined)
    setProblem(undefined)
  }
  useOpening(customer, () => choose(null))
  const likely = useRead(
    findDuplicates,
    { query: { name: customer?.name ?? '', phone: customer?.phone ?? '', except: id } },
    { enabled: customer !== undefined },
  ).data?.candidates
  const preview = useRead(
    previewMerge,
    { query: { keptId: id, otherId: other?.value ?? '' } },
    { enabled: customer !== undefined && other !== null },
  )
  const back = useWrite(undoMerge, {
    touches: touchedByMerges,
    onProblem: notify.refused,
    onDone: () => notify.info(k('undone')),
  })
  const merge = useWrite(mergeCustomers, {
    touches: touchedByMerges,
    onProblem: setProblem,
    onDone: ({ mergeId, customer: kept }) => {
      onClose()
      notify.done(t('done', { other: other?.label ?? '', name: kept.name }), {
        undo: () => back.mutate({ params: { id: kept.id, mergeId } }),
      })
    },
  })
  const search = async (q: string, signal: AbortSignal): Promise<Choice[]> => {
    const { items } = await call(listCustomers, { query: { limit: 20, ...(q ? { q } : {}) }, signal })
    return items.filter((one) => one.id !== id).map((one) => ({ value: one.id, label: one.name, hint: one.owner.name }))
  }
  const usual = preview.data?.fields.filter(({ taken }) => taken).map(({ field }) => field) ?? []
  const taken = take ?? usual
  return (
    <Dialog
      opened={customer !== undefined}
      onClose={onClose}
      title={t('title')}
      dirty={other !== null}
      onSubmit={(event) => {
        event.preventDefault()
        if (other) merge.mutate({ params: { id }, body: { otherId: other.value, take: [...taken] } })
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" disabled={!preview.data || !other} loading={merge.isPending}>
            {t('merging')}
          </Button>
        </>
      }
    >
      <p className={classes['quiet']}>{t('hint', { name: customer?.name ?? '' })}</p>
      <SearchSelect
        name="other"
        label={t('other')}
        description={t('otherHint')}
        required
        search={search}
        value={other}
        onChange={choose}
      />
      {!other && likely && likely.length > 0 && (
        <div className={classes['line']}>
          <span className={classes['quiet']}>{t('likely')}</span>
          {likely.map((one) => (
            <Button
              key={one.id}
              size="compact-sm"
              variant="default"
              onClick={() => choose({ value: one.id, label: one.name, hint: one.ownerName })}
            >
              {one.name}
            </Button>
          ))}
        </div>
      )}
      {other && preview.isPending && <TextSkeleton lines={4} />}
      {other && preview.data && <MergePreview preview={preview.data} taken={taken} onTake={setTake} />}
      <FormProblem problem={problem ?? (other ? (preview.error ?? undefined) : undefined)} />
    </Dialog>
  )
}
