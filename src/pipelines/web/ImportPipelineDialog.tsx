import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent, type ReactNode } from 'react'
import { asProblem, type Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { importPipeline } from '../contract.ts'
import classes from './designer/Designer.module.css'
import { words } from './words/files.ts'

const largest = 2_000_000

/** A pipeline from a file that another company shared. */
export function ImportPipelineDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const { mutateAsync, isPending } = useWrite(importPipeline, { touches: ['pipelines'] })
  useOpening(opened, () => {
    setText('')
    setProblem(undefined)
  })
  const take = async (file: File): Promise<void> => {
    setProblem(undefined)
    setText(await file.text())
  }
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    try {
      const made = await mutateAsync({ body: { file: text } })
      onClose()
      notify.done(t('imported', { name: made.name }))
      await navigate({ to: '/settings/pipelines/$id', params: { id: made.id } as never })
    } catch (error) {
      const refused = asProblem(error)
      // the place in the file belongs to what is wrong there
      refused.errors = refused.errors.map((each) =>
        each.path === '' ? each : { ...each, message: `${each.message} (${each.path})` },
      )
      setProblem(refused)
    }
  }
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('importTitle')}
      size={640}
      dirty={text !== ''}
      onSubmit={(event) => void send(event)}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={text.trim() === ''}>
            {t('importRun')}
          </Button>
        </>
      }
    >
      <FileDrop
        accept={['.yaml', '.yml']}
        maxBytes={largest}
        label={t('importDrop')}
        hint={t('importHint')}
        onFile={(file) => void take(file)}
      />
      <div className={classes['paste']}>
        <LongTextField
          label={t('importPaste')}
          minRows={5}
          maxRows={12}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <FormProblem problem={problem} />
    </Dialog>
  )
}
