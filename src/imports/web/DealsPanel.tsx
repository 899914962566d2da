import type { ReactNode } from 'react'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { SwitchField, TextField } from '../../ui/fields/Fields.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Import.module.css'
import type { Mapping, Proposal } from './import-form.ts'
import { words } from './words.ts'

interface DealsPanelProps {
  proposal: Proposal
  mapping: Mapping
  onMapping: (mapping: Mapping) => void
}

/** What was noticed about the deals of the file as a whole, and can be decided otherwise: its own stages, and zeros that say nothing. */
export function DealsPanel({ proposal, mapping, onMapping }: DealsPanelProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { can } = useSession()
  const { ownPipeline, zeroOnLost } = proposal
  const chosen = mapping.ownPipeline
  const offersOwn = ownPipeline !== null && can('catalogue.manage')
  if (!offersOwn && !zeroOnLost) return null
  const take = (own: Mapping['ownPipeline']) => {
    const { ownPipeline: _, ...rest } = mapping
    onMapping(own ? { ...rest, ownPipeline: own } : rest)
  }
  return (
    <Panel title={t('noticed')}>
      <div className={classes['stack']}>
        {zeroOnLost && (
          <SwitchField
            label={t('zeroOnLost', { column: zeroOnLost.column, count: format.count(zeroOnLost.deals) })}
            description={t('zeroOnLostHint')}
            checked={mapping.zeroOnLost === 'not-recorded'}
            onChange={(event) => onMapping({ ...mapping, zeroOnLost: event.currentTarget.checked ? 'not-recorded' : 'zero' })}
          />
        )}
        {offersOwn && (
          <>
            <p className={classes['hint']}>{t('ownPipelineWhy', { share: format.share(1 - ownPipeline.fit, 0) })}</p>
            <ChoiceField
              label={t('ownPipeline')}
              value={chosen ? 'own' : 'chosen'}
              onChange={(choice) => take(choice === 'own' ? { name: ownPipeline.name, stages: ownPipeline.stages } : undefined)}
              options={[
                { value: 'chosen', label: t('ownPipelineNo') },
                { value: 'own', label: t('ownPipelineYes') },
              ]}
            />
            {chosen && (
              <div className={classes['fields']}>
                <TextField
                  label={t('ownPipelineName')}
                  value={chosen.name}
                  maxLength={60}
                  required
                  onChange={(event) => take({ ...chosen, name: event.currentTarget.value })}
                />
                <div className={classes['fact']}>
                  <span>{t('ownPipelineStages')}</span>
                  <strong>{chosen.stages.join(' → ')}</strong>
                </div>
              </div>
            )}
          </>
        )}
      </div>
    </Panel>
  )
}
