import { useRef, useState } from 'react'

interface Running {
  done: number
  total: number
}

/** Long work in portions: how far it is, and a way to stop before the next portion; what is done stays done. */
export const useBatches = () => {
  const [running, setRunning] = useState<Running>()
  const stopped = useRef(false)
  /** Answers of the portions that were sent; a portion that fails ends it with what came before. */
  const run = async <B, R>(batches: readonly B[], sizeOf: (batch: B) => number, send: (batch: B) => Promise<readonly R[]>) => {
    const answers: R[] = []
    let failure: unknown
    let done = 0
    stopped.current = false
    const total = batches.reduce((sum, batch) => sum + sizeOf(batch), 0)
    setRunning({ done, total })
    for (const batch of batches) {
      if (stopped.current) break
      try {
        answers.push(...(await send(batch)))
      } catch (error) {
        failure = error
        break
      }
      done += sizeOf(batch)
      setRunning({ done, total })
    }
    setRunning(undefined)
    return { answers, failure, wasStopped: stopped.current && done < total }
  }
  const stop = (): void => {
    stopped.current = true
  }
  return { running, run, stop }
}
