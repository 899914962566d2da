import { Button } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { confirm } from '../../ui/Dialogs.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Page } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { endStocktake, readStocktake, signStocktake } from '../contract.ts'
import { ConfirmPanel } from './ConfirmPanel.tsx'
import { ResultPanels } from './ResultPanels.tsx'
import { Round } from './Round.tsx'
import { StateChip } from './StocktakesPage.tsx'
import { useStocktakeAgain, type Result } from './stocktake-view.ts'
import classes from './Stocktakes.module.css'
import { words } from './words.ts'

/** One stocktake: the round while it is open, then what it found and what was proposed. */
export function StocktakePage(): ReactNode {
  const t = useWords(words)
  const { id } = useParams({ strict: false }) as { id: string }
  const stocktake = useRead(readStocktake, { params: { id } }, { follows: ['stocktakes'] })
  if (stocktake.data) return <Desk key={id} one={stocktake.data} />
  return (
    <Page title={t('one')}>
      {stocktake.error ? (
        <ErrorPanel problem={stocktake.error} retry={() => void stocktake.refetch()} />
      ) : (
        <TextSkeleton lines={10} />
      )}
    </Page>
  )
}

function Desk({ one }: { one: Result }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const navigate = useNavigate()
  const again = useStocktakeAgain()
  const params = { id: one.id }
  const sign = useWrite(signStocktake, {
    onDone: () => {
      again()
      notify.done(t('signed'))
    },
    onProblem: notify.refused,
  })
  const end = useWrite(endStocktake, {
    onDone: () => {
      again()
      notify.done(t('ended'))
      void navigate({ to: '/stocktakes' } as never)
    },
    onProblem: notify.refused,
  })
  const askToSign = async (): Promise<void> => {
    if (await confirm({ title: t('signAsk'), body: t('signBody'), action: t('sign') })) sign.mutate({ params })
  }
  const askToEnd = async (): Promise<void> => {
    if (await confirm({ title: t('endAsk'), body: t('endBody'), action: t('end'), danger: true })) end.mutate({ params })
  }
  const isOpen = one.state === 'open'
  return (
    <Page
      title={t('of', { name: one.scope.name })}
      above={
        <Link to={'/stocktakes' as never} className={classes['back']}>
          <IconChevronLeft size={15} aria-hidden="true" />
          {t('title')}
        </Link>
      }
      aside={
        <span className={classes['line']}>
          <StateChip state={one.state} />
          <span className={classes['hint']}>{format.day(one.takenOn)}</span>
        </span>
      }
      actions={
        isOpen && (
          <>
            <Button
              size="xs"
              disabled={one.permissions.sign !== null || one.decided < one.customers}
              title={
                one.permissions.sign?.sentence ??
                (one.decided < one.customers ? t('left', { count: one.customers - one.decided }) : undefined)
              }
              onClick={() => void askToSign()}
            >
              {t('sign')}
            </Button>
            <RowActions
              framed
              actions={[
                { key: 'end', label: t('end'), danger: true, closed: one.permissions.end?.sentence, run: () => void askToEnd() },
              ]}
            />
          </>
        )
      }
    >
      <div className={classes['page']}>
        {isOpen && one.permissions.decide === null && <Round one={one} />}
        <Signatures one={one} />
        {(!isOpen || one.decided > 0) && <ConfirmPanel one={one} />}
        <ResultPanels one={one} />
      </div>
    </Page>
  )
}

function Signatures({ one }: { one: Result }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  if (!one.signedBy || !one.signedAt) return null
  return (
    <p className={classes['plain']}>
      {t('signedLine', { name: one.signedBy.name, when: format.moment(one.signedAt) })}
      {one.confirmedBy &&
        one.confirmedAt &&
        ` · ${t('confirmedLine', { name: one.confirmedBy.name, when: format.moment(one.confirmedAt) })}`}
      {one.word && ` · ${one.word}`}
      {one.together > 0 && ` · ${t('together', { count: one.together })}`}
    </p>
  )
}
