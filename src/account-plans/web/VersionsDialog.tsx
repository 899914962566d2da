import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { listPlanVersions, readPlanVersion } from '../contract.ts'
import { GoalList } from './GoalsPanel.tsx'
import { useSavePlan, useUnitName, type Plan } from './plan-view.ts'
import classes from './Plans.module.css'
import { TeamLists } from './TeamPanel.tsx'
import { words } from './words.ts'

/** Who saved which version when; each can be read again, and brought back as a new one. */
export function VersionsDialog({ opened, plan, onClose }: { opened: boolean; plan: Plan; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [version, setVersion] = useState<number>()
  useOpening(opened, () => setVersion(undefined))
  const list = useRead(listPlanVersions, { params: { id: plan.id } }, { enabled: opened })
  return (
    <Dialog opened={opened} onClose={onClose} title={t('versions')} size={640}>
      {version !== undefined ? (
        <OldVersion plan={plan} version={version} onBack={() => setVersion(undefined)} onDone={onClose} />
      ) : list.data ? (
        <ul className={classes['actions']}>
          {list.data.items.map((one) => (
            <li key={one.version}>
              <span className={classes['what']}>
                {t('versionOf', { version: one.version, name: one.by.name, when: format.moment(one.at) })}
                <span className={classes['hint']}>
                  {one.changed.length === 0 ? t('firstVersion') : one.changed.map((part) => t(`part.${part}`)).join(' · ')}
                </span>
              </span>
              <Button size="compact-xs" variant="default" onClick={() => setVersion(one.version)}>
                {t('show')}
              </Button>
            </li>
          ))}
        </ul>
      ) : list.error ? (
        <ErrorPanel problem={list.error} retry={() => void list.refetch()} />
      ) : (
        <TextSkeleton lines={5} />
      )}
    </Dialog>
  )
}

interface OldVersionProps {
  plan: Plan
  version: number
  onBack: () => void
  onDone: () => void
}

function OldVersion({ plan, version, onBack, onDone }: OldVersionProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const unitName = useUnitName()
  const save = useSavePlan(plan)
  const old = useRead(readPlanVersion, { params: { id: plan.id, version: String(version) } })
  if (!old.data) return old.error ? <ErrorPanel problem={old.error} /> : <TextSkeleton lines={6} />
  const { document, names } = old.data
  const then: Plan = { ...plan, document, names }
  return (
    <div className={classes['stack']}>
      <div className={classes['line']}>
        <Button size="xs" variant="default" onClick={onBack}>
          {t('backToList')}
        </Button>
        <strong>{t('versionIs', { version })}</strong>
        {plan.permissions.edit === null && version !== plan.version && (
          <Button size="xs" variant="default" onClick={() => void save(document).then((refused) => !refused && onDone())}>
            {t('restore')}
          </Button>
        )}
      </div>
      <p className={classes['plain']}>
        {document.title} · {t('periodIs', { from: format.day(document.fromOn), through: format.day(document.throughOn) })}
      </p>
      <GoalList plan={then} />
      <ul className={classes['people']}>
        {document.cells.map((cell) => (
          <li key={`${cell.productId} ${cell.unitId}`}>
            <span>{names.products[cell.productId] ?? '–'}</span>
            <span>{unitName(then, cell.unitId)}</span>
            <span>{t(`cell.${cell.said}`)}</span>
            {cell.amountMinor !== null && <span>{format.money(cell.amountMinor, 'compact')}</span>}
            {cell.note && <span className={classes['hint']}>{cell.note}</span>}
          </li>
        ))}
      </ul>
      <TeamLists plan={then} />
    </div>
  )
}
