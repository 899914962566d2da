import { Button } from '@mantine/core'
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { AnyEndpoint, Given, Problem, ReplyOf } from './api.ts'
import { FormProblem } from './fields/Fields.tsx'
import { notify } from './Notices.tsx'
import { Page } from './Page.tsx'
import { useWrite } from './reading.ts'
import classes from './SettingPage.module.css'
import { ErrorPanel, TextSkeleton } from './States.tsx'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/**
 * A page on which a house says how something is done: `<SettingPage title setting={useRead(readX, {})}>{(setting) => <Editor
 * key={setting.version} setting={setting} />}</SettingPage>`. The key lets the form begin anew once somebody has saved.
 * <SettingForm> inside is its form, closed as a whole for who may only read it; `useSaving` sends it, <SettingFoot> is its foot.
 */
interface SettingPageProps<T> {
  title: string
  setting: Pick<UseQueryResult<T, Problem>, 'data' | 'error' | 'refetch'>
  /** What stands below, also while the setting is read. */
  below?: ReactNode
  children: (setting: T) => ReactNode
}

export function SettingPage<T>({ title, setting, below, children }: SettingPageProps<T>): ReactNode {
  const { data, error, refetch } = setting
  return (
    <Page title={title}>
      {data !== undefined ? (
        children(data)
      ) : error ? (
        <ErrorPanel problem={error} retry={() => void refetch()} />
      ) : (
        <TextSkeleton lines={10} />
      )}
      {below}
    </Page>
  )
}

interface SettingFormProps {
  /** What it is about. */
  hint: string
  /** Why the reader can change nothing. */
  closed: string | undefined
  onSend: () => void
  children: ReactNode
}

export const SettingForm = ({ hint, closed, onSend, children }: SettingFormProps): ReactNode => (
  <form
    className={classes['form']}
    onSubmit={(event) => {
      event.preventDefault()
      onSend()
    }}
  >
    <p className={classes['hint']}>{hint}</p>
    {closed && <p className={classes['closed']}>{closed}</p>}
    <fieldset disabled={closed !== undefined} className={classes['fields']}>
      {children}
    </fieldset>
  </form>
)

interface SettingFootProps {
  saving: { isPending: boolean; problem: Problem | undefined }
  /** What sending does; "save" where it is left out. */
  label?: string
  /** Nothing has been changed: there is nothing to send. */
  isSame?: boolean
  /** Puts the defaults back at once; `isDone` where what is kept are the defaults already. */
  reset?: { isDone: boolean; run: () => void }
  /** What else can be done with what is written. */
  children?: ReactNode
}

/** What was wrong, the button that sends and the way back to the defaults. */
export function SettingFoot({ saving, label, isSame = false, reset, children }: SettingFootProps): ReactNode {
  const t = useWords(words)
  return (
    <>
      <FormProblem problem={saving.problem} />
      <div className={classes['foot']}>
        <Button type="submit" loading={saving.isPending} disabled={isSame} title={isSame ? t('nothingChanged') : undefined}>
          {label ?? t('save')}
        </Button>
        {reset && (
          <Button
            variant="default"
            disabled={reset.isDone || saving.isPending}
            title={reset.isDone ? t('isDefault') : undefined}
            onClick={reset.run}
          >
            {t('toDefaults')}
          </Button>
        )}
        {children}
      </div>
    </>
  )
}

interface Saving<E extends AnyEndpoint> {
  /** Sends the setting as of the version that was read. */
  send: (body: Given<E> extends { body: infer B } ? B : never) => void
  isPending: UseMutationResult['isPending']
  problem: Problem | undefined
}

/** Saving a setting: told when it is kept; who was too late reads the newest one, and what is wrong is shown in the form. */
export function useSaving<E extends AnyEndpoint>(
  endpoint: E,
  version: number,
  { touches, saved, conflict }: { touches: readonly string[]; saved: string; conflict: string },
): Saving<E> {
  const [problem, setProblem] = useState<Problem>()
  const save = useWrite(endpoint, {
    touches,
    onDone: (_: ReplyOf<E>) => notify.done(saved),
    onProblem: (refused) => (refused.code === 'version-conflict' ? notify.info(conflict) : setProblem(refused)),
  })
  return {
    send: (body) => {
      setProblem(undefined)
      save.mutate({ body, ifMatch: version } as unknown as Given<E>)
    },
    isPending: save.isPending,
    problem,
  }
}
