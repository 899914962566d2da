import { onDemand } from '../../ui/on-demand.tsx'

export const PaletteHost = onDemand(
  async () => (await import('./Palette.tsx')).Palette,
  ({ opened }) => opened,
)
