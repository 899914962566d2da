import { Button } from '@mantine/core'
import { IconUserShare } from '@tabler/icons-react'
import { useState, type FormEvent, type ReactNode } from 'react'
import { asProblem, type Problem, type ReplyOf } from '../../ui/api.ts'
import { confirm } from '../../ui/asking.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FieldRow, FormProblem } from '../../ui/fields/Fields.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { Day } from '../../ui/Figures.tsx'
import { addDays } from '../../ui/format.ts'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { addDelegation, listDelegations, removeDelegation } from '../approval-contract.ts'
import classes from './Approvals.module.css'
import { searchMembers } from './choices.ts'
import { words } from './words/approvals.ts'

type Delegation = ReplyOf<typeof listDelegations>['items'][number]

/** 我的代理: who decides for whom while they are away, today and later. */
export function Delegations({ adding, onDone }: { adding: boolean; onDone: () => void }): ReactNode {
  const t = useWords(words)
  const { data, error, refetch } = useRead(listDelegations, {})
  return (
    <Panel>
      <p className={classes['hint']}>{t('delegationsHint')}</p>
      {error ? (
        <ErrorPanel problem={error} retry={() => void refetch()} />
      ) : !data ? (
        <TextSkeleton lines={4} />
      ) : data.items.length === 0 ? (
        <EmptyState icon={<IconUserShare size={28} stroke={1.5} />} title={t('empty.delegations')} />
      ) : (
        <ul className={classes['delegations']}>
          {data.items.map((delegation) => (
            <Row key={delegation.id} delegation={delegation} />
          ))}
        </ul>
      )}
      <AddDialog opened={adding} onClose={onDone} />
    </Panel>
  )
}

function Row({ delegation }: { delegation: Delegation }): ReactNode {
  const t = useWords(words)
  const { today } = useFormat()
  const { mutateAsync } = useWrite(removeDelegation)
  const { id, member, delegate, fromOn, untilOn, permissions } = delegation
  const remove = async (): Promise<void> => {
    if (!(await confirm({ title: t('removeTitle'), body: t('removeBody'), action: t('remove') }))) return
    try {
      await mutateAsync({ params: { id } })
      notify.done(t('removed'))
    } catch (problem) {
      notify.refused(asProblem(problem))
    }
  }
  const runs = fromOn <= today()
  return (
    <li>
      <span>{t('delegation', { member: member.name, delegate: delegate.name })}</span>
      <span className={classes['days']}>
        <Day on={fromOn} /> – <Day on={untilOn} />
      </span>
      <StatusChip tone={runs ? 'primary' : 'quiet'}>{t(runs ? 'running' : 'later')}</StatusChip>
      {!permissions.remove && (
        <Button size="compact-xs" variant="default" onClick={() => void remove()}>
          {t('remove')}
        </Button>
      )}
    </li>
  )
}

function AddDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const { today } = useFormat()
  const { memberId, name, can } = useSession()
  const me = { value: memberId, label: name }
  const [member, setMember] = useState<Choice | null>(me)
  const [delegate, setDelegate] = useState<Choice | null>(null)
  const [fromOn, setFrom] = useState<string | null>(null)
  const [untilOn, setUntil] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem>()
  const { mutateAsync, isPending } = useWrite(addDelegation, { touches: ['approvals'] })
  useOpening(opened, () => {
    setMember(me)
    setDelegate(null)
    setFrom(today())
    setUntil(addDays(today(), 6))
    setProblem(undefined)
  })
  const isReady = member !== null && delegate !== null && fromOn !== null && untilOn !== null
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!isReady) return
    try {
      await mutateAsync({
        body: { ...(member.value !== memberId && { memberId: member.value }), delegateId: delegate.value, fromOn, untilOn },
      })
      notify.done(t('added', { name: delegate.label }))
      onClose()
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('addDelegation')}
      dirty={delegate !== null}
      onSubmit={(event) => void send(event)}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={!isReady}>
            {t('save')}
          </Button>
        </>
      }
    >
      {can('members.manage') && (
        <SearchSelect label={t('member')} name="member" required search={searchMembers} value={member} onChange={setMember} />
      )}
      <SearchSelect
        label={t('delegate')}
        name="delegate"
        required
        search={searchMembers}
        value={delegate}
        onChange={setDelegate}
      />
      <FieldRow>
        <DayField label={t('from')} required presets="none" min={today()} value={fromOn} onChange={setFrom} />
        <DayField label={t('until')} required presets="none" min={fromOn ?? today()} value={untilOn} onChange={setUntil} />
      </FieldRow>
      <FormProblem problem={problem} />
    </Dialog>
  )
}
