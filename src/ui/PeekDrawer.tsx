import { onDemand } from './on-demand.tsx'

/**
 * A look at one record beside its list, driven by the URL: `<PeekDrawer id={view.peek} onClose={() => setView({ peek: undefined })} …>`.
 * Fetched with the first look, mounted from then on; the list behind stays usable; ↑/↓ buttons (and J/K) walk through `ids`; Escape closes and gives the focus back;
 * Ctrl/Cmd+Enter opens the full page. On the phone it is a sheet of 92 %.
 */
export const PeekDrawer = onDemand(
  async () => (await import('./PeekPanel.tsx')).PeekPanel,
  ({ id }) => id !== undefined,
)
