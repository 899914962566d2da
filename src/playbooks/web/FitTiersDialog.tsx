import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Problem, ReplyOf } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { writeFitTiers, type readFitTiers } from '../contract.ts'
import classes from './Playbook.module.css'
import { words } from './words.ts'

export type FitTiers = ReplyOf<typeof readFitTiers>

/** Writes whom a product fits: the best customer, one shift up, one down. */
export function FitTiersDialog({ of, onClose }: { of: FitTiers | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const [tiers, setTiers] = useState<FitTiers['tiers']>([])
  const [problem, setProblem] = useState<Problem>()
  useOpening(of, (opened) => {
    setTiers(opened.tiers)
    setProblem(undefined)
  })
  const write = useWrite(writeFitTiers, {
    touches: ['products', 'opportunities'],
    onProblem: setProblem,
    onDone: ({ product }) => {
      onClose()
      notify.done(t('tiersSaved', { name: product.name }))
    },
  })
  const put = (tier: string, change: { features?: string; strategy?: string }): void =>
    setTiers(tiers.map((one) => (one.tier === tier ? { ...one, ...change } : one)))
  return (
    <Dialog
      opened={of !== undefined}
      onClose={onClose}
      title={t('fitTiers', { name: of?.product.name ?? '' })}
      dirty={of !== undefined && JSON.stringify(tiers) !== JSON.stringify(of.tiers)}
      onSubmit={(event) => {
        event.preventDefault()
        if (of) write.mutate({ params: { id: of.product.id }, body: { tiers }, ifMatch: of.version })
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={write.isPending}>
            {k('save')}
          </Button>
        </>
      }
    >
      {tiers.map(({ tier, features, strategy }) => (
        <fieldset key={tier} className={classes['tier']}>
          <legend>{t(`tier.${tier}`)}</legend>
          <LongTextField
            label={t('features')}
            placeholder={t('featuresHint')}
            maxLength={4000}
            value={features}
            onChange={(event) => put(tier, { features: event.currentTarget.value })}
          />
          <LongTextField
            label={t('strategy')}
            placeholder={t('strategyHint')}
            maxLength={4000}
            value={strategy}
            onChange={(event) => put(tier, { strategy: event.currentTarget.value })}
          />
        </fieldset>
      ))}
      <FormProblem problem={problem} />
    </Dialog>
  )
}
