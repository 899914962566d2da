import { Button } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useEffect, useState, type ReactNode } from 'react'
import { confirm, Dialog } from '../../ui/Dialogs.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { Ago, Moment } from '../../ui/Figures.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { createApiToken, listApiTokens, revokeApiToken } from '../contract.ts'
import { CopyText } from './CopyText.tsx'
import classes from './Settings.module.css'
import { words } from './words.ts'

/** Tokens for one's own programs. */
export function TokensPage(): ReactNode {
  const t = useWords(words)
  const [opened, setOpened] = useState(false)
  const tokens = useRead(listApiTokens, {})
  const revoke = useWrite(revokeApiToken, { onProblem: (problem) => notify.refused(problem) })
  const ask = async (id: string, name: string): Promise<void> => {
    if (!(await confirm({ title: t('revokeTitle', { name }), body: t('revokeBody'), action: t('revoke'), danger: true }))) return
    revoke.mutate({ params: { id } }, { onSuccess: () => notify.done(t('revoked', { name })) })
  }
  const create = (
    <Button size="xs" leftSection={<IconPlus size={16} />} onClick={() => setOpened(true)}>
      {t('createToken')}
    </Button>
  )
  return (
    <Page
      title={t('tokens')}
      narrow
      actions={
        <>
          <Button component="a" href="/api/docs" target="_blank" rel="noreferrer" size="xs" variant="default">
            {t('apiDocs')}
          </Button>
          {create}
        </>
      }
    >
      <Panel flush>
        {tokens.isPending && <TextSkeleton lines={3} />}
        {tokens.error && <ErrorPanel problem={tokens.error} retry={() => void tokens.refetch()} />}
        {tokens.data?.items.length === 0 && (
          <EmptyState icon={<IconKey size={28} stroke={1.5} />} title={t('noTokens')} hint={t('noTokensHint')}>
            {create}
          </EmptyState>
        )}
        <ul className={classes['rows']}>
          {tokens.data?.items.map(({ id, name, createdAt, lastUsedAt, expiresAt }) => (
            <li key={id}>
              <div className={classes['rowMain']}>
                <p className={classes['rowTitle']}>{name}</p>
                <p className={classes['hint']}>
                  {t('created')} <Moment at={createdAt} /> · {lastUsedAt ? <Ago at={lastUsedAt} /> : t('neverUsed')} ·{' '}
                  {expiresAt ? (
                    <>
                      {t('expires')} <Moment at={expiresAt} />
                    </>
                  ) : (
                    t('tokenNever')
                  )}
                </p>
              </div>
              <Button size="xs" variant="default" onClick={() => void ask(id, name ?? '')}>
                {t('revoke')}
              </Button>
            </li>
          ))}
        </ul>
      </Panel>
      <TokenDialog opened={opened} onClose={() => setOpened(false)} />
    </Page>
  )
}

function TokenDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const { today } = useFormat()
  const [token, setToken] = useState<string>()
  const form = useFields(createApiToken.body, { name: '', expiresOn: '' })
  const { reset } = form
  const create = useWrite(createApiToken, { onDone: (reply) => setToken(reply.token), onProblem: form.refuse })
  useEffect(() => {
    if (!opened) return
    setToken(undefined)
    reset()
    // Each opening starts blank.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [opened])
  if (token !== undefined) {
    return (
      <Dialog
        opened={opened}
        onClose={onClose}
        title={t('tokenCreated')}
        footer={<Button onClick={onClose}>{k('close')}</Button>}
      >
        <p>{t('tokenOnce')}</p>
        <CopyText text={token} />
      </Dialog>
    )
  }
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('createToken')}
      dirty={form.isDirty()}
      size={440}
      onSubmit={form.submit((body) => create.mutateAsync({ body }))}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {t('createToken')}
          </Button>
        </>
      }
    >
      <TextField label={t('tokenName')} placeholder={t('tokenNameHint')} required data-autofocus {...form.field('name')} />
      <DayField label={t('tokenExpires')} description={t('tokenExpiresHint')} min={today()} {...form.field('expiresOn')} />
      <p className={classes['hint']}>{t('tokenReach')}</p>
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
