import { useWords } from '../../ui/use-words.ts'
import { attitudes, contactRoles } from '../role.ts'
import { words } from '../words.ts'

export const useRoleOptions = () => {
  const t = useWords(words)
  return contactRoles.map((value) => ({ value, label: t(`role.${value}`) }))
}

export const useAttitudeOptions = () => {
  const t = useWords(words)
  return attitudes.map((value) => ({ value, label: t(`attitude.${value}`) }))
}
