import { Button } from '@mantine/core'
import { IconBuildingSkyscraper, IconChevronRight, IconFileImport, IconPencil } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useId, type ReactNode } from 'react'
import { loadDemo, readDemo } from '../../demo/contract.ts'
import { readSession } from '../../people/contract.ts'
import { Entrance } from '../../people/web/Entrance.tsx'
import { SessionGate } from '../../people/web/SessionGate.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { ProgressBar } from '../../ui/FileDrop.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Welcome.module.css'
import { words } from './words/welcome.ts'

/** After the first run: load the demo company, bring own files, or start empty. */
export function WelcomePage(): ReactNode {
  return (
    <SessionGate>
      <Welcome />
    </SessionGate>
  )
}

function Welcome(): ReactNode {
  const t = useWords(words)
  const navigate = useNavigate()
  const session = useRead(readSession, {})
  const demo = useRead(readDemo, {}, { every: 1_000, staleTime: 0 })
  const load = useWrite(loadDemo)
  const { status, permissions } = demo.data ?? {}
  const isLoading = load.isPending || status === 'waiting' || status === 'running'
  if (isLoading || status === 'done')
    return <DemoProgress status={status ?? 'waiting'} share={demo.data?.progress ?? 0} part={demo.data?.part ?? null} />
  return (
    <Entrance title={t('startTitle')} intro={t('startIntro', { name: session.data?.organization.name ?? '' })} wide>
      <div className={classes['choices']}>
        <Choice
          icon={<IconBuildingSkyscraper size={22} stroke={1.6} />}
          title={t('startDemo')}
          hint={permissions?.load?.sentence ?? t('startDemoHint')}
          disabled={!demo.data || Boolean(permissions?.load)}
          onClick={() => load.mutate({})}
        />
        <Choice
          icon={<IconFileImport size={22} stroke={1.6} />}
          title={t('startImport')}
          hint={t('startImportHint')}
          onClick={() => void navigate({ to: '/imports' })}
        />
        <Choice
          icon={<IconPencil size={22} stroke={1.6} />}
          title={t('startEmpty')}
          hint={t('startEmptyHint')}
          onClick={() => void navigate({ to: '/' })}
        />
        <FormProblem problem={load.error} />
        {status === 'failed' && (
          <p role="alert" className={classes['failed']}>
            {t('demoFailed')}
          </p>
        )}
      </div>
    </Entrance>
  )
}

interface DemoProgressProps {
  status: string
  share: number
  part: 'people' | 'customers' | 'opportunities' | 'activities' | 'leads' | 'finishing' | null
}

function DemoProgress({ status, share, part }: DemoProgressProps): ReactNode {
  const t = useWords(words)
  const client = useQueryClient()
  const navigate = useNavigate()
  const isDone = status === 'done'
  useEffect(() => {
    if (isDone) void client.invalidateQueries()
  }, [isDone, client])
  const doing = isDone ? t('demoLoaded') : part ? t(`part.${part}`) : t('demoWaiting')
  return (
    <Entrance title={t('startDemo')} intro={t('startDemoHint')} wide>
      <div className={classes['choices']}>
        <ProgressBar share={isDone ? 1 : status === 'waiting' ? undefined : share} label={t('startDemo')} />
        <p role="status">{doing}</p>
        <div>
          <Button disabled={!isDone} onClick={() => void navigate({ to: '/' })}>
            {t('goIn')}
          </Button>
        </div>
      </div>
    </Entrance>
  )
}

interface ChoiceProps {
  icon: ReactNode
  title: string
  hint: string
  disabled?: boolean
  onClick: () => void
}

function Choice({ icon, title, hint, disabled = false, onClick }: ChoiceProps): ReactNode {
  const hintId = useId()
  return (
    <button type="button" className={classes['choice']} aria-describedby={hintId} disabled={disabled} onClick={onClick}>
      <span className={classes['icon']} aria-hidden="true">
        {icon}
      </span>
      <span>
        <span className={classes['title']}>{title}</span>
        <span id={hintId} className={classes['hint']}>
          {hint}
        </span>
      </span>
      <IconChevronRight size={18} aria-hidden="true" />
    </button>
  )
}
