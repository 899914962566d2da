import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { asProblem, call, rememberCsrfToken } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { forgetChosenLocale } from '../../ui/preferences.ts'
import { signOut } from '../contract.ts'

/** Ends the session and forgets everything that was read with it. */
export const useSignOut = (): (() => void) => {
  const client = useQueryClient()
  const navigate = useNavigate()
  return () => {
    call(signOut, {})
      .then(() => {
        rememberCsrfToken(undefined)
        forgetChosenLocale()
        void navigate({ to: '/sign-in' }).then(() => client.clear())
      })
      .catch((error: unknown) => notify.refused(asProblem(error)))
  }
}
