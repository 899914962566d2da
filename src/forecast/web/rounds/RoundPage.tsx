import { Button } from '@mantine/core'
import { IconCalendarEvent } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ChoiceField } from '../../../ui/fields/Choice.tsx'
import { notify } from '../../../ui/Notices.tsx'
import { Page, Panel } from '../../../ui/Page.tsx'
import { useRead, useWrite } from '../../../ui/reading.ts'
import { useFormat } from '../../../ui/Regional.tsx'
import { useSession } from '../../../ui/session.ts'
import { ErrorPanel, TextSkeleton } from '../../../ui/States.tsx'
import { asked, useUrl } from '../../../ui/url.ts'
import { useWords } from '../../../ui/use-words.ts'
import { openRound, readRoundNow } from '../../round-contract.ts'
import { Views } from '../Views.tsx'
import { JudgesPanel } from './JudgesPanel.tsx'
import { RoundMenu } from './RoundMenu.tsx'
import { RoundState } from './RoundState.tsx'
import classes from './Rounds.module.css'
import { Sheet } from './Sheet.tsx'
import { TeamTable } from './TeamTable.tsx'
import { words } from './words.ts'

const viewAsked = { tab: asked.oneOf(['mine', 'team', 'judges']), owner: asked.text, peek: asked.text }

/** 预测提报: one's own deals by category and what one commits to; the team's figures beside it; how far past commits came in. */
export function RoundPage(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { can, memberId, role } = useSession()
  const [view, setView] = useUrl(viewAsked)
  const now = useRead(readRoundNow, {}, { follows: ['opportunities'], keep: true })
  const leads = can('records.assign') || role === 'auditor' || role === 'finance'
  const tab = view.tab ?? (leads && role !== 'rep' ? 'team' : 'mine')
  const open = useWrite(openRound, { onDone: () => notify.done(t('opened')), onProblem: (p) => notify.refused(p) })
  const round = now.data?.round ?? null
  return (
    <Page
      title={t('title')}
      above={<Views />}
      aside={round && <RoundState round={round} />}
      actions={
        <>
          <ChoiceField
            bare
            size="xs"
            label={t('view')}
            value={tab}
            onChange={(next) => setView({ tab: next, owner: undefined, peek: undefined })}
            options={[
              { value: 'mine', label: t('mine') },
              ...(leads ? [{ value: 'team' as const, label: t('team') }] : []),
              { value: 'judges', label: t('judges') },
            ]}
          />
          {now.data && <RoundMenu now={now.data} />}
        </>
      }
    >
      {!now.data ? (
        <Panel>
          {now.error ? <ErrorPanel problem={now.error} retry={() => void now.refetch()} /> : <TextSkeleton lines={10} />}
        </Panel>
      ) : (
        <>
          {(!round || (round.state === 'locked' && now.data.nextOpensAt)) && (
            <div className={classes['bar']} role="status">
              <IconCalendarEvent size={18} stroke={1.6} />
              <span>
                {!round && t('noRound')}
                {!round && now.data.nextOpensAt && ' · '}
                {now.data.nextOpensAt && t('nextOpens', { at: format.moment(now.data.nextOpensAt) })}
              </span>
              {!round && now.data.permissions.open === null && (
                <Button size="compact-sm" loading={open.isPending} onClick={() => open.mutate({ body: {} })}>
                  {t('openNow')}
                </Button>
              )}
            </div>
          )}
          {tab === 'mine' && (
            <Sheet
              owner={view.owner ?? memberId}
              round={round}
              asked={now.data.mine.asked}
              onBack={view.owner && view.owner !== memberId ? () => setView({ tab: 'team', owner: undefined }) : undefined}
            />
          )}
          {tab === 'team' && round && (
            <TeamTable
              roundId={round.id}
              peek={view.peek}
              onPeek={(peek) => setView({ peek }, { push: true })}
              onSheet={(owner) => setView({ tab: 'mine', owner, peek: undefined }, { push: true })}
            />
          )}
          {tab === 'judges' && <JudgesPanel />}
        </>
      )}
    </Page>
  )
}
