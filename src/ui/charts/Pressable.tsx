import type { KeyboardEvent, ReactNode } from 'react'
import classes from './Charts.module.css'

interface PressableProps {
  name: string
  onPress: () => void
  children: ReactNode
}

/** A part of a picture that opens what is behind it, with mouse and keyboard; its name is read out and shown as its title. */
export function Pressable({ name, onPress, children }: PressableProps): ReactNode {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    onPress()
  }
  return (
    <g
      role="button"
      tabIndex={0}
      data-part=""
      aria-label={name}
      className={classes['pressable']}
      onClick={onPress}
      onKeyDown={onKeyDown}
    >
      <title>{name}</title>
      {children}
    </g>
  )
}
