import { Button } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { confirm } from '../../ui/Dialogs.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Page } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { RowActions } from '../../ui/RowActions.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { archiveSurvey, changeSurveyState, createSurvey, readSurvey } from '../contract.ts'
import { People } from './People.tsx'
import { QuestionsEditor } from './QuestionsEditor.tsx'
import { ResultsView } from './ResultsView.tsx'
import { tabs, viewAsked, type Survey } from './survey-view.ts'
import { StateChip } from './SurveysPage.tsx'
import { words } from './words.ts'

/** One survey: what it asks, whom, and what came of it. */
export function SurveyPage(): ReactNode {
  const t = useWords(words)
  const { id } = useParams({ strict: false }) as { id: string }
  const [view, setView] = useUrl(viewAsked)
  const navigate = useNavigate()
  const archive = useWrite(archiveSurvey, {
    onDone: () => {
      notify.done(t('archived'))
      void navigate({ to: '/surveys' })
    },
    onProblem: (problem) => notify.refused(problem),
  })
  // what is archived is not there to be read again
  const survey = useRead(readSurvey, { params: { id } }, { enabled: archive.isIdle || archive.isError })
  const one = survey.data
  if (!one)
    return (
      <Page title={t('title')}>
        {survey.error ? <ErrorPanel problem={survey.error} retry={() => void survey.refetch()} /> : <TextSkeleton lines={8} />}
      </Page>
    )
  // whoever may not write it comes to send it
  const tab = view.tab ?? (view.customer || one.permissions.edit ? 'people' : 'questions')
  return (
    <Page
      title={one.name}
      aside={<StateChip state={one.state} />}
      actions={<Actions survey={one} onArchive={() => archive.mutate({ params: { id } })} />}
      toolbar={
        <ChoiceField
          bare
          label={t('views')}
          value={tab}
          onChange={(next) => setView({ tab: next })}
          options={tabs.map((value) => ({ value, label: t(`tab.${value}`) }))}
        />
      }
    >
      {tab === 'questions' && <QuestionsEditor key={one.version} survey={one} />}
      {tab === 'people' && <People survey={one} customer={view.customer} />}
      {tab === 'results' && <ResultsView survey={one} view={view} setView={setView} />}
    </Page>
  )
}

function Actions({ survey, onArchive }: { survey: Survey; onArchive: () => void }): ReactNode {
  const t = useWords(words)
  const navigate = useNavigate()
  const params = { id: survey.id }
  const closed = survey.permissions.open?.sentence
  const isOpen = survey.state === 'open'
  const change = useWrite(changeSurveyState, {
    onDone: ({ state }) => notify.done(t(state === 'open' ? 'opened' : 'closedNow')),
    onProblem: (problem) => notify.refused(problem),
  })
  const copy = useWrite(createSurvey, {
    onDone: ({ id }) => void navigate({ to: '/surveys/$id', params: { id } }),
    onProblem: (problem) => notify.refused(problem),
  })
  const { title, intro, thanks, questions, validDays } = survey
  const name = t('copyName', { name: survey.name }).slice(0, 120)
  const askToArchive = async (): Promise<void> => {
    if (await confirm({ title: t('archiveAsk'), body: t('archiveBody'), action: t('archive'), danger: true })) onArchive()
  }
  return (
    <>
      <Button
        size="xs"
        variant={isOpen ? 'default' : 'filled'}
        disabled={closed !== undefined}
        title={closed}
        loading={change.isPending}
        onClick={() => change.mutate({ params, body: { state: isOpen ? 'closed' : 'open' } })}
      >
        {t(isOpen ? 'close' : 'open')}
      </Button>
      <RowActions
        of={survey.name}
        actions={[
          { key: 'copy', label: t('copy'), run: () => copy.mutate({ body: { name, title, intro, thanks, questions, validDays } }), closed }, // prettier-ignore
          { key: 'archive', label: t('archive'), run: () => void askToArchive(), danger: true, closed },
        ]}
      />
    </>
  )
}
