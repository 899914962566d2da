import { confirm } from '../../ui/asking.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { archiveContact, restoreContact } from '../contract.ts'
import { words } from './words.ts'

/** Archives after asking, with undo in the notice; restores. */
export const useArchiving = () => {
  const t = useWords(words)
  const touches = ['customers', 'audit', 'search']
  const back = useWrite(restoreContact, {
    touches,
    onDone: ({ name }) => notify.done(t('restored', { name })),
    onProblem: notify.refused,
  })
  const away = useWrite(archiveContact, { touches, onProblem: notify.refused })
  const restore = ({ id }: { id: string }): void => back.mutate({ params: { id } })
  const archive = async ({ id, name }: { id: string; name: string }): Promise<void> => {
    const yes = await confirm({
      title: t('archiveTitle', { name }),
      body: t('archiveBody'),
      action: t('archive'),
      danger: true,
    })
    if (yes)
      away.mutate({ params: { id } }, { onSuccess: () => notify.done(t('archived', { name }), { undo: () => restore({ id }) }) })
  }
  return { archive, restore }
}
