import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { RowActions } from '../../ui/RowActions.tsx'
import { TableSkeleton } from '../../ui/States.tsx'
import { useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { listCampaigns, type Rule } from '../contract.ts'
import { LostDeals } from './LostDeals.tsx'
import { ruleOf, viewAsked } from './deals-view.ts'
import classes from './WinBack.module.css'
import { words } from './words.ts'

const Campaigns = lazy(async () => ({ default: (await import('./Campaigns.tsx')).Campaigns }))
const CampaignDialog = onDemand(
  async () => (await import('./CampaignDialog.tsx')).CampaignDialog,
  ({ draft }) => draft !== undefined,
)
const JudgingDialog = onDemand(
  async () => (await import('./JudgingDialog.tsx')).JudgingDialog,
  ({ opened }) => opened,
)

/** 激活: lost deals by how likely they return, and the campaigns that go after them. */
export function WinBackPage(): ReactNode {
  const t = useWords(words)
  const navigate = useNavigate()
  const [view, setView] = useUrl(viewAsked)
  const [draft, setDraft] = useState<{ rule: Rule }>()
  const [judging, setJudging] = useState(false)
  const { data } = useRead(listCampaigns, { query: { limit: 1 } })
  const denied = data?.permissions.create?.sentence
  const tab = view.tab ?? 'deals'
  const rule = ruleOf(view)
  const filtered = tab === 'deals' && Object.keys(rule).length > 0
  return (
    <Page
      title={t('title')}
      fill
      aside={
        <nav className={classes['tabs']} aria-label={t('tabs')}>
          {(['deals', 'campaigns'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-current={tab === one ? 'page' : undefined}
              onClick={() => setView({ tab: one === 'deals' ? undefined : one, peek: undefined })}
            >
              {t(one === 'deals' ? 'tabDeals' : 'tabCampaigns')}
            </button>
          ))}
        </nav>
      }
      actions={
        <>
          <RowActions of={t('title')} actions={[{ key: 'judging', label: t('judging'), run: () => setJudging(true) }]} />
          <Button
            leftSection={<IconPlus size={16} />}
            disabled={denied !== undefined}
            title={denied}
            onClick={() => setDraft({ rule })}
          >
            {t(filtered ? 'fromFilter' : 'newCampaign')}
          </Button>
        </>
      }
    >
      {tab === 'deals' ? (
        <LostDeals view={view} setView={setView} />
      ) : (
        <Suspense fallback={<TableSkeleton />}>
          <Campaigns onNew={denied === undefined ? () => setDraft({ rule: {} }) : undefined} />
        </Suspense>
      )}
      <CampaignDialog
        draft={draft}
        onClose={() => setDraft(undefined)}
        onSaved={({ id }) => void navigate({ to: '/win-back/$id', params: { id } })}
      />
      <JudgingDialog opened={judging} onClose={() => setJudging(false)} />
    </Page>
  )
}
