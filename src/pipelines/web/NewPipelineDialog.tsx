import { Button } from '@mantine/core'
import { useEffect, useState, type FormEvent, type ReactNode } from 'react'
import { asProblem, type Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { createPipeline, listTemplates } from '../contract.ts'
import classes from './Pipelines.module.css'
import { words } from './words.ts'

/** A pipeline made from a template; its stages can be changed afterwards. */
export function NewPipelineDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const format = useFormat()
  const templates = useRead(listTemplates, {}, { enabled: opened }).data?.items ?? []
  const [chosen, setChosen] = useState<string>()
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const { mutateAsync, isPending } = useWrite(createPipeline)
  useEffect(() => {
    if (!opened) return
    setName('')
    setChosen(undefined)
    setProblem(undefined)
  }, [opened])
  const template = templates.find(({ key }) => key === chosen) ?? templates[0]
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!template) return
    const given = name.trim()
    try {
      const made = await mutateAsync({
        body: { template: template.key, ...(given && { names: { 'zh-CN': given, 'zh-TW': given, en: given } }) },
      })
      onClose()
      notify.done(t('created', { name: made.name }))
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('addTitle')}
      dirty={name.trim() !== ''}
      onSubmit={(event) => void send(event)}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={!template}>
            {t('add')}
          </Button>
        </>
      }
    >
      <SelectField
        label={t('template')}
        required
        data={templates.map((each) => ({ value: each.key, label: each.name }))}
        value={template?.key ?? null}
        onChange={(key) => setChosen(key ?? undefined)}
      />
      {template && (
        <ol className={classes['stages']} aria-label={t('stages')}>
          {template.stages.map((stage) => (
            <li key={stage.key}>
              {stage.name} <span>{format.share(stage.probability)}</span>
            </li>
          ))}
        </ol>
      )}
      <TextField
        label={t('nameOf')}
        placeholder={template?.name}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
