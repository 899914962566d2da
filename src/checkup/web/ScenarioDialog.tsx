import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { FormProblem, LongTextField, TextField } from '../../ui/fields/Fields.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { changeScenario, saveScenario, type Scenario, sharings } from '../scenario-contract.ts'
import type { DeskChange } from './desk.ts'
import { words } from './words/desk.ts'

interface Made {
  pipeline: string
  filters: Record<string, string>
  base: { reached: number[]; amountMinor: number; days: number }
  change: Omit<DeskChange, 'rates'> & { rates: (number | null)[] }
}

interface ScenarioDialogProps {
  opened: boolean
  onClose: () => void
  /** What is on the desk, to be saved … */
  made?: Made
  /** … or a saved one, to be renamed or shared. */
  scenario?: Scenario
}

const named = saveScenario.body.pick({ name: true, note: true, sharing: true })

/** A scenario's name, what it is about, and who may see it. */
export function ScenarioDialog({ opened, onClose, made, scenario }: ScenarioDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const form = useFields(named, {
    name: scenario?.name ?? '',
    note: scenario?.note ?? '',
    sharing: scenario?.sharing ?? 'private',
  })
  const onDone = (): void => {
    notify.done(t('saved'))
    form.reset()
    onClose()
  }
  const save = useWrite(saveScenario, { onDone, onProblem: form.refuse })
  const change = useWrite(changeScenario, { onDone, onProblem: form.refuse })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t(scenario ? 'editTitle' : 'saveTitle')}
      dirty={form.isDirty()}
      onSubmit={form.submit(({ name, note = '', sharing = 'private' }) =>
        scenario
          ? change.mutate({ params: { id: scenario.id }, body: { name, note, sharing }, ifMatch: scenario.version })
          : made && save.mutate({ body: { ...made, name, note, sharing } }),
      )}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending || change.isPending}>
            {k('save')}
          </Button>
        </>
      }
    >
      <TextField label={t('name')} required data-autofocus placeholder={t('namePlaceholder')} {...form.field('name')} />
      <LongTextField label={t('note')} {...form.field('note')} />
      <ChoiceField
        label={t('sharing')}
        value={(form.values.sharing || 'private') as (typeof sharings)[number]}
        onChange={(sharing) => form.set({ sharing })}
        options={sharings.map((one) => ({ value: one, label: t(`sharing.${one}`) }))}
      />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
