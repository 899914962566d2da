import { Button } from '@mantine/core'
import { IconMessageStar, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Count, Moment } from '../../ui/Figures.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList, useWrite } from '../../ui/reading.ts'
import { EmptyState } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { createSurvey, listSurveys } from '../contract.ts'
import { startingSurvey } from '../starting-survey.ts'
import type { SurveyState } from '../survey.ts'
import { useInterval, useSigned, type SurveyRow } from './survey-view.ts'
import classes from './Surveys.module.css'
import { words } from './words.ts'

const tones = { draft: 'quiet', open: 'primary', closed: 'plain' } as const

export function StateChip({ state }: { state: SurveyState }): ReactNode {
  const t = useWords(words)
  return <StatusChip tone={tones[state]}>{t(`state.${state}`)}</StatusChip>
}

/** 满意度问卷: what the house asks its customers, with what came of it. */
export function SurveysPage(): ReactNode {
  const t = useWords(words)
  const navigate = useNavigate()
  const list = useList(listSurveys, { query: { limit: 100 } })
  const columns = useColumns()
  const closed = list.first?.permissions.create?.sentence
  const create = useWrite(createSurvey, {
    onDone: ({ id }) => void navigate({ to: '/surveys/$id', params: { id } }),
    onProblem: (problem) => notify.refused(problem),
  })
  const button = (
    <Button
      size="xs"
      leftSection={<IconPlus size={14} />}
      disabled={list.first === undefined || closed !== undefined}
      title={closed}
      loading={create.isPending}
      onClick={() => create.mutate({ body: startingSurvey(t('default.name')) })}
    >
      {t('create')}
    </Button>
  )
  return (
    <Page title={t('title')} fill actions={button}>
      <Panel grow flush>
        <DataTable
          name="surveys"
          label={t('title')}
          columns={columns}
          list={list}
          rowId={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: '/surveys/$id', params: { id } })}
          card={(row) => <Card row={row} />}
          empty={<EmptyState icon={<IconMessageStar size={28} stroke={1.5} />} title={t('emptyTitle')} hint={t('emptyHint')} />}
        />
      </Panel>
    </Page>
  )
}

const useColumns = (): readonly Column<SurveyRow>[] => {
  const t = useWords(words)
  const signed = useSigned()
  const interval = useInterval()
  return useMemo(
    () => [
      { key: 'name', header: t('name'), cell: ({ name }) => name, fixed: true },
      { key: 'state', header: t('state'), cell: ({ state }) => <StateChip state={state} />, width: 110 },
      { key: 'asked', header: t('asked'), cell: ({ asked }) => <Count value={asked} />, width: 90, align: 'end' },
      { key: 'answered', header: t('answered'), cell: ({ answered }) => <Count value={answered} />, width: 90, align: 'end' },
      { key: 'nps', header: t('nps'), cell: ({ nps }) => <span title={interval(nps)}>{signed(nps.score)}</span>, width: 90, align: 'end' }, // prettier-ignore
      { key: 'made', header: t('made'), cell: ({ createdAt }) => <Moment at={createdAt} />, width: 160 },
    ],
    [t, signed, interval],
  )
}

function Card({ row }: { row: SurveyRow }): ReactNode {
  const t = useWords(words)
  const signed = useSigned()
  return (
    <div className={classes['stack']}>
      <span className={classes['line']}>
        <strong>{row.name}</strong>
        <StateChip state={row.state} />
      </span>
      <span className={classes['line']}>
        <span className={classes['hint']}>{t('response', { answered: row.answered, asked: row.asked })}</span>
        <span>
          {t('nps')} {signed(row.nps.score)}
        </span>
      </span>
    </div>
  )
}
