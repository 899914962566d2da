import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { writeBattlecard, type readBattlecard } from '../contract.ts'
import { RecordLine } from './RecordLine.tsx'
import { words } from './words.ts'

export type Battlecard = ReplyOf<typeof readBattlecard>

/** Writes how to win against a competitor. */
export function BattlecardDialog({ card, onClose }: { card: Battlecard | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const form = useFields(writeBattlecard.body, { strengths: '', weaknesses: '', answer: '' })
  useOpening(card, ({ strengths, weaknesses, answer }) => form.reset({ strengths, weaknesses, answer }))
  const write = useWrite(writeBattlecard, {
    touches: ['battlecards', 'opportunities'],
    onProblem: form.refuse,
    onDone: ({ competitor }) => {
      onClose()
      notify.done(t('battlecardSaved', { name: competitor.name }))
    },
  })
  const text = (name: 'strengths' | 'weaknesses' | 'answer'): string => form.values[name] ?? ''
  return (
    <Dialog
      opened={card !== undefined}
      onClose={onClose}
      title={t('editBattlecard', { name: card?.competitor.name ?? '' })}
      dirty={form.isDirty()}
      onSubmit={(event) => {
        event.preventDefault()
        if (!card) return
        // an emptied text is an answer too
        const body = { strengths: text('strengths'), weaknesses: text('weaknesses'), answer: text('answer') }
        write.mutate({ params: { id: card.competitor.id }, body, ifMatch: card.version })
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={write.isPending}>
            {k('save')}
          </Button>
        </>
      }
    >
      {card?.record && <RecordLine record={card.record} />}
      <LongTextField label={t('strengths')} data-autofocus maxLength={4000} {...form.field('strengths')} />
      <LongTextField label={t('weaknesses')} maxLength={4000} {...form.field('weaknesses')} />
      <LongTextField label={t('answer')} maxLength={4000} {...form.field('answer')} />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
