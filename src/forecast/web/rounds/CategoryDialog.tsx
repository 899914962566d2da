import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Dialog } from '../../../ui/Dialogs.tsx'
import { ChoiceField } from '../../../ui/fields/Choice.tsx'
import { FormProblem, LongTextField } from '../../../ui/fields/Fields.tsx'
import { notify } from '../../../ui/Notices.tsx'
import { useWrite } from '../../../ui/reading.ts'
import { useOpening } from '../../../ui/use-opening.ts'
import { useWords } from '../../../ui/use-words.ts'
import { words as kit } from '../../../ui/words.ts'
import { openCategories, type Category, type OpenCategory } from '../../categories.ts'
import { sayCategory } from '../../round-contract.ts'
import classes from './Rounds.module.css'
import { words } from './words.ts'

interface CategoryDialogProps {
  deal: { id: string; name: string; category: Category; byStage: OpenCategory; note: string | null } | undefined
  /** Where it was dragged to. */
  to: OpenCategory | undefined
  onClose: () => void
}

/** Says in which category a deal counts, and why it differs from its stage. */
export function CategoryDialog({ deal, to, onClose }: CategoryDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const [category, setCategory] = useState<OpenCategory>('commit')
  const [note, setNote] = useState('')
  const say = useWrite(sayCategory, { touches: ['opportunities', 'forecast'] })
  useOpening(deal, (opened) => {
    const present = opened.category === 'closed' ? opened.byStage : opened.category
    setCategory(to ?? present)
    setNote(to === undefined || to === present ? (opened.note ?? '') : '')
    say.reset()
  })
  const isStage = deal !== undefined && category === deal.byStage
  const send = (next: OpenCategory | null): void => {
    if (!deal) return
    say.mutate(
      { params: { id: deal.id }, body: { category: next, note: next === null ? '' : note } },
      {
        onSuccess: () => {
          onClose()
          notify.done(t('changed', { name: deal.name, category: t(`category.${next ?? deal.byStage}`) }))
        },
      },
    )
  }
  return (
    <Dialog
      opened={deal !== undefined}
      onClose={onClose}
      title={t('changeTitle', { name: deal?.name ?? '' })}
      dirty={note !== '' && note !== (deal?.note ?? '')}
      onSubmit={(event) => {
        event.preventDefault()
        // as its stage says and without a word of one's own, it follows the stage
        send(isStage && note.trim() === '' ? null : category)
      }}
      footer={
        <>
          {deal && deal.category !== deal.byStage && (
            <Button variant="subtle" onClick={() => send(null)}>
              {t('followStage', { category: t(`category.${deal.byStage}`) })}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={say.isPending} disabled={!isStage && note.trim() === ''}>
            {k('save')}
          </Button>
        </>
      }
    >
      <ChoiceField
        label={t('newCategory')}
        value={category}
        onChange={setCategory}
        options={openCategories.toReversed().map((value) => ({ value, label: t(`category.${value}`) }))}
      />
      {deal && <p className={classes['quiet']}>{t('byStage', { category: t(`category.${deal.byStage}`) })}</p>}
      <LongTextField
        label={t('why')}
        required={!isStage}
        data-autofocus
        placeholder={t('whyPlaceholder')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <FormProblem problem={say.error} />
    </Dialog>
  )
}
