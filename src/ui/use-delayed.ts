import { useEffect, useState } from 'react'

/** The value as it was when it last stood still for `wait` milliseconds. */
export const useDelayed = <T>(value: T, wait: number): T => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait)
    return () => clearTimeout(timer)
  }, [value, wait])
  return settled
}
