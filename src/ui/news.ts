import type { QueryClient } from '@tanstack/react-query'
import { readAgain } from './reading.ts'

/**
 * What colleagues do appears without a reload: one stream of news per browser makes the queries of the changed kinds read again.
 * The tab that holds the lock listens and tells the others (a browser opens only six connections to one host);
 * where locks are not to be had (plain http), every visible tab listens itself.
 */
interface Piece {
  kind: string
}

const address = '/api/v1/news'
const lockName = 'sluice-news'

/** `opportunity` and `opportunities` are one kind. */
export const namesOfKind = (kind: string): string[] => [kind, `${kind}s`, kind.replace(/y$/, 'ies')]

const readPiece = (text: string): Piece | undefined => {
  try {
    const given = JSON.parse(text) as Record<string, unknown>
    const kind = given['entityKind'] ?? given['kind'] ?? given['entity']
    return typeof kind === 'string'
      ? { kind, ...(typeof given['entityId'] === 'string' && { id: given['entityId'] }) }
      : undefined
  } catch {
    return undefined
  }
}

export const followNews = (client: QueryClient): (() => void) => {
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(lockName)
  const changed = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let source: EventSource | undefined
  let over = false

  // A burst of news (an import, a handover) is one reading, not a thousand.
  const apply = (kind: string): void => {
    for (const name of namesOfKind(kind)) changed.add(name)
    timer ??= setTimeout(() => {
      const kinds = [...changed]
      changed.clear()
      timer = undefined
      void readAgain(client, kinds)
    }, 250)
  }
  const hear = (event: MessageEvent<string>): void => {
    const piece = readPiece(event.data)
    if (!piece) return
    apply(piece.kind)
    channel?.postMessage(piece)
  }
  const listen = (): void => {
    if (over || source) return
    source = new EventSource(address)
    source.addEventListener('change', hear as EventListener)
    // The server cannot say what was missed: what is on screen is read once more.
    source.addEventListener('reset', () => void client.invalidateQueries())
    // The server resumes after a short gap (Last-Event-ID); after a long one what is on screen is read once more.
    let brokenAt: number | undefined
    source.onerror = () => {
      brokenAt ??= Date.now()
      if (source?.readyState !== EventSource.CLOSED) return
      source = undefined
      setTimeout(() => !over && listen(), 15_000)
    }
    source.onopen = () => {
      if (brokenAt !== undefined && Date.now() - brokenAt > 60_000) void client.invalidateQueries()
      brokenAt = undefined
    }
  }
  const stopListening = (): void => {
    source?.close()
    source = undefined
  }
  if (channel) channel.onmessage = (event: MessageEvent<Piece>) => apply(event.data.kind)

  const released = new AbortController()
  const onVisible = (): void => (document.visibilityState === 'visible' ? listen() : stopListening())
  if (navigator.locks && channel) {
    navigator.locks
      .request(lockName, { signal: released.signal }, () => {
        listen()
        return new Promise<void>((resolve) => released.signal.addEventListener('abort', () => resolve()))
      })
      .catch(() => {
        // The request was given up while it waited.
      })
  } else {
    document.addEventListener('visibilitychange', onVisible)
    onVisible()
  }
  return () => {
    over = true
    released.abort()
    document.removeEventListener('visibilitychange', onVisible)
    stopListening()
    clearTimeout(timer)
    channel?.close()
  }
}
