import {
  QueryClient,
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryKey,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import { asProblem, call, newKey, type AnyEndpoint, type Given, type Problem, type ReplyOf } from './api.ts'

/**
 * React Query over `call`: `useRead` for one answer, `useList` for a list by cursor, `useWrite` for a change.
 * A query follows the kinds of record it shows (by default the first part of its path, plus `follows`);
 * a write or news of that kind makes it read again.
 */

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Problem
    queryMeta: { follows: readonly string[] }
  }
}

export const kindOf = (endpoint: AnyEndpoint): string => endpoint.path.split('/')[1] ?? ''

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: true,
        // What the server refused once it refuses again; only a broken line is worth a second try.
        retry: (count, error) => count < 2 && (error.status === 0 || error.status >= 502) && error.code === 'unreachable',
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })

/** Makes every query that shows one of these kinds read again. */
export const readAgain = (client: QueryClient, kinds: readonly string[]): Promise<void> =>
  client.invalidateQueries({ predicate: ({ meta }) => meta?.follows.some((kind) => kinds.includes(kind)) ?? false })

type Asked<E extends AnyEndpoint> = Pick<Given<E>, 'params' | 'query'>

export const keyOf = <E extends AnyEndpoint>(endpoint: E, asked: Asked<E>): readonly unknown[] => [
  endpoint.method,
  endpoint.path,
  asked.params ?? {},
  asked.query ?? {},
]

export interface ReadOptions {
  /** Other kinds of record that this answer depends on, e.g. a customer page that counts `opportunities`. */
  follows?: readonly string[]
  enabled?: boolean
  /** Show the former answer while the next one (another page, another filter) is on its way. */
  keep?: boolean
  /** Ask again every so many milliseconds, e.g. while an import runs. */
  every?: number | false
  staleTime?: number
}

export const useRead = <E extends AnyEndpoint>(
  endpoint: E,
  asked: Asked<E>,
  { follows = [], enabled = true, keep = false, every, staleTime }: ReadOptions = {},
): UseQueryResult<ReplyOf<E>, Problem> =>
  useQuery<ReplyOf<E>, Problem>({
    ...readingOf(endpoint, asked, follows),
    enabled,
    ...(keep && { placeholderData: keepPreviousData }),
    ...(every !== undefined && { refetchInterval: every }),
    ...(staleTime !== undefined && { staleTime }),
  })

/** Asks for what a page is about to read, while the page's own code is still on its way; `useRead` finds the answer or the question. */
export const readAhead = <E extends AnyEndpoint>(
  client: QueryClient,
  endpoint: E,
  asked: Asked<E>,
  { follows = [] }: Pick<ReadOptions, 'follows'> = {},
): void => void client.prefetchQuery(readingOf(endpoint, asked, follows))

interface Reading<E extends AnyEndpoint> {
  queryKey: QueryKey
  queryFn: (given: { signal: AbortSignal }) => Promise<ReplyOf<E>>
  meta: { follows: readonly string[] }
}

const readingOf = <E extends AnyEndpoint>(endpoint: E, asked: Asked<E>, follows: readonly string[]): Reading<E> => ({
  queryKey: keyOf(endpoint, asked),
  queryFn: ({ signal }) => call(endpoint, { ...asked, signal } as unknown as Given<E>),
  meta: { follows: [kindOf(endpoint), ...follows] },
})

type ItemOf<E extends AnyEndpoint> = ReplyOf<E> extends { items: (infer T)[] } ? T : never

export interface List<T, Page = unknown> {
  items: T[]
  /** The first page as it came, for totals that a list sends beside its items. */
  first: Page | undefined
  isPending: boolean
  /** A filter has changed and the rows still shown belong to the former one. */
  isStale: boolean
  error: Problem | null
  hasMore: boolean
  isLoadingMore: boolean
  loadMore: () => void
  refetch: () => void
}

export const useList = <E extends AnyEndpoint>(
  endpoint: E,
  asked: Asked<E>,
  { follows = [], enabled = true, every, staleTime }: ReadOptions = {},
): List<ItemOf<E>, ReplyOf<E>> => {
  const result = useInfiniteQuery({
    queryKey: ['list', ...keyOf(endpoint, asked)],
    queryFn: ({ signal, pageParam }) =>
      call(endpoint, {
        ...asked,
        query: { ...((asked.query ?? {}) as object), ...(pageParam !== '' && { cursor: pageParam }) },
        signal,
      } as unknown as Given<E>) as Promise<ReplyOf<E>>,
    initialPageParam: '',
    getNextPageParam: (last) => (last as { nextCursor?: string | null }).nextCursor ?? undefined,
    meta: { follows: [kindOf(endpoint), ...follows] },
    placeholderData: keepPreviousData,
    enabled,
    ...(every !== undefined && { refetchInterval: every }),
    ...(staleTime !== undefined && { staleTime }),
  })
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = result
  const items = useMemo(() => (data?.pages ?? []).flatMap((page) => (page as { items: ItemOf<E>[] }).items), [data])
  return {
    items,
    first: data?.pages[0],
    isPending: result.isPending && enabled,
    isStale: result.isPlaceholderData,
    error: result.error,
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    loadMore: () => void (hasNextPage && !isFetchingNextPage && fetchNextPage()),
    refetch: () => void refetch(),
  }
}

type Write<E extends AnyEndpoint> = Omit<Given<E>, 'signal'>

export interface WriteOptions<E extends AnyEndpoint> {
  /** Other kinds that this write changes; their queries read again too. */
  touches?: readonly string[]
  onDone?: (reply: ReplyOf<E>, given: Write<E>) => void
  onProblem?: (problem: Problem) => void
}

/** `const move = useWrite(moveStage, { touches: ['funnel'] })`, then `move.mutate({ params, body })` or `await move.mutateAsync(...)`. */
export const useWrite = <E extends AnyEndpoint>(
  endpoint: E,
  { touches = [], onDone, onProblem }: WriteOptions<E> = {},
): UseMutationResult<ReplyOf<E>, Problem, Write<E>> => {
  const client = useQueryClient()
  return useMutation<ReplyOf<E>, Problem, Write<E>>({
    mutationFn: async (given) => {
      try {
        return await call(endpoint, { idempotencyKey: newKey(), ...given } as unknown as Given<E>)
      } catch (error) {
        throw asProblem(error)
      }
    },
    onSuccess: (reply, given) => {
      void readAgain(client, [kindOf(endpoint), ...touches])
      onDone?.(reply, given)
    },
    onError: (problem) => {
      // somebody else was quicker: what they wrote is to be seen
      if (problem.code === 'version-conflict') void readAgain(client, [kindOf(endpoint), ...touches])
      onProblem?.(problem)
    },
  })
}
