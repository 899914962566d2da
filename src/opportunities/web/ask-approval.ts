import { onDemand } from '../../ui/on-demand.tsx'

/** The form that asks for an approval, fetched when it is first opened: from a gate, from a deal's menu, once more after a no. */
export const AskApprovalDialog = onDemand(
  async () => (await import('./AskApprovalDialog.tsx')).AskApprovalDialog,
  ({ opened }) => opened,
)
