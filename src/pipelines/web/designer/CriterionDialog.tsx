import { Button, NativeSelect } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import { Dialog } from '../../../ui/Dialogs.tsx'
import { useOpening } from '../../../ui/use-opening.ts'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import { words as kit } from '../../../ui/words.ts'
import { isGroup, type Criterion } from '../../criteria.ts'
import { labelOf, namesOf } from '../../criteria-words.ts'
import type { PipelineFull } from '../../definition.ts'
import { words } from '../words/criteria.ts'
import { ActivitiesForm } from './ActivitiesForm.tsx'
import { firstOf, isWhole, kinds, type Kind } from './criterion-kinds.ts'
import { ApprovalForm, ContactsForm, DocumentForm, ElementForm, TaskForm } from './CriterionForms.tsx'
import classes from './Designer.module.css'
import { FieldForm } from './FieldForm.tsx'
import type { AskedCriterion } from './GateEditor.tsx'

interface CriterionDialogProps {
  asked: AskedCriterion | undefined
  definition: PipelineFull
  onSave: (criterion: Criterion) => void
  onClose: () => void
}

/** The picker: a kind, a small form, and the sentence that reps will read. */
export function CriterionDialog({ asked, definition, onSave, onClose }: CriterionDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const locale = useLocale()
  const [criterion, setCriterion] = useState<Criterion>(() => firstOf('field', definition))
  const [first, setFirst] = useState('')
  const [isNew, setNew] = useState(true)
  useOpening(asked, (it) => {
    const begin = it.criterion ?? firstOf('field', definition)
    setCriterion(begin)
    setFirst(JSON.stringify(begin))
    setNew(it.criterion === null)
  })
  const turn = (kind: Kind): void =>
    setCriterion(isGroup(criterion) && (kind === 'all' || kind === 'any') ? { ...criterion, kind } : firstOf(kind, definition))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    // The dialog stands inside the page's own form elements as far as React is concerned.
    event.stopPropagation()
    if (isWhole(criterion)) onSave(criterion)
  }
  // A group keeps what is in it: turning it into a single criterion would lose it unseen.
  const offered = !isNew && isGroup(criterion) ? kinds.filter((kind) => kind === 'all' || kind === 'any') : kinds
  return (
    <Dialog
      opened={asked !== undefined}
      onClose={onClose}
      title={t(isNew ? 'addTitle' : 'editTitle')}
      dirty={asked !== undefined && JSON.stringify(criterion) !== first}
      onSubmit={submit}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" disabled={!isWhole(criterion)}>
            {isNew ? k('add') : k('save')}
          </Button>
        </>
      }
    >
      <NativeSelect
        label={t('kind')}
        data-autofocus
        data={offered.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        value={criterion.kind}
        onChange={(event) => turn(event.currentTarget.value as Kind)}
      />
      {criterion.kind === 'field' && <FieldForm value={criterion} onChange={setCriterion} />}
      {criterion.kind === 'contacts' && <ContactsForm value={criterion} onChange={setCriterion} />}
      {criterion.kind === 'activities' && <ActivitiesForm value={criterion} onChange={setCriterion} />}
      {criterion.kind === 'element' && <ElementForm value={criterion} onChange={setCriterion} definition={definition} />}
      {criterion.kind === 'task' && <TaskForm value={criterion} onChange={setCriterion} definition={definition} />}
      {criterion.kind === 'document' && <DocumentForm value={criterion} onChange={setCriterion} />}
      {criterion.kind === 'approval' && <ApprovalForm value={criterion} onChange={setCriterion} />}
      {isGroup(criterion) ? (
        <p className={classes['hint']}>{t('groupHint')}</p>
      ) : (
        isWhole(criterion) && (
          <p className={classes['reads']} aria-live="polite">
            <b>{t('reads')}</b>
            {labelOf(criterion, namesOf(definition, locale))}
          </p>
        )
      )}
    </Dialog>
  )
}
