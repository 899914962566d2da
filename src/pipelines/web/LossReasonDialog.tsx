import { Button } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import { asProblem, type Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { CheckField, FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useLocale, useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { saveLossReason } from '../contract.ts'
import { keyFrom } from './designer/designing.ts'
import type { LossReason } from './LossReasonsPanel.tsx'
import { words } from './words.ts'

interface LossReasonDialogProps {
  reason: LossReason | 'new' | undefined
  reasons: readonly LossReason[]
  onClose: () => void
}

export function LossReasonDialog({ reason, reasons, onClose }: LossReasonDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const locale = useLocale()
  const [name, setName] = useState('')
  const [parentKey, setParentKey] = useState('')
  const [needsCompetitor, setNeeds] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [wasAsked, setAsked] = useState(false)
  const { mutateAsync, isPending } = useWrite(saveLossReason)
  const known = reason === 'new' ? undefined : reason
  useOpening(reason, () => {
    setName(known?.names[locale] ?? '')
    setParentKey(known?.parentKey ?? '')
    setNeeds(known?.needsCompetitor ?? false)
    setProblem(undefined)
    setAsked(false)
  })
  const hasChildren = reasons.some((each) => each.parentKey === known?.key)
  const parents = reasons.filter((each) => each.parentKey === null && each.key !== known?.key)
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    const given = name.trim()
    if (given === '') return
    const names = known ? { ...known.names, [locale]: given } : { 'zh-CN': given, 'zh-TW': given, en: given }
    const key =
      known?.key ??
      keyFrom(
        given,
        'reason',
        reasons.map((each) => each.key),
      )
    try {
      await mutateAsync({
        params: { key },
        body: { names, parentKey: parentKey || null, needsCompetitor, active: known?.active ?? true },
      })
      onClose()
      notify.done(t('saved', { name: given }))
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <Dialog
      opened={reason !== undefined}
      onClose={onClose}
      title={t(known ? 'editReason' : 'addReason')}
      size={440}
      dirty={name.trim() !== (known?.names[locale] ?? '')}
      onSubmit={(event) => void send(event)}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={isPending}>
            {k('save')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('reasonName')}
        required
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        {...(wasAsked && name.trim() === '' && { error: k('required') })}
      />
      {!hasChildren && (
        <SelectField
          label={t('parent')}
          data={[{ value: '', label: t('noParent') }, ...parents.map((each) => ({ value: each.key, label: each.name }))]}
          value={parentKey}
          onChange={(key) => setParentKey(key ?? '')}
        />
      )}
      <CheckField
        label={t('needsCompetitor')}
        checked={needsCompetitor}
        onChange={(event) => setNeeds(event.currentTarget.checked)}
      />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
