import { Button } from '@mantine/core'
import { IconFlag, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useList } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { listCampaigns, type Campaign } from '../contract.ts'
import { CampaignState } from './CampaignState.tsx'
import classes from './WinBack.module.css'
import { words } from './words.ts'

/** The campaigns that one leads, oversees or works on. */
export function Campaigns({ onNew }: { onNew: (() => void) | undefined }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const navigate = useNavigate()
  const list = useList(listCampaigns, { query: { limit: 100 } }, { follows: ['opportunities'] })
  const columns = useMemo<Column<Campaign>[]>(() => {
    const result = ({ treated, currency }: Campaign): string =>
      treated.won > 0
        ? t('wonSum', { won: treated.won, money: format.money(treated.moneyMinor, 'compact', currency) })
        : t('nothingYet')
    return [
      { key: 'name', header: t('campaign'), cell: ({ name }) => <strong>{name}</strong>, fixed: true },
      { key: 'state', header: t('state'), cell: ({ state }) => <CampaignState state={state} />, width: 100 },
      {
        key: 'days',
        header: t('days'),
        cell: ({ startsOn, endsOn }) => `${format.day(startsOn)} – ${format.day(endsOn)}`,
        width: 200,
      },
      { key: 'people', header: t('people'), cell: ({ people }) => people.map(({ name }) => name).join('、'), width: 180 },
      {
        key: 'progress',
        header: t('progress'),
        cell: ({ counts }) =>
          t('counts', {
            members: counts.members,
            contacted: counts.contacted + counts.answered + counts.declined + counts.reopened,
            reopened: counts.reopened,
          }),
        width: 260,
      },
      { key: 'result', header: t('result'), cell: result, width: 180 },
    ]
  }, [t, format])
  return (
    <Panel grow flush>
      <DataTable
        name="win-back-campaigns"
        label={t('tabCampaigns')}
        columns={columns}
        list={list}
        rowId={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/win-back/$id', params: { id } })}
        card={({ name, state, startsOn, endsOn, counts, treated, currency }) => (
          <div className={classes['card']}>
            <span className={classes['cardHead']}>
              <strong>{name}</strong>
              <CampaignState state={state} />
            </span>
            <span className={classes['quiet']}>
              {format.day(startsOn)} – {format.day(endsOn)}
            </span>
            <span className={classes['quiet']}>
              {t('counts', {
                members: counts.members,
                contacted: counts.contacted + counts.answered + counts.declined + counts.reopened,
                reopened: counts.reopened,
              })}{' '}
              · {t('wonSum', { won: treated.won, money: format.money(treated.moneyMinor, 'compact', currency) })}
            </span>
          </div>
        )}
        empty={
          <EmptyState icon={<IconFlag size={28} stroke={1.5} />} title={t('noCampaigns')} hint={t('noCampaignsHint')}>
            {onNew && (
              <Button leftSection={<IconPlus size={16} />} onClick={onNew}>
                {t('newCampaign')}
              </Button>
            )}
          </EmptyState>
        }
      />
    </Panel>
  )
}
