import { type ReactNode, useEffect } from 'react'
import { Meaning } from '../../ui/charts/Meaning.tsx'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useRead } from '../../ui/reading.ts'
import { EmptyState } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { CheckupStage } from '../contract.ts'
import { readLosses, readWhy, type WhyReply } from '../why-contract.ts'
import { Answer } from './Answer.tsx'
import classes from './Checkup.module.css'
import type { Asked, OpenDeals } from './checkup-view.ts'
import { Deals } from './LossTable.tsx'
import { Reasons } from './Reasons.tsx'
import { Responses } from './Responses.tsx'
import { Traits } from './Traits.tsx'
import { words } from './words/why.ts'

interface WhyDrawerProps {
  /** The key of the stage looked at; undefined closes. */
  stage: string | undefined
  stages: readonly CheckupStage[]
  asked: Asked
  onWalk: (stage: string) => void
  onOpen: OpenDeals
  onClose: () => void
}

/** Why deals stick or die at a gate: what sets them apart, as tests and as the deals; the reasons given; what the playbook says. */
export function WhyDrawer({ stage, stages, asked, onWalk, onOpen, onClose }: WhyDrawerProps): ReactNode {
  const t = useWords(words)
  const name = stages.find(({ key }) => key === stage)?.name ?? ''
  const query = { ...asked, stage: stage ?? '' }
  const enabled = stage !== undefined
  const why = useRead(readWhy, { query }, { enabled, follows: ['opportunities', 'activities'] })
  const losses = useRead(readLosses, { query }, { enabled, follows: ['opportunities'] })
  const { data, refetch } = why
  useEffect(() => {
    if (data === undefined || data.members.reading === null) return
    const timer = setTimeout(() => void refetch(), 4000)
    return () => clearTimeout(timer)
  }, [data, refetch])
  return (
    <PeekDrawer
      id={stage}
      ids={stages.map(({ key }) => key)}
      onWalk={onWalk}
      onClose={onClose}
      title={t('title', { stage: name })}
      width={760}
    >
      {stage !== undefined && (
        <div className={classes['why']}>
          <Answer of={why}>{(reply) => <Gate reply={reply} stage={stage} onOpen={onOpen} />}</Answer>
          <section>
            <h3>{t('reasons')}</h3>
            <Answer of={losses}>
              {({ reasons }) => (
                <>
                  <Reasons reasons={reasons} stage={stage} onOpen={onOpen} />
                  {reasons.responses.length > 0 && <h4>{t('responses')}</h4>}
                  <Responses responses={reasons.responses} />
                </>
              )}
            </Answer>
          </section>
        </div>
      )}
    </PeekDrawer>
  )
}

function Gate({ reply, stage, onOpen }: { reply: WhyReply; stage: string; onOpen: OpenDeals }): ReactNode {
  const t = useWords(words)
  const { members, traits, stuck } = reply
  const of = [
    { outcome: 'all' as const, label: t('cameIn'), value: members.of },
    { outcome: 'wentOn' as const, label: t('wentOn'), value: members.wentOn },
    { outcome: 'died' as const, label: t('died'), value: members.died },
    { outcome: 'stillThere' as const, label: t('stillThere'), value: members.stillThere },
    { outcome: 'stuck' as const, label: t('stuck'), value: members.stuck },
  ]
  return (
    <>
      <div className={classes['members']}>
        {of.map(({ outcome, label, value }) => (
          <span key={outcome}>
            {label} <Deals name={label} value={value} onOpen={() => onOpen({ outcome, stage })} />
          </span>
        ))}
        {members.lookedAt < members.of && <span className={classes['muted']}>{t('sampled', { count: members.lookedAt })}</span>}
        {members.reading !== null && (
          <span role="status" className={classes['muted']}>
            {t('reading', { percent: Math.floor(members.reading * 100) })}
          </span>
        )}
      </div>
      <section>
        <h3>{t('traits')}</h3>
        <Meaning sentence={reply.definition.sentence} lies={reply.definition.lies} />
        {traits.length === 0 ? (
          <EmptyState title={t('noTraits')} hint={t('noTraitsHint', { count: reply.tooFewCases })} />
        ) : (
          <Traits traits={traits} stage={stage} tested={reply.tested} onOpen={onOpen} />
        )}
      </section>
      {stuck.traits.length > 0 && (
        <section>
          <h3>{t('stuckTraits')}</h3>
          <Meaning sentence={stuck.definition.sentence} lies={stuck.definition.lies} />
          <Traits traits={stuck.traits} stage={stage} ofStuck onOpen={onOpen} />
        </section>
      )}
    </>
  )
}
