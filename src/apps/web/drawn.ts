import type { QueryClient } from '@tanstack/react-query'
import type { AnyRouter } from '@tanstack/react-router'

/**
 * Marks the document with `data-drawn` while its page shows what the address asks for: the page's code is there and no first
 * answer is awaited any more (reading the same again does not count). Who looks at pages from outside — a journey, a printer of
 * pictures — waits for this sign and for skeletons (`aria-busy`) to go, instead of guessing by time.
 */
export const signWhenDrawn = (router: AnyRouter, client: QueryClient): void => {
  const root = document.documentElement
  const isDrawn = (): boolean => {
    const { status, resolvedLocation } = router.state
    return (
      status === 'idle' &&
      resolvedLocation?.publicHref === window.location.pathname + window.location.search + window.location.hash &&
      client.isFetching({ predicate: ({ state }) => state.data === undefined }) === 0
    )
  }
  let waiting = 0
  const look = (): void => {
    if (!isDrawn()) delete root.dataset['drawn']
    cancelAnimationFrame(waiting)
    // One frame to draw what has come, another for the questions that this raises.
    waiting = requestAnimationFrame(() => {
      waiting = requestAnimationFrame(() => {
        if (isDrawn()) root.dataset['drawn'] = ''
      })
    })
  }
  for (const event of ['onBeforeNavigate', 'onResolved', 'onRendered'] as const) router.subscribe(event, look)
  client.getQueryCache().subscribe(look)
}
