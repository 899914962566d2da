import { Button } from '@mantine/core'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { CheckField, FieldRow, FormProblem, LongTextField, TextField } from '../../ui/fields/Fields.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat, useRegional } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import type { ActivityGap } from '../activity.ts'
import { archiveActivity, correctActivity, readActivity, readSubject, recordActivity } from '../contract.ts'
import { isLate, liesInFuture } from '../lateness.ts'
import { filledWith, formOf, subjectQuery } from './fill-form.ts'
import { dropDraft, keepDraft, readDraft } from './draft.ts'
import { KindPicker } from './KindPicker.tsx'
import { askedOf, blankForm, gapsOfForm, happenedAt, isWorthKeeping, toBody, type Asked, type LogForm } from './log-form.ts'
import { PeoplePicker } from './PeoplePicker.tsx'
import classes from './QuickLog.module.css'
import { SubjectSearch } from './SubjectSearch.tsx'
import { words } from './words.ts'

const touches = ['customers', 'opportunities', 'boards', 'leads', 'day-lists', 'activity-subjects', 'audit'] as const

/** Time, person, content, result: recorded within a minute of the call, on the phone first. Also corrects what was recorded. */
export function QuickLog({ about, onClose }: { about: string | undefined; onClose: () => void }): ReactNode {
  // the last thing it was about stays on screen while the dialog closes
  const [last, setLast] = useState(about)
  useEffect(() => {
    if (about) setLast(about)
  }, [about])
  const asked = askedOf(about ?? last)
  return asked ? (
    <LogDialog key={about ?? last} opened={about !== undefined} about={about ?? last ?? 'new'} asked={asked} onClose={onClose} />
  ) : null
}

interface LogDialogProps {
  opened: boolean
  about: string
  asked: Asked
  onClose: () => void
}

function LogDialog({ opened, about, asked, onClose }: LogDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const { timeZone } = useRegional()
  const format = useFormat()
  const now = useNow()
  const phone = usePhone()
  const { memberId } = useSession()
  const isCorrection = asked.kind === 'activity'
  const [form, setForm] = useState<LogForm>()
  const [isRestored, setRestored] = useState(false)
  const filledFor = useRef<string | undefined>(undefined)
  const fields = useRef<HTMLDivElement>(null)
  const [isMore, setMore] = useState(false)
  const [gaps, setGaps] = useState<ActivityGap[]>([])
  const [problem, setProblem] = useState<Problem>()

  const activity = useRead(readActivity, { params: { id: isCorrection ? asked.id : '' } }, { enabled: opened && isCorrection })
  const subjectAsked = subjectQuery(asked, form)
  const subject = useRead(readSubject, { query: subjectAsked ?? {} }, { enabled: opened && subjectAsked !== undefined })
  const contacts = subject.data?.contacts ?? []
  const opportunities = useMemo(() => subject.data?.opportunities ?? [], [subject.data])
  const plan = opportunities.find(({ id }) => id === form?.opportunityId)

  const start = (fresh = false): void => {
    const draft = fresh || isCorrection ? null : readDraft(memberId, about, Date.now())
    setRestored(draft !== null)
    filledFor.current = draft?.customer?.id ?? draft?.lead?.id
    setGaps([])
    setProblem(undefined)
    const blank = blankForm(new Date(), timeZone)
    setForm(draft ?? ('as' in asked && asked.as ? { ...blank, kind: asked.as } : blank))
  }
  useOpening(opened && !isCorrection, () => start())
  useOpening(opened && activity.data?.id, () => {
    if (activity.data) setForm(formOf(activity.data, timeZone))
  })
  useEffect(() => {
    const known = subject.data
    const key = known?.customer?.id ?? known?.lead?.id
    // once for each customer or lead: what the reader changes afterwards stays changed
    if (!form || !known || !key || isCorrection || filledFor.current === key) return
    filledFor.current = key
    setForm(filledWith(form, known))
  }, [subject.data, form, isCorrection])
  useEffect(() => {
    if (!opened || !form || isCorrection || !isWorthKeeping(form)) return
    const timer = setTimeout(() => keepDraft(memberId, about, form, Date.now()), 400)
    return () => clearTimeout(timer)
  }, [opened, form, isCorrection, memberId, about])

  useEffect(() => {
    if (gaps.length > 0) fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [gaps])

  const change = (part: Partial<LogForm>): void => {
    setForm((now) => now && { ...now, ...part })
    setGaps([])
  }
  const close = (): void => {
    if (form && !isCorrection && isWorthKeeping(form)) {
      keepDraft(memberId, about, form, Date.now())
      notify.info(t('draftKept'))
    }
    onClose()
  }
  const onProblem = (refused: Problem): void => {
    setProblem(refused)
    setGaps(refused.missing.map(({ key }) => key as ActivityGap))
  }
  const archive = useWrite(archiveActivity, { touches, onProblem: (refused) => notify.refused(refused) })
  const record = useWrite(recordActivity, {
    touches,
    onProblem,
    onDone: ({ id }) => {
      dropDraft(memberId, about)
      onClose()
      notify.done(t('recorded'), { undo: () => archive.mutate({ params: { id } }) })
    },
  })
  const correct = useWrite(correctActivity, {
    touches,
    onProblem,
    onDone: () => {
      onClose()
      notify.done(t('corrected'))
    },
  })
  const at = form ? happenedAt(form, timeZone) : null
  const future = at !== null && liesInFuture(at, now)
  const send = (): void => {
    if (!form) return
    const missing = gapsOfForm(form, timeZone)
    setGaps(missing)
    setProblem(undefined)
    if (missing.length > 0 || future) return
    const body = toBody(form, timeZone)
    if (isCorrection && activity.data) {
      correct.mutate({ params: { id: activity.data.id }, body, ifMatch: activity.data.version })
      return
    }
    const whom = { ...(form.customer && { customerId: form.customer.id }), ...(form.lead && { leadId: form.lead.id }) }
    record.mutate({ body: { ...body, ...whom, nextStepDone: form.nextStepDone } })
  }
  const missingOf = (gap: ActivityGap): string | undefined => (gaps.includes(gap) ? t('needed') : undefined)
  const name = form?.customer?.name ?? form?.lead?.name
  const failure = activity.error ?? (asked.kind === 'new' ? null : subject.error)
  const isWaiting = form === undefined || (asked.kind !== 'new' && !isCorrection && subject.isPending && !isRestored)
  return (
    <Dialog
      opened={opened}
      onClose={close}
      title={isCorrection ? t('correctTitle') : name && asked.kind !== 'new' ? t('logAbout', { name }) : t('logTitle')}
      size={600}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      footer={
        <>
          <Button variant="default" onClick={close}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={record.isPending || correct.isPending} disabled={isWaiting || failure !== null}>
            {isCorrection ? t('correct') : t('record')}
          </Button>
        </>
      }
    >
      {failure ? (
        <ErrorPanel problem={failure} />
      ) : isWaiting ? (
        <TextSkeleton lines={9} />
      ) : (
        <div ref={fields} className={classes['form']}>
          {isRestored && (
            <div className={classes['draft']} role="status">
              {t('draftRestored')}
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => {
                  dropDraft(memberId, about)
                  start(true)
                }}
              >
                {t('startOver')}
              </Button>
            </div>
          )}
          {asked.kind === 'new' && (
            <SubjectSearch
              value={form.customer ? { kind: 'customer', ...form.customer } : form.lead ? { kind: 'lead', ...form.lead } : null}
              error={missingOf('customer')}
              onChange={(chosen) =>
                change({
                  customer: chosen?.kind === 'customer' ? { id: chosen.id, name: chosen.name } : null,
                  lead: chosen?.kind === 'lead' ? { id: chosen.id, name: chosen.name } : null,
                  opportunityId: null,
                  contactIds: [],
                })
              }
            />
          )}
          <KindPicker value={form.kind} onChange={(kind) => change({ kind })} />
          <div>
            <div className={classes['when']}>
              <DayField
                label={t('day')}
                required
                presets="behind"
                max={format.today()}
                value={form.day}
                error={missingOf('time')}
                onChange={(day) => change({ day: day ?? '' })}
              />
              <TextField
                label={t('time')}
                required
                type="time"
                value={form.time}
                onChange={(event) => change({ time: event.currentTarget.value })}
              />
            </div>
            {future ? (
              <div className={classes['hint']} role="alert">
                {t('inFuture')}
              </div>
            ) : (
              !isCorrection && at && isLate(at, now) && <div className={classes['hint']}>{t('willBeLate')}</div>
            )}
          </div>
          {(!form.lead || form.customer) && (
            <PeoplePicker
              customerId={form.customer?.id}
              contacts={contacts}
              chosen={form.contactIds}
              people={form.people}
              error={missingOf('person')}
              onChange={change}
            />
          )}
          {opportunities.length > 0 && (
            <SelectField
              label={t('opportunity')}
              data={[
                { value: '', label: t('noOpportunity') },
                ...opportunities.map(({ id, name: label }) => ({ value: id, label })),
              ]}
              value={form.opportunityId ?? ''}
              onChange={(id) => change({ opportunityId: id || null })}
            />
          )}
          <TextField
            label={t('purpose')}
            maxLength={300}
            value={form.purpose}
            onChange={(event) => change({ purpose: event.currentTarget.value })}
          />
          <LongTextField
            label={t('content')}
            required
            autoFocus={asked.kind !== 'new' && !phone}
            placeholder={t('contentHint')}
            value={form.content}
            error={missingOf('content')}
            onChange={(event) => change({ content: event.currentTarget.value })}
          />
          <LongTextField
            label={t('feedback')}
            minRows={2}
            value={form.feedback}
            onChange={(event) => change({ feedback: event.currentTarget.value })}
          />
          <LongTextField
            label={t('result')}
            required
            minRows={2}
            placeholder={t('resultHint')}
            value={form.result}
            error={missingOf('result')}
            onChange={(event) => change({ result: event.currentTarget.value })}
          />
          {plan?.nextStep && !isCorrection && (
            <div className={classes['plan']}>
              {plan.nextStepOn
                ? t('plannedStep', { step: plan.nextStep, on: format.day(plan.nextStepOn, 'short') })
                : t('plannedStepUndated', { step: plan.nextStep })}
              <CheckField
                label={t('stepDone')}
                checked={form.nextStepDone}
                onChange={(event) => change({ nextStepDone: event.currentTarget.checked })}
              />
            </div>
          )}
          <FieldRow>
            <TextField
              label={t('nextStep')}
              placeholder={t('nextStepHint')}
              maxLength={300}
              value={form.nextStep}
              onChange={(event) => change({ nextStep: event.currentTarget.value })}
            />
            <DayField label={t('nextStepOn')} value={form.nextStepOn} onChange={(nextStepOn) => change({ nextStepOn })} />
          </FieldRow>
          {isMore ? (
            <FieldRow>
              <NumberField
                label={t('duration')}
                min={0}
                max={10_080}
                allowDecimal={false}
                value={form.durationMinutes}
                onChange={(durationMinutes) => change({ durationMinutes })}
              />
              <TextField
                label={t('place')}
                maxLength={200}
                value={form.place}
                onChange={(event) => change({ place: event.currentTarget.value })}
              />
            </FieldRow>
          ) : (
            <Button className={classes['more']!} variant="subtle" size="compact-sm" onClick={() => setMore(true)}>
              {t('more')}
            </Button>
          )}
          <FormProblem problem={problem} />
        </div>
      )}
    </Dialog>
  )
}
