import { createContext, useContext } from 'react'

/**
 * Who is looking: `const { memberId, can } = useSession()`; `can('import')` hides what this person never may do.
 * Whether *this record* may be changed comes with the record (its `permissions`), never from here.
 */
export interface Session {
  memberId: string
  name: string
  role: string
  can: (ability: string) => boolean
}

export const SessionContext = createContext<Session>({ memberId: '', name: '', role: '', can: () => false })

export const useSession = (): Session => useContext(SessionContext)
