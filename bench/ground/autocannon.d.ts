declare module 'autocannon' {
  interface Request {
    method: string
    path: string
    headers: Record<string, string>
    body?: string
  }
  interface Result {
    requests: { average: number; total: number }
    latency: { p50: number; p97_5: number; p99: number }
    non2xx: number
    errors: number
  }
  /** Milliseconds; its percentiles know 90, 97.5 and 99, not 95. */
  const run: (options: {
    url: string
    connections: number
    duration: number
    requests: { setupRequest: (request: Request) => Request }[]
  }) => Promise<Result>
  export default run
  export type { Request, Result }
}
