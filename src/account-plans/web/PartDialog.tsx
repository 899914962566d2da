import { useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { SaveButtons } from '../../ui/SaveButtons.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useSavePlan, type Plan, type PlanDocument } from './plan-view.ts'

interface PartDialogProps<K extends keyof PlanDocument> {
  opened: boolean
  onClose: () => void
  title: string
  plan: Plan
  /** The parts of the plan that are edited here. */
  parts: readonly K[]
  size?: number
  /** Whether what must be there is there. */
  isComplete?: (part: Pick<PlanDocument, K>) => boolean
  children: (part: Pick<PlanDocument, K>, edit: (change: Partial<Pick<PlanDocument, K>>) => void) => ReactNode
}

/** Edits a part of a plan and saves the plan as its next version. */
export function PartDialog<K extends keyof PlanDocument>(props: PartDialogProps<K>): ReactNode {
  const { opened, onClose, title, plan, parts, size = 720, isComplete, children } = props
  const stored = () => Object.fromEntries(parts.map((part) => [part, plan.document[part]])) as Pick<PlanDocument, K>
  const [part, setPart] = useState(stored)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSaving, setSaving] = useState(false)
  const save = useSavePlan(plan)
  useOpening(opened, () => {
    setPart(stored())
    setProblem(null)
  })
  const send = async (): Promise<void> => {
    setSaving(true)
    const refused = await save(part as Partial<PlanDocument>)
    setSaving(false)
    setProblem(refused)
    if (!refused) onClose()
  }
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={title}
      size={size}
      dirty={JSON.stringify(part) !== JSON.stringify(stored())}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      footer={<SaveButtons onClose={onClose} isPending={isSaving} disabled={isComplete && !isComplete(part)} />}
    >
      {children(part, (change) => setPart((before) => ({ ...before, ...change })))}
      <FormProblem problem={problem} />
    </Dialog>
  )
}
