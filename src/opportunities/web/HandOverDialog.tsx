import { Button } from '@mantine/core'
import { useEffect, useState, type FormEvent, type ReactNode } from 'react'
import { asProblem, type Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { changeOpportunity } from '../contract.ts'
import type { Card } from './board-model.ts'
import { searchMembers } from './choices.ts'
import { touchedByMoves } from './use-moves.ts'
import { words } from './words.ts'
import { words as dialogWords } from './words/dialogs.ts'

interface HandOverDialogProps {
  opened: boolean
  onClose: () => void
  deal: Card | undefined
}

/** Gives the deal to a colleague. */
export function HandOverDialog({ opened, onClose, deal }: HandOverDialogProps): ReactNode {
  const t = useWords(words)
  const d = useWords(dialogWords)
  const k = useWords(kit)
  const [to, setTo] = useState<Choice | null>(null)
  const [problem, setProblem] = useState<Problem>()
  const { mutateAsync, isPending } = useWrite(changeOpportunity, { touches: touchedByMoves })
  useEffect(() => {
    if (!opened) return
    setTo(null)
    setProblem(undefined)
  }, [opened])
  if (!deal) return null
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!to) return
    const before = { id: deal.owner.id, name: deal.owner.name }
    try {
      const changed = await mutateAsync({ params: { id: deal.id }, body: { ownerId: to.value }, ifMatch: deal.version })
      onClose()
      notify.done(d('handedOver', { name: deal.name, member: to.label }), {
        undo: async () => {
          try {
            await mutateAsync({ params: { id: deal.id }, body: { ownerId: before.id }, ifMatch: changed.version })
          } catch (error) {
            notify.refused(asProblem(error))
          }
        },
      })
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={d('handOverTitle', { name: deal.name })}
      dirty={to !== null}
      onSubmit={(event) => void send(event)}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={!to || to.value === deal.owner.id}>
            {t('handOver')}
          </Button>
        </>
      }
    >
      <SearchSelect
        label={d('newOwner')}
        description={d('ownerNow', { name: deal.owner.name })}
        name="member"
        required
        search={searchMembers}
        value={to}
        onChange={setTo}
      />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
