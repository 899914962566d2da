import { IconSettings } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../../ui/api.ts'
import { confirm } from '../../../ui/asking.ts'
import { notify } from '../../../ui/Notices.tsx'
import { onDemand } from '../../../ui/on-demand.tsx'
import { useWrite } from '../../../ui/reading.ts'
import { RowActions } from '../../../ui/RowActions.tsx'
import { useWords } from '../../../ui/use-words.ts'
import { lockRound, type readRoundNow } from '../../round-contract.ts'
import { words } from './words.ts'

const SettingDialog = onDemand(
  async () => (await import('./SettingDialog.tsx')).SettingDialog,
  ({ opened }) => opened,
)
const ReopenDialog = onDemand(
  async () => (await import('./ReopenDialog.tsx')).ReopenDialog,
  ({ opened }) => opened,
)

/** What who leads the house does with a round: lock it early, open it again, say when rounds come. */
export function RoundMenu({ now }: { now: ReplyOf<typeof readRoundNow> }): ReactNode {
  const t = useWords(words)
  const [dialog, setDialog] = useState<'setting' | 'reopen'>()
  const lock = useWrite(lockRound, { onDone: () => notify.done(t('locked')), onProblem: (p) => notify.refused(p) })
  const { round, permissions } = now
  const ask = async (): Promise<void> => {
    if (round && (await confirm({ title: t('lockTitle'), body: t('lockBody'), action: t('lockNow') })))
      lock.mutate({ params: { id: round.id }, body: {} })
  }
  const closed = permissions.edit?.sentence
  return (
    <>
      <RowActions
        label={t('manage')}
        framed
        icon={<IconSettings size={17} stroke={1.6} />}
        actions={[
          ...(round?.state === 'locked'
            ? [{ key: 'reopen', label: t('reopen'), run: () => setDialog('reopen'), closed }]
            : round
              ? [{ key: 'lock', label: t('lockNow'), run: () => void ask(), closed }]
              : []),
          { key: 'setting', label: t('settings'), run: () => setDialog('setting') },
        ]}
      />
      <SettingDialog opened={dialog === 'setting'} onClose={() => setDialog(undefined)} />
      {round && <ReopenDialog opened={dialog === 'reopen'} onClose={() => setDialog(undefined)} roundId={round.id} />}
    </>
  )
}
