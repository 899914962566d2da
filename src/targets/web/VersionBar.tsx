import { Button, NativeSelect } from '@mantine/core'
import { IconArrowBackUp, IconDownload } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { addressOf } from '../../ui/api.ts'
import { confirm } from '../../ui/asking.ts'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { useSession } from '../../ui/session.ts'
import { useKeys } from '../../ui/keys.ts'
import { useWords } from '../../ui/use-words.ts'
import { archiveTarget, exportTarget, undoTargetEdit, type TargetDetail, type TargetSummary } from '../contract.ts'
import classes from './Targets.module.css'
import { words } from './words.ts'
import type { AskedStep } from './StepDialog.tsx'

const StepDialog = onDemand(
  async () => (await import('./StepDialog.tsx')).StepDialog,
  ({ opened }) => opened,
)
const HistoryDialog = onDemand(
  async () => (await import('./HistoryDialog.tsx')).HistoryDialog,
  ({ opened }) => opened,
)

interface VersionBarProps {
  plan: TargetDetail
  versions: readonly TargetSummary[]
  onVersion: (id: string | undefined) => void
}

/** Which version this is, how far it got, and what may be done with it now. */
export function VersionBar({ plan, versions, onVersion }: VersionBarProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const navigate = useNavigate()
  const { can } = useSession()
  const [step, setStep] = useState<AskedStep>()
  const [isHistory, setHistory] = useState(false)
  const { permissions } = plan
  const undo = useWrite(undoTargetEdit, {
    touches: ['target'],
    onDone: () => notify.done(t('undone')),
    onProblem: (problem) => notify.refused(problem),
  })
  const archive = useWrite(archiveTarget, {
    touches: ['target'],
    onDone: () => {
      onVersion(undefined)
      notify.done(t('archived'))
    },
    onProblem: (problem) => notify.refused(problem),
  })
  const mayUndo = plan.state === 'draft' && plan.lastEdit !== null && permissions.edit === null
  const takeBack = (): void => {
    if (mayUndo && !undo.isPending) undo.mutate({ params: { id: plan.id }, ifMatch: plan.version })
  }
  useKeys({ 'mod+z': takeBack })
  const leave = async (): Promise<void> => {
    if (
      await confirm({
        title: t('archiveTitle', { number: plan.number }),
        body: t('archiveBody'),
        action: t('archive'),
        danger: true,
      })
    )
      archive.mutate({ params: { id: plan.id }, ifMatch: plan.version })
  }
  const who =
    plan.decidedBy && plan.decidedAt
      ? t('decidedBy', { name: plan.decidedBy.name, when: format.ago(plan.decidedAt) })
      : plan.submittedBy && plan.submittedAt && plan.state === 'submitted'
        ? t('submittedBy', { name: plan.submittedBy.name, when: format.ago(plan.submittedAt) })
        : t('createdBy', { name: plan.createdBy.name, when: format.ago(plan.createdAt) })
  const button = (of: 'submit' | 'approve' | 'return' | 'withdraw', primary = false): ReactNode => (
    <Button
      key={of}
      size="compact-sm"
      variant={primary ? 'filled' : 'default'}
      disabled={permissions[of] !== null}
      title={permissions[of]?.sentence}
      onClick={() => setStep(of)}
    >
      {t(of)}
    </Button>
  )
  return (
    <div className={classes['bar']}>
      <NativeSelect
        size="xs"
        aria-label={t('version')}
        value={plan.id}
        onChange={(event) => onVersion(event.currentTarget.value)}
        data={versions.map(({ id, number, state }) => ({
          value: id,
          label: t('versionName', { number, state: t(`state.${state}`) }),
        }))}
      />
      <span className={classes['who']}>
        {who}
        {plan.note && <q>{plan.note}</q>}
      </span>
      <span className={classes['buttons']}>
        {plan.state === 'draft' && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowBackUp size={15} />}
            disabled={!mayUndo}
            loading={undo.isPending}
            title={plan.lastEdit ? t('undoWhat', { name: plan.lastEdit.by.name }) : undefined}
            onClick={takeBack}
          >
            {t('undo')}
          </Button>
        )}
        {plan.state === 'draft' && button('submit', true)}
        {plan.state === 'submitted' && [button('withdraw'), button('return'), button('approve', true)]}
        {(plan.state === 'approved' || plan.state === 'replaced') && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={permissions.copy !== null}
            title={permissions.copy?.sentence}
            onClick={() => setStep('copy')}
          >
            {t('newVersion')}
          </Button>
        )}
        <RowActions
          framed
          actions={[
            { key: 'history', label: t('history'), run: () => setHistory(true) },
            {
              key: 'export',
              label: t('export'),
              icon: <IconDownload size={16} />,
              href: addressOf(exportTarget, { params: { id: plan.id }, query: { format: 'xlsx' } }),
              closed: permissions.export?.sentence,
            },
            ...(can('import')
              ? [{ key: 'import', label: t('import'), run: () => void navigate({ to: '/imports', search: { kind: 'targets' } }) }]
              : []),
            { key: 'archive', label: t('archive'), danger: true, closed: permissions.archive?.sentence, run: () => void leave() },
          ]}
        />
      </span>
      <StepDialog opened={step !== undefined} step={step} plan={plan} onClose={() => setStep(undefined)} onVersion={onVersion} />
      <HistoryDialog opened={isHistory} plan={plan} onClose={() => setHistory(false)} />
    </div>
  )
}
