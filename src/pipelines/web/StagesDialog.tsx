import { ActionIcon, Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { useState, type FormEvent, type ReactNode } from 'react'
import { asProblem, type Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useLocale, useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { changePipeline } from '../contract.ts'
import { phases, type Phase } from '../stage.ts'
import classes from './Pipelines.module.css'
import { bodyOf, draftOf, flawsOf, keyFrom, moved, newDraft, type StageDraft } from './stage-draft.ts'
import type { Pipeline } from './PipelinesPage.tsx'
import { words } from './words.ts'

interface StagesDialogProps {
  pipeline: Pipeline | undefined
  onClose: () => void
}

/** Name and stages of a pipeline in one table; saving publishes a new version where the stages have changed. */
export function StagesDialog({ pipeline, onClose }: StagesDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const locale = useLocale()
  // What is edited stays while the dialog fades out.
  const [shown, setShown] = useState(pipeline)
  const [name, setName] = useState('')
  const [stages, setStages] = useState<readonly StageDraft[]>([])
  const [first, setFirst] = useState('')
  const [wasAsked, setAsked] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const { mutateAsync, isPending } = useWrite(changePipeline, { touches: ['boards', 'opportunities', 'funnel'] })
  useOpening(pipeline?.id, () => {
    if (!pipeline) return
    const drafts = pipeline.stages.map((stage) => draftOf(stage, locale))
    setShown(pipeline)
    setName(pipeline.names[locale])
    setStages(drafts)
    setFirst(JSON.stringify(drafts))
    setAsked(false)
    setProblem(undefined)
  })

  if (!shown) return null
  const hasNewStages = JSON.stringify(stages) !== first
  const hasNewName = name.trim() !== shown.names[locale]
  const isFlawed = name.trim() === '' || stages.some((stage) => Object.keys(flawsOf(stage)).length > 0)
  const change = (row: string, part: Partial<StageDraft>): void =>
    setStages(stages.map((stage) => (stage.row === row ? { ...stage, ...part } : stage)))
  const add = (): void => {
    const taken = stages.map(({ key }) => key)
    setStages([...stages, newDraft(keyFrom('', 'stage', taken), t('newStage'), stages.at(-1))])
  }
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (isFlawed) return
    try {
      const changed = await mutateAsync({
        params: { id: shown.id },
        body: {
          ...(hasNewName && { names: { ...shown.names, [locale]: name.trim() } }),
          ...(hasNewStages && { stages: stages.map((stage) => bodyOf(stage, locale)) }),
        },
        ifMatch: shown.version,
      })
      onClose()
      notify.done(t('saved', { name: changed.name }))
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <Dialog
      opened={pipeline !== undefined}
      onClose={onClose}
      title={t('editTitle', { name: shown.name })}
      size={1040}
      dirty={hasNewName || hasNewStages}
      onSubmit={(event) => void send(event)}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={!hasNewName && !hasNewStages}>
            {hasNewStages ? t('publish') : t('keepName')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('nameOf')}
        required
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        {...(wasAsked && name.trim() === '' && { error: k('required') })}
      />
      <p className={classes['hint']}>{t('stagesHint')}</p>
      <div className={classes['editor']}>
        <div className={classes['editorHead']} aria-hidden="true">
          <span>{t('stageName')}</span>
          <span>{t('phase')}</span>
          <span>{t('probability')}</span>
          <span>{t('expectedDays')}</span>
          <span>{t('warningDays')}</span>
          <span>{t('criticalDays')}</span>
        </div>
        {stages.map((stage, index) => (
          <StageRow
            key={stage.row}
            stage={stage}
            number={index + 1}
            isLast={index === stages.length - 1}
            isAlone={stages.length === 1}
            wasAsked={wasAsked}
            onChange={(part) => change(stage.row, part)}
            onMove={(by) => setStages(moved(stages, index, by))}
            onRemove={() => setStages(stages.filter(({ row }) => row !== stage.row))}
          />
        ))}
      </div>
      <div>
        <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={add}>
          {t('addStage')}
        </Button>
      </div>
      <FormProblem problem={problem} />
    </Dialog>
  )
}

interface StageRowProps {
  stage: StageDraft
  number: number
  isLast: boolean
  isAlone: boolean
  wasAsked: boolean
  onChange: (part: Partial<StageDraft>) => void
  onMove: (by: 1 | -1) => void
  onRemove: () => void
}

function StageRow({ stage, number, isLast, isAlone, wasAsked, onChange, onMove, onRemove }: StageRowProps): ReactNode {
  const t = useWords(words)
  const flaws = flawsOf(stage)
  const flaw = (field: keyof typeof flaws): { error?: string } => {
    const found = flaws[field]
    return found && (wasAsked || field !== 'name') ? { error: t(found) } : {}
  }
  const days = (field: 'expectedDays' | 'warningDays' | 'criticalDays'): ReactNode => (
    <NumberField
      size="xs"
      aria-label={t(field)}
      min={0}
      max={3650}
      value={stage[field]}
      onChange={(value) => onChange({ [field]: value })}
      {...(field === 'warningDays' ? flaw('warningDays') : {})}
    />
  )
  return (
    <div className={classes['editorRow']} role="group" aria-label={t('stageNumber', { number })}>
      <TextField
        size="xs"
        aria-label={t('stageName')}
        maxLength={80}
        value={stage.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        {...flaw('name')}
      />
      <SelectField
        size="xs"
        aria-label={t('phase')}
        data={phases.map((phase) => ({ value: phase, label: t(`phase.${phase}`) }))}
        value={stage.phase}
        onChange={(phase) => phase && onChange({ phase: phase as Phase })}
      />
      <NumberField
        size="xs"
        aria-label={t('probability')}
        min={1}
        max={99}
        decimalScale={1}
        value={stage.percent}
        onChange={(percent) => onChange({ percent })}
        {...flaw('percent')}
      />
      {days('expectedDays')}
      {days('warningDays')}
      {days('criticalDays')}
      <span className={classes['tools']}>
        <ActionIcon size={26} aria-label={t('moveUp')} disabled={number === 1} onClick={() => onMove(-1)}>
          <IconArrowUp size={15} />
        </ActionIcon>
        <ActionIcon size={26} aria-label={t('moveDown')} disabled={isLast} onClick={() => onMove(1)}>
          <IconArrowDown size={15} />
        </ActionIcon>
        <ActionIcon size={26} aria-label={t('retire', { name: stage.name })} disabled={isAlone} onClick={onRemove}>
          <IconX size={15} />
        </ActionIcon>
      </span>
    </div>
  )
}
