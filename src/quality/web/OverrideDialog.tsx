import { Button, NativeSelect } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { levels, type Level } from '../../customers/customer.ts'
import { relationships, type Relationship } from '../../customers/quality-matrix.ts'
import { words as customerWords } from '../../customers/words.ts'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { overrideLevel, overrideRelationship } from '../contract.ts'
import type { Standing } from './standing-view.ts'
import { words } from './words.ts'

interface OverrideDialogProps {
  of: 'level' | 'relationship' | undefined
  customerId: string
  standing: Standing
  /** Somebody was quicker: what they said is to be read. */
  onConflict: () => void
  onClose: () => void
}

/** Sets a level or a relationship over the rule, with a reason and a last day. */
export function OverrideDialog({ of, customerId, standing, onConflict, onClose }: OverrideDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const c = useWords(customerWords)
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const [expiresOn, setExpiresOn] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem>()
  useOpening(of, (opened) => {
    setValue(standing[opened].value)
    setReason('')
    setExpiresOn(null)
    setProblem(undefined)
  })
  const writing = {
    touches: ['quality'],
    onProblem: (refused: Problem) => {
      setProblem(refused)
      if (refused.code === 'version-conflict') onConflict()
    },
    onDone: () => {
      onClose()
      notify.done(t('overrideDone'))
    },
  }
  const level = useWrite(overrideLevel, writing)
  const relationship = useWrite(overrideRelationship, writing)
  const send = (): void => {
    const seen = (of && standing[of].override?.id) ?? null
    const body = { reason, seen, ...(expiresOn ? { expiresOn } : {}) }
    setProblem(undefined)
    if (of === 'level') level.mutate({ params: { id: customerId }, body: { ...body, value: value as Level } })
    if (of === 'relationship')
      relationship.mutate({ params: { id: customerId }, body: { ...body, value: value as Relationship } })
  }
  const options =
    of === 'relationship'
      ? relationships.map((each) => ({ value: each, label: t(`relationship.${each}`) }))
      : levels.map((each) => ({ value: each, label: c(`level.${each}`) }))
  return (
    <Dialog
      opened={of !== undefined}
      onClose={onClose}
      title={t(of === 'relationship' ? 'judgeRelationship' : 'judgeLevel')}
      dirty={reason !== ''}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" disabled={reason.trim() === ''} loading={level.isPending || relationship.isPending}>
            {k('save')}
          </Button>
        </>
      }
    >
      <NativeSelect
        label={t(of === 'relationship' ? 'relationshipIs' : 'levelIs')}
        data-autofocus
        data={options}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <LongTextField label={t('reason')} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <DayField label={t('expiresOn')} description={t('expiresHint')} value={expiresOn} onChange={setExpiresOn} presets="ahead" />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
