import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { attitudes } from '../../contacts/role.ts'
import { arrows, neighbourOf, within, type Place } from '../layout.ts'
import type { Chain, Person } from './use-chain.ts'
import type { ChainEditing } from './use-editing.ts'

interface NodeKeysOptions {
  chain: Chain
  laidOut: ReadonlyMap<string, Place>
  editing: ChainEditing | undefined
  box: RefObject<HTMLElement | null>
}

const step = 16
/** A card moved by keys is kept once the keys rest. */
const restMs = 700

/**
 * The picture by keyboard: arrow keys walk, Shift+arrows move the card, Enter opens the person, 1–4 set the attitude, L chooses a boss
 * (walk there, Enter; Escape leaves), Delete removes the line.
 */
export function useNodeKeys({ chain, laidOut, editing, box }: NodeKeysOptions) {
  const [nudged, setNudged] = useState<{ id: string; at: Place }>()
  const [linking, setLinking] = useState<string>()
  const [aim, setAim] = useState<string>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const places = useMemo(() => (nudged ? new Map([...laidOut, [nudged.id, nudged.at]]) : laidOut), [laidOut, nudged])
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => setNudged(undefined), [laidOut])

  const focus = (id: string | undefined): void => {
    if (id === undefined) return
    box.current?.querySelector<SVGElement>(`[data-person="${id}"]`)?.focus()
    setAim(id)
  }
  const nudge = (id: string, by: Place): void => {
    const at = places.get(id)!
    const to = within({ x: at.x + by.x * step, y: at.y + by.y * step })
    setNudged({ id, at: to })
    clearTimeout(timer.current)
    timer.current = setTimeout(() => editing?.move(id, to, laidOut), restMs)
  }
  const leave = (): void => {
    setLinking(undefined)
    setAim(undefined)
  }
  const press = ({ id }: Person): void => {
    if (linking === undefined) return editing?.choose(id)
    if (linking !== id) editing?.line(linking, id)
    leave()
  }
  const onKeyDown =
    (person: Person) =>
    (event: KeyboardEvent<SVGGElement>): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const done = keyed(person, event.key, event.shiftKey)
      if (done) event.preventDefault()
    }
  /** Whether the key meant something here. */
  const keyed = (person: Person, key: string, shift: boolean): boolean => {
    const arrow = arrows[key]
    const isOpen = editing?.isOpen ?? false
    if (arrow && shift) return isOpen && (nudge(person.id, arrow), true)
    if (arrow) return (focus(neighbourOf(person.id, key, places)), true)
    if (key === 'Enter' || key === ' ') return (press(person), true)
    if (key === 'Escape' && linking !== undefined) return (leave(), true)
    if (!isOpen) return false
    if (key === 'Delete' || key === 'Backspace') return (editing?.line(person.id, null), true)
    if (key.toLowerCase() === 'l') return (setLinking(person.id), true)
    const attitude = attitudes[Number(key) - 1]
    return attitude !== undefined && (editing?.change(person.id, { attitude }), true)
  }
  return { places, linking, aim, onKeyDown, chain }
}
