import { useSyncExternalStore, type ReactNode } from 'react'

/** `if (await confirm({ title, body, action, danger: true })) …` asks a yes/no question; <ConfirmHost/> shows it. */
export interface Question {
  title: ReactNode
  body?: ReactNode
  /** The word on the button that does it: a verb, not “OK”. */
  action: string
  stay?: string
  danger?: boolean
}
export interface Asking extends Question {
  answer: (yes: boolean) => void
}

let asking: Asking | undefined
const listeners = new Set<() => void>()
const publish = (next: Asking | undefined): void => {
  asking = next
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const confirm = (question: Question): Promise<boolean> =>
  new Promise((resolve) => {
    asking?.answer(false)
    publish({
      ...question,
      answer: (yes) => {
        publish(undefined)
        resolve(yes)
      },
    })
  })

export const useAsking = (): Asking | undefined => useSyncExternalStore(subscribe, () => asking)
