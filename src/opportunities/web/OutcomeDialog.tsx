import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { asProblem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { CheckField, FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { MoneyField } from '../../ui/fields/NumberField.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { addDays } from '../../ui/format.ts'
import { notify } from '../../ui/Notices.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { closeOpportunity, readOpportunity } from '../contract.ts'
import { checkOutcome, type ClosingOutcome } from '../stage-gate.ts'
import type { Card } from './board-model.ts'
import type { BoardStore } from './board-store.ts'
import { addCompetitor, searchCompetitors } from './choices.ts'
import { GateGaps } from './GateGaps.tsx'
import { useGates, winVerdict } from './use-gates.ts'
import { useLossReasons, usePipelineOf, type LossReason } from './use-pipelines.ts'
import { touchedByMoves, useUndo } from './use-moves.ts'
import { words } from './words.ts'
import { words as dialogWords } from './words/dialogs.ts'
import { words as gateWords } from './words/gates.ts'

interface OutcomeDialogProps {
  opened: boolean
  onClose: () => void
  deal: Card | undefined
  outcome: ClosingOutcome
  store: BoardStore | undefined
  /** Shows the deal, so that what is missing can be seen to. */
  onOpenDeal: ((id: string) => void) | undefined
}

/** How the deal ends: the amount as signed, or the reason (and the competitor where the reason is one), or the day it wakes. */
export function OutcomeDialog({ opened, onClose, deal, outcome, store, onOpenDeal }: OutcomeDialogProps): ReactNode {
  const t = useWords(words)
  const d = useWords(dialogWords)
  const g = useWords(gateWords)
  const k = useWords(kit)
  const format = useFormat()
  const { can } = useSession()
  const reasons = useLossReasons(opened && outcome !== 'won')
  const pipeline = usePipelineOf(deal?.pipeline.id)
  const form = useFields(closeOpportunity.body, { outcome })
  const gates = useGates(deal?.id ?? '', opened)
  const named = useRead(readOpportunity, { params: { id: deal?.id ?? '' } }, { enabled: opened && outcome === 'lost' })
  const rivals = named.data?.competitors ?? noRivals
  const [override, setOverride] = useState(false)
  const [why, setWhy] = useState('')
  const [competitor, setCompetitor] = useState<Choice | null>(null)
  const undo = useUndo(store)
  const { mutateAsync } = useWrite(closeOpportunity, { touches: touchedByMoves })

  useOpening(opened && `${outcome} ${deal?.id}`, () => {
    form.reset({
      outcome,
      reasonKey: '',
      competitorId: '',
      wakeUpOn: '',
      note: '',
      amountMinor: outcome === 'won' ? (deal?.amountMinor ?? null) : null,
    })
    setCompetitor(null)
    setOverride(false)
    setWhy('')
  })

  if (!deal) return null
  const reason = reasons.find(({ key }) => key === form.values.reasonKey) ?? null
  // what the version of the pipeline that this deal runs by allows in its stage
  const ends = gates.data?.ends
  const allowed = ends?.outcomes ?? pipeline?.stages.find(({ id }) => id === deal.stage.id)?.outcomes ?? [outcome]
  const lossReasons = ends?.lossReasons ?? null
  const isAllowed = allowed.includes(outcome)
  const win = outcome === 'won' && deal.status === 'open' && gates.data ? winVerdict(gates.data, format.locale) : null
  const isShut = win?.result === 'refused'
  const noOverride = gates.data?.permissions.override
  const isEnd = outcome === 'lost' || outcome === 'terminated'

  const send = form.submit(async (values) => {
    const verdict = checkOutcome(
      { status: deal.status, allowed, lossReasons },
      { ...values, competitorId: values.competitorId || (rivals.length === 1 ? rivals[0]!.id : undefined), reason },
      format.today(),
    )
    if (!verdict.ok) {
      const missing = verdict.refusal.facts['missing']
      const keys = Array.isArray(missing) ? (missing as { key: string }[]).map(({ key }) => key) : []
      if (keys.length > 0) return form.form.setErrors(Object.fromEntries(keys.map((key) => [key, k('required')])))
      if (verdict.refusal.code === 'wake-up-in-past') return form.form.setFieldError('wakeUpOn', d('wakeUpInPast'))
    }
    try {
      const reply = await mutateAsync({
        params: { id: deal.id },
        body: { ...values, ...(isShut && override && { override: { reason: why.trim() } }) },
        ifMatch: deal.version,
      })
      onClose()
      store?.place(deal.id, null)
      store?.settle(deal.id, reply.opportunity)
      store?.announce(d(`announce.${outcome}`, { name: deal.name }))
      const lacked = reply.missing.length
      notify.done(lacked > 0 ? g('wonWithout', { name: deal.name, count: lacked }) : d(`done.${outcome}`, { name: deal.name }), {
        undo: () => undo(deal.id, reply.eventId),
      })
    } catch (error) {
      form.refuse(asProblem(error))
    }
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={d(`outcomeTitle.${outcome}`, { name: deal.name })}
      dirty={form.isDirty()}
      onSubmit={send}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending} disabled={!isAllowed || (isShut && !(override && why.trim()))}>
            {t(`outcomeAction.${outcome}`)}
          </Button>
        </>
      }
    >
      {!isAllowed && <p>{t('outcomeNotHere', { outcome: t(`outcomeAction.${outcome}`) })}</p>}
      {outcome === 'won' && <MoneyField label={d('amountSigned')} currency={deal.currency} {...form.field('amountMinor')} />}
      {win && win.gaps.length > 0 && (
        <GateGaps verdict={win} isShut={isShut} deal={deal} onClose={onClose} onOpenDeal={onOpenDeal}>
          {g(isShut ? 'winShut' : 'winMissing', { count: win.gaps.length })}
        </GateGaps>
      )}
      {isShut && !noOverride && (
        <CheckField label={d('override')} checked={override} onChange={(event) => setOverride(event.currentTarget.checked)} />
      )}
      {isShut && noOverride && <p>{g('onlySupervisor')}</p>}
      {isShut && override && (
        <LongTextField label={d('overrideReason')} required value={why} onChange={(event) => setWhy(event.currentTarget.value)} />
      )}
      {isEnd && (
        <SelectField
          label={d(outcome === 'lost' ? 'lossReason' : 'terminationReason')}
          required
          searchable
          data={reasonOptions(reasonsHere(reasons, lossReasons))}
          {...form.field('reasonKey')}
        />
      )}
      {outcome === 'lost' && (reason?.needsCompetitor || competitor !== null || rivals.length > 1) && (
        <SearchSelect
          label={d('competitor')}
          {...(rivals.length > 1 && { description: d('severalNamed') })}
          name="competitor"
          required={reason?.needsCompetitor ?? false}
          search={async (q, signal) => namedFirst(rivals, q, await searchCompetitors(q, signal))}
          {...(can('catalogue.manage') && {
            createLabel: (typed: string) => d('addCompetitor', { name: typed }),
            onCreate: (typed: string) =>
              void addCompetitor(typed).then(
                (made) => {
                  setCompetitor(made)
                  form.set({ competitorId: made.value })
                },
                (error: unknown) => form.refuse(asProblem(error)),
              ),
          })}
          {...form.field('competitorId')}
          value={competitor}
          onChange={(choice) => {
            setCompetitor(choice)
            form.set({ competitorId: choice?.value ?? '' })
          }}
        />
      )}
      {outcome === 'on-hold' && (
        <DayField
          label={d('wakeUpOn')}
          description={d('wakeUpHint')}
          required
          min={addDays(format.today(), 1)}
          {...form.field('wakeUpOn')}
        />
      )}
      <LongTextField label={t('note')} {...form.field('note')} />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}

const noRivals: { id: string; name: string }[] = []

/** Those that the deal names before all others. */
const namedFirst = (named: readonly { id: string; name: string }[], q: string, found: readonly Choice[]): Choice[] => [
  ...named.filter(({ name }) => q === '' || name.includes(q)).map(({ id, name }) => ({ value: id, label: name })),
  ...found.filter(({ value }) => !named.some(({ id, name }) => id === value && (q === '' || name.includes(q)))),
]

/** The reasons that the stage allows. */
const reasonsHere = (reasons: readonly LossReason[], allowed: readonly string[] | null): LossReason[] =>
  reasons.filter(({ key }) => allowed === null || allowed.includes(key))

/** First-level reasons as groups where they have children. */
const reasonOptions = (reasons: readonly LossReason[]) => {
  const childrenOf = (key: string): LossReason[] => reasons.filter(({ parentKey }) => parentKey === key)
  const option = ({ key, name }: LossReason) => ({ value: key, label: name })
  return reasons
    .filter(({ parentKey }) => parentKey === null || !reasons.some(({ key }) => key === parentKey))
    .map((reason) => {
      const children = childrenOf(reason.key)
      return children.length > 0 ? { group: reason.name, items: [option(reason), ...children.map(option)] } : option(reason)
    })
}
