import { Button } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { CheckField, FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { changeTeam, createTeam } from '../contract.ts'
import { withTeamsBelow } from '../team-tree.ts'
import { useTeamOptions } from './member-options.ts'
import type { Team } from './TeamsPage.tsx'
import { words } from './words/teams.ts'

export interface TeamDraft {
  /** The team being changed; a new one without it. */
  team?: Team
  parentId: string | null
}

interface TeamDialogProps {
  draft: TeamDraft | undefined
  teams: readonly Team[]
  onClose: () => void
}

export function TeamDialog({ draft, teams, onClose }: TeamDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const options = useTeamOptions()
  const team = draft?.team
  const form = useFields(createTeam.body, { name: '', parentId: null, isRegion: false })
  useOpening(draft, ({ team: known, parentId }) =>
    form.reset({ name: known?.name ?? '', parentId, isRegion: known?.isRegion ?? false }),
  )
  const done = ({ name }: { name: string }): void => {
    onClose()
    notify.done(t('teamSaved', { name }))
  }
  const add = useWrite(createTeam, { onDone: done, onProblem: form.refuse })
  const change = useWrite(changeTeam, { touches: ['members'], onDone: done, onProblem: form.refuse })
  // A team cannot be put below itself; the server refuses it too.
  const parents = useMemo(() => {
    const own = team ? withTeamsBelow(teams, team.id) : new Set<string>()
    return options.filter(({ value }) => !own.has(value))
  }, [options, teams, team])
  const submit = form.submit((values) =>
    team
      ? change.mutateAsync({
          params: { id: team.id },
          body: { ...values, parentId: values.parentId ?? null },
          ifMatch: team.version,
        })
      : add.mutateAsync({ body: values }),
  )
  return (
    <Dialog
      opened={draft !== undefined}
      onClose={onClose}
      title={team ? t('editTeam') : t('addTeam')}
      dirty={form.isDirty()}
      onSubmit={submit}
      size={440}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {k('save')}
          </Button>
        </>
      }
    >
      <TextField label={t('teamName')} required data-autofocus {...form.field('name')} />
      {!(team && team.parentId === null) && (
        <SelectField label={t('parentTeam')} clearable placeholder={t('topLevel')} data={parents} {...form.field('parentId')} />
      )}
      <CheckField
        label={t('isRegion')}
        description={t('isRegionHint')}
        checked={form.values.isRegion === true}
        onChange={(event) => form.set({ isRegion: event.currentTarget.checked })}
      />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
