import { useEffect, useState } from 'react'

/** `opened`, but never in the very first render: a dialog that is mounted already open would not give the focus back when it closes. */
export const useOpened = (opened: boolean): boolean => {
  const [shown, setShown] = useState(false)
  useEffect(() => setShown(opened), [opened])
  return shown
}
