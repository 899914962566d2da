import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { TextSkeleton } from '../../ui/States.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { columns, isMeasure, levels } from '../measure.ts'
import { words as ourWords } from '../words.ts'
import { MeasureChoice } from './MeasureChoice.tsx'
import classes from './Targets.module.css'
import { words } from './words.ts'

const AttainmentView = lazy(async () => ({ default: (await import('./AttainmentView.tsx')).AttainmentView }))
const PlanView = lazy(async () => ({ default: (await import('./PlanView.tsx')).PlanView }))

const tabs = ['attainment', 'plan'] as const
const viewAsked = {
  tab: asked.oneOf(tabs),
  measure: (raw: unknown) => (typeof raw === 'string' && isMeasure(raw) ? raw : undefined),
  level: asked.oneOf(levels),
  year: asked.text,
  period: asked.oneOf(columns),
  version: asked.text,
  team: asked.text,
  owner: asked.text,
}
export type TargetsView = ReturnType<typeof useUrl<typeof viewAsked>>[0]

interface TargetsPageProps {
  /** Chooses whose figures are shown. */
  Scope: ComponentType<{
    team: string | undefined
    owner: string | undefined
    onChange: (next: { team: string | undefined; owner: string | undefined }) => void
  }>
}

/** 目标: how far the plan in force has come, and the plan itself in versions, down to the month of a person. */
export function TargetsPage({ Scope }: TargetsPageProps): ReactNode {
  const t = useWords(words)
  const say = useWords(ourWords)
  const format = useFormat()
  const [view, setView] = useUrl(viewAsked)
  const { tab = 'attainment', measure = 'won-amount', level = 'base' } = view
  const present = Number(format.today().slice(0, 4))
  const year = /^20\d\d$/.test(view.year ?? '') ? Number(view.year) : present
  const toYear = (next: number): void => setView({ year: next === present ? undefined : String(next), version: undefined })
  return (
    <Page
      title={t('title')}
      aside={
        <ChoiceField
          bare
          size="xs"
          label={t('tab')}
          value={tab}
          onChange={(next) => setView({ tab: next }, { push: true })}
          options={tabs.map((value) => ({ value, label: t(`tab.${value}`) }))}
        />
      }
      toolbar={
        <div className={classes['toolbar']}>
          <span className={classes['year']}>
            <ActionIcon variant="default" size={30} aria-label={t('yearBefore')} onClick={() => toYear(year - 1)}>
              <IconChevronLeft size={16} />
            </ActionIcon>
            <strong>{year}</strong>
            <ActionIcon variant="default" size={30} aria-label={t('yearAfter')} onClick={() => toYear(year + 1)}>
              <IconChevronRight size={16} />
            </ActionIcon>
          </span>
          <MeasureChoice year={year} value={measure} onChange={(next) => setView({ measure: next, version: undefined })} />
          <ChoiceField
            bare
            size="xs"
            label={t('level')}
            value={level}
            onChange={(next) => setView({ level: next })}
            options={levels.map((value) => ({ value, label: say(`level.${value}`) }))}
          />
          {tab === 'attainment' && <Scope team={view.team} owner={view.owner} onChange={setView} />}
        </div>
      }
    >
      <Suspense
        fallback={
          <Panel>
            <TextSkeleton lines={12} />
          </Panel>
        }
      >
        {tab === 'plan' ? (
          <PlanView
            key={`${year} ${measure}`}
            year={year}
            measure={measure}
            level={level}
            version={view.version}
            onVersion={(version) => setView({ version })}
          />
        ) : (
          <AttainmentView
            year={year}
            measure={measure}
            level={level}
            column={view.period}
            team={view.team}
            owner={view.owner}
            onView={setView}
          />
        )}
      </Suspense>
    </Page>
  )
}
