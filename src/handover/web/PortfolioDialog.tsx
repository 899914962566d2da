import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { listMembers } from '../../people/contract.ts'
import { call, type Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { CheckField, FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { TextSkeleton } from '../../ui/States.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { handOver, readPortfolio, undoHandover } from '../contract.ts'
import { parts, type Part } from '../portfolio.ts'
import { PastHandovers } from './PastHandovers.tsx'
import { touchedByHandovers } from './touched.ts'
import { words } from './words.ts'

interface PortfolioDialogProps {
  member: { id: string; name: string } | undefined
  onClose: () => void
}

/** Gives all that somebody looks after, or some kinds of it, to a colleague; says beforehand how much that is. */
export function PortfolioDialog({ member, onClose }: PortfolioDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const format = useFormat()
  const [to, setTo] = useState<Choice | null>(null)
  const [chosen, setChosen] = useState<readonly Part[]>(parts)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<Problem>()
  useOpening(member, () => {
    setTo(null)
    setChosen(parts)
    setReason('')
    setProblem(undefined)
  })
  const id = member?.id ?? ''
  const portfolio = useRead(
    readPortfolio,
    { params: { id } },
    { enabled: member !== undefined, follows: ['opportunities', 'customers'] },
  )
  const back = useWrite(undoHandover, {
    touches: touchedByHandovers,
    onProblem: notify.refused,
    onDone: () => notify.info(t('undone')),
  })
  const give = useWrite(handOver, {
    touches: touchedByHandovers,
    onProblem: setProblem,
    onDone: (done) => {
      onClose()
      notify.done(t('done', { from: done.from.name, to: done.to.name }), { undo: () => back.mutate({ params: { id: done.id } }) })
    },
  })
  const search = async (q: string, signal: AbortSignal): Promise<Choice[]> => {
    const { items } = await call(listMembers, { query: { reachable: 'true', limit: 20, ...(q ? { q } : {}) }, signal })
    return items
      .filter((one) => one.id !== id && one.status !== 'deactivated')
      .map((one) => ({ value: one.id, label: one.name, hint: one.teamName ?? undefined }))
  }
  const counts = portfolio.data?.counts
  const n = (value: number | undefined): string => format.count(value ?? 0)
  const told: Record<Part, { label: string; isEmpty: boolean }> = {
    customers: {
      label: t('part.customers', { count: n(counts?.customers), people: n(counts?.contacts) }),
      isEmpty: (counts?.customers ?? 0) + (counts?.contacts ?? 0) === 0,
    },
    opportunities: {
      label: t('part.opportunities', { open: n(counts?.openDeals), closed: n(counts?.closedDeals) }),
      isEmpty: (counts?.openDeals ?? 0) + (counts?.closedDeals ?? 0) === 0,
    },
    leads: { label: t('part.leads', { count: n(counts?.leads) }), isEmpty: counts?.leads === 0 },
    tasks: { label: t('part.tasks', { count: n(counts?.tasks) }), isEmpty: counts?.tasks === 0 },
  }
  const given = parts.filter((part) => chosen.includes(part) && !told[part].isEmpty)
  const name = member?.name ?? ''
  return (
    <Dialog
      opened={member !== undefined}
      onClose={onClose}
      title={t('title', { name })}
      dirty={to !== null}
      onSubmit={(event) => {
        event.preventDefault()
        if (!to) return
        const why = reason.trim()
        give.mutate({ params: { id }, body: { toMemberId: to.value, parts: given, ...(why && { reason: why }) } })
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" disabled={!to || given.length === 0} loading={give.isPending}>
            {t('submit')}
          </Button>
        </>
      }
    >
      <p>{t('hint')}</p>
      {!counts && portfolio.isPending && <TextSkeleton lines={4} />}
      {counts && parts.every((part) => told[part].isEmpty) && <p role="status">{t('nothing', { name })}</p>}
      {counts && parts.some((part) => !told[part].isEmpty) && (
        <>
          <SearchSelect name="member" label={t('to')} required search={search} value={to} onChange={setTo} />
          <fieldset style={{ border: 0, margin: 0, padding: 0, display: 'grid', gap: 6 }}>
            <legend style={{ padding: 0, marginBlockEnd: 6, fontSize: 13 }}>{t('what')}</legend>
            {parts.map((part) => (
              <CheckField
                key={part}
                label={told[part].label}
                disabled={told[part].isEmpty}
                checked={given.includes(part)}
                onChange={({ currentTarget: { checked } }) =>
                  setChosen((now) => (checked ? [...now, part] : now.filter((one) => one !== part)))
                }
              />
            ))}
          </fieldset>
          <LongTextField label={t('reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        </>
      )}
      <FormProblem problem={problem ?? portfolio.error ?? undefined} />
      {member && <PastHandovers memberId={id} />}
    </Dialog>
  )
}
