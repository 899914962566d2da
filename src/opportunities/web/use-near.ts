import { useEffect, useState, type RefObject } from 'react'

/** Whether the element is in view or close to it; a column far off to the side draws no cards. */
export const useNear = (box: RefObject<HTMLElement | null>): boolean => {
  const [isNear, setNear] = useState(true)
  useEffect(() => {
    if (!box.current) return
    const observer = new IntersectionObserver(([entry]) => entry && setNear(entry.isIntersecting), { rootMargin: '0px 160px' })
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [box])
  return isNear
}
