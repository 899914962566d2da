import { useEffect, useRef, type ReactNode } from 'react'
import classes from './CornerPanel.module.css'

/**
 * A small panel under (or `above`) a button at the right end of a bar: `<CornerPanel opened onClose label anchor={buttonRef}>`. Closes on Escape, on a click outside and
 * when the focus leaves; Escape gives the focus back to the button. The bar is its positioned parent: no positioning library.
 */
interface CornerPanelProps {
  opened: boolean
  onClose: () => void
  label: string
  anchor: React.RefObject<HTMLElement | null>
  above?: boolean
  children: ReactNode
}

export function CornerPanel({ opened, onClose, label, anchor, above = false, children }: CornerPanelProps): ReactNode {
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!opened) return
    panel.current?.querySelector<HTMLElement>('a, button, input:checked, input')?.focus()
    const outside = (event: Event): void => {
      const target = event.target as Node
      if (!panel.current?.contains(target) && !anchor.current?.contains(target)) onClose()
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      onClose()
      anchor.current?.focus()
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
      document.removeEventListener('keydown', onKey)
    }
  }, [opened, onClose, anchor])
  if (!opened) return null
  return (
    <div ref={panel} role="dialog" aria-label={label} className={classes['panel']} data-above={above || undefined}>
      {children}
    </div>
  )
}
