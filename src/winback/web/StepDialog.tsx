import { Button } from '@mantine/core'
import { type ReactNode } from 'react'
import { asProblem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { returnMember, stepMember, type CampaignMember } from '../contract.ts'
import { words } from './words/campaign.ts'

export type Action = 'contacted' | 'answered' | 'declined' | 'planned' | 'return'
export interface Doing {
  member: CampaignMember
  action: Action
  campaignId: string
}

const titles = { contacted: 'doContacted', answered: 'doAnswered', declined: 'doDeclined', planned: 'doPlanned' } as const

/** Says how far a member got, with what was said; or makes it a deal again. */
export function StepDialog({ doing, onClose }: { doing: Doing | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const form = useFields(returnMember.body, { note: '' })
  const touches = ['win-back', 'opportunities', 'tasks', 'funnel', 'boards']
  const step = useWrite(stepMember, { touches })
  const back = useWrite(returnMember, { touches })
  useOpening(doing, ({ member }) => form.reset({ note: member.note ?? '' }))
  const name = doing?.member.deal.name ?? ''
  const isReturn = doing?.action === 'return'
  const title = doing && t(doing.action === 'return' ? (doing.member.reopens ? 'doReturn' : 'doFollow') : titles[doing.action])
  const send = form.submit(async ({ note }) => {
    if (!doing) return
    const { member, action, campaignId } = doing
    const given = { params: { id: campaignId, dealId: member.id }, ifMatch: member.version }
    try {
      if (action === 'return') await back.mutateAsync({ ...given, body: { ...(note && { note }) } })
      else await step.mutateAsync({ ...given, body: { state: action, ...(note && { note }) } })
      onClose()
      if (action === 'return') notify.done(t('cameBack', { name }))
      else {
        notify.done(t('moved', { name, state: t(`state.${action}`) }), {
          ...(member.state !== 're-opened' && {
            undo: () =>
              step.mutate({ params: given.params, body: { state: member.state === 're-opened' ? 'planned' : member.state } }),
          }),
        })
      }
    } catch (error) {
      form.refuse(asProblem(error))
    }
  })
  return (
    <Dialog
      opened={doing !== undefined}
      onClose={onClose}
      title={t('stepTitle', { action: title ?? '', name })}
      dirty={form.isDirty()}
      onSubmit={send}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {title}
          </Button>
        </>
      }
    >
      {isReturn && <p>{t(doing.member.reopens ? 'returnHint' : 'followHint')}</p>}
      <LongTextField label={t('fieldNote')} data-autofocus {...form.field('note')} />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
