import { Button } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import { asProblem, type Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { changePipeline } from '../contract.ts'
import { nothingSaid } from './designer/designing.ts'
import { NamedFields } from './designer/NamedFields.tsx'
import type { Pipeline } from './PipelinesPage.tsx'
import { words } from './words.ts'

/** The pipeline's own name; everything else about it is designed on its page. */
export function RenameDialog({ pipeline, onClose }: { pipeline: Pipeline | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  // What is edited stays while the dialog fades out.
  const [shown, setShown] = useState(pipeline)
  const [names, setNames] = useState(nothingSaid)
  const [problem, setProblem] = useState<Problem>()
  const { mutateAsync, isPending } = useWrite(changePipeline, { touches: ['boards', 'opportunities', 'funnel'] })
  useOpening(pipeline, (it) => {
    setShown(it)
    setNames(it.names)
    setProblem(undefined)
  })
  if (!shown) return null
  const isNamed = Object.values(names).every((name) => name.trim() !== '')
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!isNamed) return
    try {
      const changed = await mutateAsync({ params: { id: shown.id }, body: { names }, ifMatch: shown.version })
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
      title={t('renameTitle', { name: shown.name })}
      size={640}
      dirty={JSON.stringify(names) !== JSON.stringify(shown.names)}
      onSubmit={(event) => void send(event)}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={!isNamed}>
            {k('save')}
          </Button>
        </>
      }
    >
      <NamedFields label={t('nameOf')} value={names} maxLength={80} isRequired onChange={setNames} />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
