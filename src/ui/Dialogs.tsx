import { onDemand } from './on-demand.tsx'

export { confirm } from './asking.ts'

/**
 * <Dialog opened onClose title footer onSubmit> keep it mounted and toggle `opened`, so that focus goes back where it came from.
 * With `dirty`, closing asks before discarding. `confirm(…)` (asking.ts) asks a yes/no question.
 */
export const Dialog = onDemand(
  async () => (await import('./DialogFrame.tsx')).DialogFrame,
  ({ opened }) => opened,
)
