import { Button } from '@mantine/core'
import { IconPlayerPlay, IconRefresh } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { addressOf } from '../../ui/api.ts'
import { confirm } from '../../ui/asking.ts'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Facts, Page, Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import {
  archiveCampaign,
  changeCampaign,
  exportCampaign,
  readCampaign,
  refillCampaign,
  restoreCampaign,
  undoRefill,
  type CampaignDetail,
} from '../contract.ts'
import { CampaignState } from './CampaignState.tsx'
import { MemberList } from './MemberList.tsx'
import { Months } from './Months.tsx'
import { Results } from './Results.tsx'
import classes from './WinBack.module.css'
import { words as pageWords } from './words.ts'
import { words } from './words/campaign.ts'

const CampaignDialog = onDemand(
  async () => (await import('./CampaignDialog.tsx')).CampaignDialog,
  ({ draft }) => draft !== undefined,
)

/** 激活计划: plan, results against those left alone, months, and the list that people work through. */
export function CampaignPage(): ReactNode {
  const t = useWords(words)
  const p = useWords(pageWords)
  const { id } = useParams({ strict: false }) as { id: string }
  const campaign = useRead(readCampaign, { params: { id } }, { follows: ['win-back', 'opportunities'], keep: true })
  const above = (
    <Link to="/win-back" search={{ tab: 'campaigns' } as never}>
      ← {t('back')}
    </Link>
  )
  if (!campaign.data)
    return (
      <Page title={p('campaign')} above={above}>
        <Panel>
          {campaign.error ? (
            <ErrorPanel problem={campaign.error} retry={() => void campaign.refetch()} />
          ) : (
            <TextSkeleton lines={12} />
          )}
        </Panel>
      </Page>
    )
  const detail = campaign.data
  return (
    <Page
      title={detail.name}
      above={above}
      aside={<CampaignState state={detail.state} />}
      actions={<Actions campaign={detail} />}
    >
      <div className={classes['columns']}>
        <Results campaign={detail} />
        <Plan campaign={detail} />
      </div>
      <Months campaign={detail} />
      <MemberList campaign={detail} />
    </Page>
  )
}

function Actions({ campaign }: { campaign: CampaignDetail }): ReactNode {
  const t = useWords(words)
  const [draft, setDraft] = useState<{ campaign: CampaignDetail }>()
  const { id, name, state, version } = campaign
  const denied = campaign.permissions.edit?.sentence
  const onProblem = notify.refused
  const change = useWrite(changeCampaign, { touches: ['tasks'], onProblem })
  const undo = useWrite(undoRefill, { touches: ['tasks'], onDone: () => notify.done(t('undone')), onProblem })
  const refill = useWrite(refillCampaign, {
    touches: ['tasks'],
    onDone: ({ id: refillId, enrolled, heldOut }) =>
      refillId === null
        ? notify.info(t('refilledNone'))
        : notify.done(t('refilled', { count: enrolled, heldOut }), { undo: () => undo.mutate({ params: { id, refillId } }) }),
    onProblem,
  })
  const restore = useWrite(restoreCampaign, { onProblem })
  const archive = useWrite(archiveCampaign, {
    touches: ['tasks'],
    onDone: () => notify.done(t('archived', { name }), { undo: () => restore.mutate({ params: { id } }) }),
    onProblem,
  })
  const pass = (to: 'running' | 'stopped'): void =>
    change.mutate(
      { params: { id }, body: { state: to }, ifMatch: version },
      { onSuccess: () => notify.done(t(to === 'running' ? 'started' : 'stopped', { name })) },
    )
  const stop = async (): Promise<void> => {
    if (await confirm({ title: t('stopTitle', { name }), body: t('stopBody'), action: t('stop') })) pass('stopped')
  }
  const file = (format: 'xlsx' | 'csv'): string => addressOf(exportCampaign, { params: { id }, query: { format } })
  return (
    <>
      {state === 'running' ? (
        <Button
          leftSection={<IconRefresh size={16} />}
          disabled={denied !== undefined}
          title={denied}
          loading={refill.isPending}
          onClick={() => refill.mutate({ params: { id }, body: {} })}
        >
          {t('refill')}
        </Button>
      ) : (
        <Button
          leftSection={<IconPlayerPlay size={16} />}
          disabled={denied !== undefined}
          title={denied}
          loading={change.isPending}
          onClick={() => pass('running')}
        >
          {t(state === 'planned' ? 'start' : 'goOn')}
        </Button>
      )}
      <Button variant="default" disabled={denied !== undefined} title={denied} onClick={() => setDraft({ campaign })}>
        {t('edit')}
      </Button>
      <RowActions
        of={name}
        actions={[
          ...(state === 'running' ? [{ key: 'stop', label: t('stop'), run: () => void stop(), closed: denied }] : []),
          { key: 'xlsx', label: t('exportXlsx'), href: file('xlsx'), closed: campaign.permissions.export?.sentence },
          { key: 'csv', label: t('exportCsv'), href: file('csv'), closed: campaign.permissions.export?.sentence },
          { key: 'archive', label: t('archive'), danger: true, closed: denied, run: () => archive.mutate({ params: { id } }) },
        ]}
      />
      <CampaignDialog draft={draft} onClose={() => setDraft(undefined)} />
    </>
  )
}

function Plan({ campaign }: { campaign: CampaignDetail }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { goal, method, materials, budgetMinor, currency, startsOn, endsOn, people, owner, holdOut, rule, refilledAt } = campaign
  const rules = [
    rule.minScore === undefined ? null : `${t('ruleMinScore')} ${rule.minScore}`,
    rule.minAmountMinor === undefined ? null : `${t('ruleMinAmount')} ${format.money(rule.minAmountMinor, 'compact', currency)}`,
    rule.minMonths === undefined && rule.maxMonths === undefined
      ? null
      : `${t('ruleMonths')} ${rule.maxMonths === undefined ? `≥ ${rule.minMonths}` : `${rule.minMonths ?? 0}–${rule.maxMonths}`}`,
  ].filter((one) => one !== null)
  return (
    <Panel title={t('plan')}>
      <Facts
        rows={[
          { key: 'goal', label: t('goal'), value: goal || '–' },
          { key: 'method', label: t('method'), value: method || '–' },
          { key: 'materials', label: t('materials'), value: materials || '–' },
          { key: 'days', label: `${t('startsOn')} – ${t('endsOn')}`, value: `${format.day(startsOn)} – ${format.day(endsOn)}` },
          { key: 'leader', label: t('leader'), value: owner.name },
          { key: 'people', label: t('people'), value: people.map(({ name }) => name).join(' · ') },
          { key: 'budget', label: t('budget'), value: budgetMinor === null ? '–' : format.money(budgetMinor, 'exact', currency) },
          { key: 'holdOut', label: t('holdOut'), value: holdOut === 0 ? t('holdOutNone') : format.share(holdOut, 0) },
          { key: 'rule', label: t('rule'), value: rules.length > 0 ? rules.join(' · ') : t('ruleAny') },
          ...(refilledAt
            ? [{ key: 'refilled', label: t('list'), value: t('listRefilled', { when: format.ago(refilledAt) }) }]
            : []),
        ]}
      />
    </Panel>
  )
}
