import { Button, Checkbox, NativeSelect, NumberInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { listMembers } from '../../people/contract.ts'
import { call, type ReplyOf } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { addDays } from '../../ui/format.ts'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FieldRow, FormProblem, LongTextField, TextField } from '../../ui/fields/Fields.tsx'
import { MoneyField } from '../../ui/fields/NumberField.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { MultiChoice } from '../../ui/MultiChoice.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { changeCampaign, createCampaign, type CampaignDetail, type Rule } from '../contract.ts'
import { readRecoverability } from '../loss-contract.ts'
import classes from './WinBack.module.css'
import { words } from './words/campaign.ts'

/** A new campaign with the rule it begins from; or one to change. */
export type CampaignDraft = { rule: Rule } | { campaign: CampaignDetail }

interface CampaignDialogProps {
  draft: CampaignDraft | undefined
  onClose: () => void
  onSaved?: (campaign: ReplyOf<typeof createCampaign>) => void
}

const holdOuts = [0, 0.1, 0.2, 0.3, 0.5]
const people = async () => (await call(listMembers, { query: { limit: 200, reachable: 'true', status: 'active' } })).items

/** Plans a campaign: goal, method, people, materials, money, days, whom it is after and how many are left alone. */
export function CampaignDialog({ draft, onClose, onSaved }: CampaignDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const format = useFormat()
  const { memberId, name: ownName } = useSession()
  const known = draft && 'campaign' in draft ? draft.campaign : undefined
  const form = useFields(createCampaign.body, { name: '' })
  const [rule, setRule] = useState<Rule>({})
  const [who, setWho] = useState<string[]>([])
  const [offered, setOffered] = useState<{ value: string; label: string }[]>([])
  const reasons = useRead(readRecoverability, {}, { enabled: draft !== undefined, staleTime: 300_000 })
  useOpening(draft, (opened) => {
    const one = 'campaign' in opened ? opened.campaign : undefined
    form.reset({
      name: one?.name ?? '',
      goal: one?.goal ?? '',
      method: one?.method ?? '',
      materials: one?.materials ?? '',
      budgetMinor: one?.budgetMinor ?? null,
      startsOn: one?.startsOn ?? format.today(),
      endsOn: one?.endsOn ?? addDays(format.today(), 90),
      holdOut: one?.holdOut ?? 0.2,
      refills: one?.refills ?? true,
    })
    setRule('campaign' in opened ? opened.campaign.rule : opened.rule)
    setWho(one ? one.people.map(({ id }) => id) : [memberId])
    const own = one ? one.people : [{ id: memberId, name: ownName }]
    setOffered(own.map(({ id, name }) => ({ value: id, label: name })))
    void people()
      .then((items) => {
        const all = new Map(
          [...own, ...items.filter(({ role }) => role === 'rep' || role === 'supervisor')].map(({ id, name }) => [id, name]),
        )
        setOffered([...all].map(([value, label]) => ({ value, label })))
      })
      .catch(() => undefined)
  })
  const done = (campaign: ReplyOf<typeof createCampaign>): void => {
    onClose()
    notify.done(t('saved'))
    onSaved?.(campaign)
  }
  const add = useWrite(createCampaign, { onDone: done, onProblem: form.refuse })
  const change = useWrite(changeCampaign, { onDone: done, onProblem: form.refuse })
  const send = form.submit(({ name, startsOn, endsOn, budgetMinor, goal, method, materials, holdOut, refills }) => {
    const body = {
      name,
      startsOn,
      endsOn,
      budgetMinor: budgetMinor ?? null,
      goal: goal ?? '',
      method: method ?? '',
      materials: materials ?? '',
      refills: refills ?? false,
      rule,
      people: who,
      ...(holdOut === undefined || holdOut === known?.holdOut ? {} : { holdOut }),
    }
    return known ? change.mutateAsync({ params: { id: known.id }, body, ifMatch: known.version }) : add.mutateAsync({ body })
  })
  const number = (value: string | number): number | undefined =>
    value === '' || Number.isNaN(Number(value)) ? undefined : Number(value)
  return (
    <Dialog
      opened={draft !== undefined}
      onClose={onClose}
      title={known ? t('edit') : t('create')}
      dirty={form.isDirty()}
      onSubmit={send}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending} disabled={who.length === 0}>
            {k('save')}
          </Button>
        </>
      }
    >
      <TextField label={t('name')} required data-autofocus autoComplete="off" {...form.field('name')} />
      <LongTextField label={t('goal')} {...form.field('goal')} />
      <LongTextField label={t('method')} {...form.field('method')} />
      <LongTextField label={t('materials')} {...form.field('materials')} />
      <FieldRow>
        <DayField label={t('startsOn')} required {...form.field('startsOn')} />
        <DayField label={t('endsOn')} required {...form.field('endsOn')} />
      </FieldRow>
      <FieldRow>
        <MoneyField label={t('budget')} {...form.field('budgetMinor')} />
        <NativeSelect
          label={t('holdOut')}
          disabled={known !== undefined && known.counts.members > 0}
          value={String(form.values.holdOut ?? 0.2)}
          onChange={(event) => form.set({ holdOut: Number(event.currentTarget.value) })}
          data={holdOuts.map((share) => ({
            value: String(share),
            label: share === 0 ? t('holdOutNone') : format.share(share, 0),
          }))}
        />
      </FieldRow>
      <p className={classes['quiet']}>{t('holdOutHint')}</p>
      <MultiChoice label={t('people')} required data={offered} value={who} onChange={setWho} />
      <fieldset className={classes['rule']}>
        <legend>{t('rule')}</legend>
        <MultiChoice
          label={t('ruleReasons')}
          placeholder={rule.reasons?.length ? undefined : t('ruleAny')}
          data={(reasons.data?.reasons ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          value={[...(rule.reasons ?? [])]}
          onChange={(next) => setRule({ ...rule, reasons: next.length > 0 ? next : undefined })}
        />
        <FieldRow>
          <NumberInput
            label={t('ruleMinScore')}
            min={0}
            max={100}
            hideControls
            value={rule.minScore ?? ''}
            onChange={(value) => setRule({ ...rule, minScore: number(value) })}
          />
          <MoneyField
            label={t('ruleMinAmount')}
            value={rule.minAmountMinor ?? null}
            onChange={(value) => setRule({ ...rule, minAmountMinor: value ?? undefined })}
          />
        </FieldRow>
        <FieldRow>
          <NumberInput
            label={`${t('ruleMonths')} · ${t('ruleFrom')}`}
            min={0}
            hideControls
            value={rule.minMonths ?? ''}
            onChange={(value) => setRule({ ...rule, minMonths: number(value) })}
          />
          <NumberInput
            label={`${t('ruleMonths')} · ${t('ruleTo')}`}
            min={0}
            hideControls
            value={rule.maxMonths ?? ''}
            onChange={(value) => setRule({ ...rule, maxMonths: number(value) })}
          />
        </FieldRow>
        <Checkbox
          label={t('refills')}
          checked={form.values.refills === true}
          onChange={(event) => form.set({ refills: event.currentTarget.checked })}
        />
      </fieldset>
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
