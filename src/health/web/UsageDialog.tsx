import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { addDays } from '../../platform/time.ts'
import type { Problem, ReplyOf } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FieldRow, FormProblem } from '../../ui/fields/Fields.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { readCustomerUsage, tellCustomerUsage } from '../contract.ts'
import classes from './Health.module.css'
import { words } from './words.ts'

type Told = ReplyOf<typeof readCustomerUsage>

interface UsageDialogProps {
  opened: boolean
  customerId: string
  onClose: () => void
}

const offeredMonths = 24
/** YYYY-MM of this month and of those before it, the latest first. */
const monthsUntil = (today: string): string[] => {
  const months = [today.slice(0, 7)]
  while (months.length < offeredMonths) months.push(addDays(`${months.at(-1)!}-01`, -1).slice(0, 7))
  return months
}

/** How much a customer used what it bought: what is on record month by month, and another month. */
export function UsageDialog({ opened, customerId, onClose }: UsageDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const months = monthsUntil(useFormat().today())
  const latest = { month: months[1]!, used: null as number | null, paidFor: null as number | null }
  const [draft, setDraft] = useState(latest)
  const [problem, setProblem] = useState<Problem>()
  const params = { id: customerId }
  const told = useRead(readCustomerUsage, { params }, { enabled: opened })
  useOpening(opened, () => {
    setDraft(latest)
    setProblem(undefined)
  })
  const tell = useWrite(tellCustomerUsage, { touches: ['health'], onProblem: setProblem })
  const send = (body: typeof draft, done: string): void =>
    tell.mutate({ params, body }, { onSuccess: () => {
      notify.done(done)
      setDraft(latest)
    } }) // prettier-ignore
  const closed = told.data?.permissions.edit?.sentence
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('usage.title')}
      dirty={draft.used !== null}
      onSubmit={(event) => {
        event.preventDefault()
        setProblem(undefined)
        if (draft.used !== null) send(draft, t('usage.saved'))
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('close')}
          </Button>
          <Button
            type="submit"
            loading={tell.isPending}
            disabled={draft.used === null || closed !== undefined}
            {...(closed && { title: closed })}
          >
            {k('save')}
          </Button>
        </>
      }
    >
      <p className={classes['hint']}>{closed ?? t('usage.hint')}</p>
      {!closed && (
        <FieldRow>
          <SelectField
            label={t('usage.month')}
            value={draft.month}
            onChange={(month) => setDraft({ ...draft, month: month ?? latest.month })}
            data={months}
          />
          <NumberField
            label={t('usage.used')}
            required
            min={0}
            allowDecimal={false}
            value={draft.used}
            onChange={(used) => setDraft({ ...draft, used })}
          />
        </FieldRow>
      )}
      {!closed && (
        <NumberField
          label={t('usage.paidFor')}
          description={t('usage.paidForHint')}
          min={1}
          allowDecimal={false}
          value={draft.paidFor}
          onChange={(paidFor) => setDraft({ ...draft, paidFor })}
        />
      )}
      <FormProblem problem={problem} />
      {told.data ? (
        <Months of={told.data} onRemove={(month) => send({ month, used: null, paidFor: null }, t('usage.removed', { month }))} />
      ) : told.error ? (
        <ErrorPanel problem={told.error} retry={() => void told.refetch()} />
      ) : (
        <TextSkeleton lines={3} />
      )}
    </Dialog>
  )
}

function Months({ of, onRemove }: { of: Told; onRemove: (month: string) => void }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  if (of.months.length === 0) return <p className={classes['hint']}>{t('usage.none')}</p>
  const closed = of.permissions.edit?.sentence
  return (
    <table className={classes['drivers']}>
      <thead>
        <tr>
          <th scope="col">{t('usage.month')}</th>
          <th scope="col">{t('usage.used')}</th>
          <th scope="col">{t('usage.paidFor')}</th>
          <th scope="col">{t('usage.by')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {of.months.map(({ month, used, paidFor, at, by }) => (
          <tr key={month}>
            <th scope="row">{month}</th>
            <td>{format.count(used)}</td>
            <td>{paidFor === null ? '–' : format.count(paidFor)}</td>
            <td className={classes['hint']}>
              {by.name} · {format.ago(at)}
            </td>
            <td>
              {!closed && (
                <RowActions
                  of={month}
                  actions={[{ key: 'remove', label: t('usage.remove', { month }), run: () => onRemove(month), danger: true }]}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
