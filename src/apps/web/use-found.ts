import type { Entry } from './Palette.tsx'

const none: Entry[] = []

export const useFound = (_q: string, _enabled: boolean): { entries: Entry[]; isLoading: boolean } => ({
  entries: none,
  isLoading: false,
})
