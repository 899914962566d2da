import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { asProblem, call, type Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
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

/** A record as a list or a page knows it. */
export type Merging = Pick<Customer, 'id' | 'name' | 'phone'> & { owner: { name: string } }

interface MergeDialogProps {
  /** One record, into which another is searched for, or several that are one company; the first stays unless somebody says otherwise. */
  of: readonly Merging[] | undefined
  onClose: () => void
  /** At least one was merged. */
  onMerged?: () => void
}

const asChoice = ({ id, name, owner }: Merging): Choice => ({ value: id, label: name, hint: owner.name })

/** Shows what is kept from whom and what moves, and merges records of the same company into the one that stays, one after the other. */
export function MergeDialog({ of, onClose, onMerged }: MergeDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const [keptId, setKept] = useState('')
  const [left, setLeft] = useState<readonly Choice[]>([])
  const [done, setDone] = useState<readonly { mergeId: string; name: string }[]>([])
  const [take, setTake] = useState<readonly MergeField[]>()
  const [problem, setProblem] = useState<Problem>()
  const isMany = (of?.length ?? 0) > 1
  const kept = of?.find(({ id }) => id === keptId) ?? of?.[0]
  const id = kept?.id ?? ''
  const name = kept?.name ?? ''
  const other = left[0] ?? null
  const choose = (next: readonly Choice[]): void => {
    setLeft(next)
    setTake(undefined)
    setProblem(undefined)
  }
  const keep = (stays: string): void => {
    setKept(stays)
    choose((of ?? []).filter((one) => one.id !== stays).map(asChoice))
  }
  useOpening(of, (records) => {
    setDone([])
    keep(records[0]?.id ?? '')
  })
  const likely = useRead(findDuplicates, { query: { name, phone: kept?.phone ?? '', except: id } }, { enabled: of?.length === 1 })
    .data?.candidates
  const preview = useRead(
    previewMerge,
    { query: { keptId: id, otherId: other?.value ?? '' } },
    { enabled: of !== undefined && other !== null, staleTime: 0 },
  )
  const { mutateAsync: takeApart } = useWrite(undoMerge, { touches: touchedByMerges })
  const undo = async (merged: typeof done): Promise<void> => {
    try {
      for (const { mergeId } of merged.toReversed()) await takeApart({ params: { id, mergeId } })
      notify.info(k('undone'))
    } catch (error) {
      notify.refused(asProblem(error))
    }
  }
  const finish = (merged: typeof done): void => {
    onClose()
    if (merged.length === 0) return
    onMerged?.()
    const said = merged.length === 1 ? t('done', { other: merged[0]!.name, name }) : t('doneMany', { count: merged.length, name })
    notify.done(said, { undo: () => undo(merged) })
  }
  const merge = useWrite(mergeCustomers, {
    touches: touchedByMerges,
    onProblem: setProblem,
    onDone: ({ mergeId }) => {
      const merged = [...done, { mergeId, name: other?.label ?? '' }]
      setDone(merged)
      if (left.length > 1) choose(left.slice(1))
      else finish(merged)
    },
  })
  const search = async (q: string, signal: AbortSignal): Promise<Choice[]> => {
    const { items } = await call(listCustomers, { query: { limit: 20, ...(q ? { q } : {}) }, signal })
    return items.filter((one) => one.id !== id).map(asChoice)
  }
  const usual = preview.data?.fields.filter(({ taken }) => taken).map(({ field }) => field) ?? []
  const taken = take ?? usual
  return (
    <Dialog
      opened={of !== undefined}
      onClose={() => finish(done)}
      title={isMany ? t('titleMany', { count: of?.length ?? 0 }) : t('title')}
      dirty={!isMany && other !== null}
      onSubmit={(event) => {
        event.preventDefault()
        if (other) merge.mutate({ params: { id }, body: { otherId: other.value, take: [...taken] } })
      }}
      footer={
        <>
          <Button variant="default" onClick={() => finish(done)}>
            {k(done.length > 0 ? 'close' : 'cancel')}
          </Button>
          <Button type="submit" disabled={!preview.data || !other} loading={merge.isPending}>
            {t(left.length > 1 ? 'mergingNext' : 'merging')}
          </Button>
        </>
      }
    >
      <p className={classes['quiet']}>{t('hint', { name })}</p>
      {isMany ? (
        <>
          <SelectField
            label={t('stays')}
            data={(of ?? []).map((one) => ({ value: one.id, label: t('ofOwner', { name: one.name, owner: one.owner.name }) }))}
            value={id}
            disabled={done.length > 0}
            onChange={(next) => next && keep(next)}
          />
          <p role="status">{t('step', { n: done.length + 1, total: (of?.length ?? 0) - 1, name: other?.label ?? '' })}</p>
        </>
      ) : (
        <SearchSelect
          name="other"
          label={t('other')}
          description={t('otherHint')}
          required
          search={search}
          value={other}
          onChange={(next) => choose(next ? [next] : [])}
        />
      )}
      {!isMany && !other && likely && likely.length > 0 && (
        <div className={classes['line']}>
          <span className={classes['quiet']}>{t('likely')}</span>
          {likely.map((one) => (
            <Button
              key={one.id}
              size="compact-sm"
              variant="default"
              onClick={() => choose([{ value: one.id, label: one.name, hint: one.ownerName }])}
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
