import { useEffect, useRef } from 'react'

/** Whether a key belongs to text being typed: a field has the focus, or an input method is composing. */
export const isTyping = (event: KeyboardEvent | React.KeyboardEvent): boolean => {
  const native = 'nativeEvent' in event ? event.nativeEvent : event
  if (native.isComposing || native.keyCode === 229) return true
  const target = native.target
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Keys of the whole page, e.g. `useKeys({ n: create, '/': focusSearch, 'mod+k': openPalette })`; single letters do not fire while typing. */
export const useKeys = (keys: Record<string, (event: KeyboardEvent) => void>): void => {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || event.altKey) return
      const mod = event.ctrlKey || event.metaKey
      if (!mod && isTyping(event)) return
      const run = latest.current[`${mod ? 'mod+' : ''}${event.key.toLowerCase()}`]
      if (!run) return
      event.preventDefault()
      run(event)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
