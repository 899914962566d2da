import { useEffect, useEffectEvent } from 'react'

/**
 * Fills a form each time it is opened for something: `useOpening(member, (it) => form.reset(valuesOf(it)))`; nothing is done
 * for undefined, null and false. What changes while it is open (the form itself, news, the language) does not fill it again,
 * so nothing that has been typed is lost.
 */
export const useOpening = <T>(of: T, fill: (of: Exclude<T, undefined | null | false>) => void): void => {
  const begin = useEffectEvent(fill)
  useEffect(() => {
    if (of !== undefined && of !== null && of !== false) begin(of as Exclude<T, undefined | null | false>)
  }, [of])
}
