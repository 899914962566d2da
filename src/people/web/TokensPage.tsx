import { Button } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { confirm } from '../../ui/asking.ts'
import { Ago, Moment } from '../../ui/Figures.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { listApiTokens, revokeApiToken } from '../contract.ts'
import classes from './Settings.module.css'
import { words } from './words/tokens.ts'

const TokenDialog = onDemand(
  async () => (await import('./TokenDialog.tsx')).TokenDialog,
  ({ opened }) => opened,
)

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
                  {t('created')} <Moment at={createdAt} /> · {lastUsedAt ? t('lastUsed') : t('neverUsed')}
                  {lastUsedAt && <> </>}
                  {lastUsedAt && <Ago at={lastUsedAt} />} ·{' '}
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
