import { createContext, useContext } from 'react'

/**
 * Who is looking: `const { memberId, can } = useSession()`; `can('import')` hides what this person never may do.
 * Whether *this record* may be changed comes with the record (its `permissions`), never from here.
 */
export interface Session {
  memberId: string
  name: string
  role: string
  /** The role in the reader's language. */
  roleName: string
  can: (ability: string) => boolean
}

export const SessionContext = createContext<Session>({ memberId: '', name: '', role: '', roleName: '', can: () => false })

export const useSession = (): Session => useContext(SessionContext)
