import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { readSession } from '../people/contract.ts'
import { call, wireApi } from '../ui/api.ts'
import { startPreferences, preferences } from '../ui/preferences.ts'
import { keyOf, makeQueryClient, readAhead } from '../ui/reading.ts'
import { Root } from '../ui/Root.tsx'
import { makeRouter } from './pages.tsx'
import { signWhenDrawn } from './web/drawn.ts'

/** The web application: preferences, server, pages. */

startPreferences()
const client = makeQueryClient()
const router = makeRouter(client)

wireApi({
  locale: () => preferences().locale,
  csrfToken: async () => (await call(readSession, {})).csrfToken ?? undefined,
  // The gate around the pages reads the session again, is refused, and shows the sign-in page.
  onSignedOut: () => void client.invalidateQueries({ queryKey: keyOf(readSession, {}) }),
})

readAhead(client, readSession, {})
signWhenDrawn(router, client)

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')
createRoot(place).render(
  <Root client={client}>
    <RouterProvider router={router} />
  </Root>,
)
