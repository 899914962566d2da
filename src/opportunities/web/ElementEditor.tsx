import { Button, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { elementStates } from '../../pipelines/criteria.ts'
import { AddressButton } from '../../ui/AddressButton.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Element, ElementsOfDeal, Said } from './use-elements.ts'
import classes from './Elements.module.css'
import { goTo } from './mending.ts'
import { words } from './words/elements.ts'

interface ElementEditorProps {
  dealId: string
  element: Element
  evidence: ElementsOfDeal['evidence']
  isSaving: boolean
  onSay: (said: Said) => void
  onClose: () => void
}

/** Says in place how an element stands: one click on a state saves. Confirmed takes the evidence that is chosen, the newest unless told otherwise. */
export function ElementEditor({ dealId, element, evidence, isSaving, onSay, onClose }: ElementEditorProps): ReactNode {
  const t = useWords(words)
  const has = element.evidence
  const held = has && has.kind !== 'import' && has.id ? { kind: has.kind, id: has.id } : null
  const [picked, setPicked] = useState<Proof | null>(held)
  const [note, setNote] = useState(element.note ?? '')
  const newest = evidence[0]
  const isAnswered = element.answers.length > 0
  /** What confirming would lean on. */
  const proof = picked ?? (isAnswered || !newest ? null : { kind: newest.kind, id: newest.id })
  const say = (said: Pick<Said, 'state' | 'answer'>, withProof: Proof | null): void =>
    onSay({ ...said, note: note.trim() || null, evidence: withProof })
  const current: Pick<Said, 'state' | 'answer'> = element.answer ? { answer: element.answer.key } : { state: element.state }
  const pick = (one: Proof | null): void => {
    setPicked(one)
    // evidence for what is confirmed already replaces the former at once
    if (element.state === 'confirmed' && one) say(current, one)
    else if (element.answer && element.state !== 'unknown') say(current, one)
  }
  const noted = note.trim() !== (element.note ?? '')
  return (
    <div className={classes['editor']}>
      {element.question && <p className={classes['question']}>{t('ask', { question: element.question })}</p>}
      {isAnswered ? (
        <div className={classes['choices']} role="group" aria-label={t('chooseAnswer', { name: element.name })}>
          <Option isOn={element.state === 'unknown'} isBusy={isSaving} onClick={() => say({ state: 'unknown' }, null)}>
            {t('state.unknown')}
          </Option>
          {element.answers
            .filter(({ key }) => key !== 'unknown')
            .map(({ key, name }) => (
              <Option key={key} isOn={element.answer?.key === key} isBusy={isSaving} onClick={() => say({ answer: key }, picked)}>
                {name}
              </Option>
            ))}
        </div>
      ) : (
        <div className={classes['choices']} role="group" aria-label={t('chooseState', { name: element.name })}>
          {elementStates.map((state) => (
            <Option
              key={state}
              isOn={element.state === state}
              isBusy={isSaving}
              why={state === 'confirmed' && !proof ? t('noEvidence') : undefined}
              onClick={() => say({ state }, state === 'confirmed' ? proof : state === 'unknown' ? null : picked)}
            >
              {t(`state.${state}`)}
            </Option>
          ))}
        </div>
      )}
      {evidence.length === 0 ? (
        <div className={classes['proofs']}>
          <span>{t('noEvidence')}</span>
          <AddressButton size="compact-xs" variant="light" set={{ log: `opportunity:${dealId}:visit` }}>
            {t('log')}
          </AddressButton>
          <Button size="compact-xs" variant="light" onClick={() => goTo({ to: 'place', place: 'document-minutes' })}>
            {t('upload')}
          </Button>
        </div>
      ) : (
        <div className={classes['proofs']} role="group" aria-label={t('chooseEvidence')}>
          <span>{t('chooseEvidence')}</span>
          {isAnswered && (
            <Option isOn={proof === null} isBusy={isSaving} onClick={() => pick(null)}>
              {t('noEvidenceChosen')}
            </Option>
          )}
          {evidence.slice(0, 8).map(({ kind, id, label }) => (
            <Option key={id} isOn={proof?.id === id} isBusy={isSaving} onClick={() => pick({ kind, id })}>
              {label}
            </Option>
          ))}
        </div>
      )}
      <form
        className={classes['note']}
        onSubmit={(event) => {
          event.preventDefault()
          if (noted) onSay({ ...current, note: note.trim() || null, evidence: held, ...(element.asOf && { asOf: element.asOf }) })
        }}
      >
        <TextInput
          size="xs"
          aria-label={t('note')}
          placeholder={t('notePlaceholder')}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {noted && (
          <Button type="submit" size="xs" loading={isSaving}>
            {t('saveNote')}
          </Button>
        )}
        <Button size="xs" variant="subtle" color="gray" onClick={onClose}>
          {t('closeEditor')}
        </Button>
      </form>
    </div>
  )
}

type Proof = NonNullable<Said['evidence']>

interface OptionProps {
  isOn: boolean
  isBusy: boolean
  why?: string | undefined
  onClick: () => void
  children: ReactNode
}

function Option({ isOn, isBusy, why, onClick, children }: OptionProps): ReactNode {
  return (
    <button
      type="button"
      className={classes['option']}
      aria-pressed={isOn}
      disabled={isBusy || why !== undefined}
      title={why}
      onClick={onClick}
    >
      {children}
    </button>
  )
}
