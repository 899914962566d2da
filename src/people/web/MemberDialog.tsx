import { Button } from '@mantine/core'
import { type ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { changeMember, createMember } from '../contract.ts'
import { roleDefinitions, roles } from '../roles.ts'
import { useRoleOptions, useTeamOptions } from './member-options.ts'
import type { Member } from './MembersPage.tsx'
import { words } from './words/members.ts'

interface MemberDialogProps {
  member: Member | 'new' | undefined
  onClose: () => void
  onInvited: (invitation: { name: string; url: string }) => void
}

const scopeWord = { own: 'scopeOwn', subtree: 'scopeSubtree', organisation: 'scopeOrganisation' } as const
const blank = { name: '', email: '', phone: '', role: 'rep' as const, teamId: null, joinedOn: null }

/** A new member, or the name, role and team of one. */
export function MemberDialog({ member, onClose, onInvited }: MemberDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const roleOptions = useRoleOptions()
  const teamOptions = useTeamOptions()
  const isNew = member === 'new'
  const existing = member && member !== 'new' ? member : undefined
  const form = useFields(createMember.body, blank)
  useOpening(member, (it) => {
    if (it === 'new') return form.reset(blank)
    const { name, email, phone, role, teamId, joinedOn } = it
    form.reset({ name, email: email ?? '', phone: phone ?? '', role, teamId, joinedOn })
  })

  const add = useWrite(createMember, {
    touches: ['teams'],
    onProblem: form.refuse,
    onDone: ({ name, invitationUrl }) => {
      onClose()
      if (invitationUrl) onInvited({ name, url: invitationUrl })
      else notify.done(t('memberAdded', { name }))
    },
  })
  const change = useWrite(changeMember, {
    touches: ['teams', 'sessions'],
    onProblem: form.refuse,
    onDone: ({ name }) => {
      onClose()
      notify.done(t('memberSaved', { name }))
    },
  })
  const submit = form.submit((values) => {
    if (!existing) return add.mutateAsync({ body: values })
    const { name, email, phone, role, teamId, joinedOn } = values
    return change.mutateAsync({
      params: { id: existing.id },
      body: { name, role, email: email ?? null, phone: phone ?? null, teamId: teamId ?? null, joinedOn: joinedOn ?? null },
      ifMatch: existing.version,
    })
  })
  const role = roles.find((one) => one === form.values.role) ?? 'rep'
  return (
    <Dialog
      opened={member !== undefined}
      onClose={onClose}
      title={isNew ? t('inviteMember') : t('editMember')}
      dirty={form.isDirty()}
      onSubmit={submit}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {isNew ? t('inviteMember') : k('save')}
          </Button>
        </>
      }
    >
      <TextField label={t('name')} required data-autofocus autoComplete="off" {...form.field('name')} />
      <TextField
        label={t('emailOptional')}
        description={t('emailOptionalHint')}
        type="email"
        autoComplete="off"
        {...form.field('email')}
      />
      <TextField label={t('phone')} type="tel" autoComplete="off" {...form.field('phone')} />
      <SelectField
        label={t('role')}
        description={t(scopeWord[roleDefinitions[role].scope])}
        data={roleOptions}
        {...form.field('role')}
      />
      <SelectField label={t('team')} clearable placeholder={t('noTeam')} data={teamOptions} {...form.field('teamId')} />
      <DayField label={t('joinedOn')} description={t('joinedOnHint')} presets="none" {...form.field('joinedOn')} />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
