import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { joinAccountTeam } from '../contract.ts'
import { accesses, type Access } from '../roles.ts'
import { searchMembers } from './search-members.ts'
import { touched, type Team } from './team-view.ts'
import { words } from './words.ts'

interface JoinDialogProps {
  opened: boolean
  customerId: string
  team: Team
  onClose: () => void
}

/** Puts somebody on the account team: who, as what, with which access. */
export function JoinDialog({ opened, customerId, team, onClose }: JoinDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const first = team.roles[0]
  const [member, setMember] = useState<Choice | null>(null)
  const [role, setRole] = useState(first?.key ?? '')
  const [access, setAccess] = useState<Access>(first?.access ?? 'read')
  const [problem, setProblem] = useState<Problem>()
  const pick = (key: string): void => {
    setRole(key)
    setAccess(team.roles.find((one) => one.key === key)?.access ?? 'read')
  }
  useOpening(opened, () => {
    setMember(null)
    setProblem(undefined)
    const held = new Set(team.items.map((place) => place.role.key))
    pick((team.roles.find(({ key }) => !held.has(key)) ?? first)?.key ?? '')
  })
  const join = useWrite(joinAccountTeam, {
    touches: touched,
    onProblem: setProblem,
    onDone: () => {
      onClose()
      notify.done(t('joined', { name: member?.label ?? '' }))
    },
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('addTitle')}
      dirty={member !== null}
      onSubmit={(event) => {
        event.preventDefault()
        if (member) join.mutate({ params: { id: customerId }, body: { memberId: member.value, role, access } })
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" disabled={!member} loading={join.isPending}>
            {t('add')}
          </Button>
        </>
      }
    >
      <p>{t('addHint')}</p>
      <SearchSelect label={t('member')} name="member" required search={searchMembers} value={member} onChange={setMember} />
      <SelectField
        label={t('role')}
        {...(team.roles.find(({ key }) => key === role)?.leads ? { description: t('leadsHint') } : {})}
        data={team.roles.map(({ key, name }) => ({ value: key, label: name }))}
        value={role}
        allowDeselect={false}
        onChange={(key) => key && pick(key)}
      />
      <ChoiceField
        label={t('access')}
        description={t('accessHint')}
        options={accesses.map((value) => ({ value, label: t(`access.${value}`) }))}
        value={access}
        onChange={setAccess}
      />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
