import { Suspense, lazy, useEffect, useState, type ReactNode } from 'react'

const Palette = lazy(() => import('./Palette.tsx').then(({ Palette }) => ({ default: Palette })))

/** Fetches the palette when it is first asked for, and keeps it mounted from then on, so that focus goes back on closing. */
export function PaletteHost({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const [wanted, setWanted] = useState(false)
  useEffect(() => {
    if (opened) setWanted(true)
  }, [opened])
  return wanted || opened ? (
    <Suspense fallback={null}>
      <Palette opened={opened} onClose={onClose} />
    </Suspense>
  ) : null
}
