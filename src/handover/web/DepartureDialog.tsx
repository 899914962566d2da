import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { reactivateMember } from '../../people/contract.ts'
import { asProblem, type Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { TextSkeleton } from '../../ui/States.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { letGo, undoHandover } from '../contract.ts'
import { askedOf, blankGiving, GivingFields } from './GivingFields.tsx'
import { touchedByHandovers } from './touched.ts'
import { usePortfolio } from './use-portfolio.ts'
import { words } from './words.ts'

interface DepartureDialogProps {
  member: { id: string; name: string } | undefined
  onClose: () => void
}

/** Somebody leaves: asks first what becomes of the customers, deals, leads and tasks they look after. */
export function DepartureDialog({ member, onClose }: DepartureDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const [way, setWay] = useState<'give' | 'keep'>('give')
  const [giving, setGiving] = useState(blankGiving)
  const [problem, setProblem] = useState<Problem>()
  useOpening(member, () => {
    setWay('give')
    setGiving(blankGiving)
    setProblem(undefined)
  })
  const id = member?.id ?? ''
  const name = member?.name ?? ''
  const portfolio = usePortfolio(member?.id)
  const { mutateAsync: reactivate } = useWrite(reactivateMember)
  const { mutateAsync: giveBack } = useWrite(undoHandover, { touches: touchedByHandovers })
  const comeBack = async (of: string, handoverId: string | null): Promise<void> => {
    try {
      await reactivate({ params: { id: of } })
      if (handoverId) await giveBack({ params: { id: handoverId } })
      notify.info(t('isBack', { name }))
    } catch (error) {
      notify.refused(asProblem(error))
    }
  }
  const leave = useWrite(letGo, {
    touches: touchedByHandovers,
    onProblem: setProblem,
    onDone: ({ handoverId }) => {
      onClose()
      const said = handoverId ? t('leftGiven', { name, to: giving.to?.label ?? '' }) : t('left', { name })
      notify.done(said, { undo: () => comeBack(id, handoverId) })
    },
  })
  const holds = portfolio.held.length > 0
  const asked = holds && way === 'give' ? askedOf(giving, portfolio) : null
  const isReady = portfolio.counted && (!holds || way === 'keep' || asked !== null)
  return (
    <Dialog
      opened={member !== undefined}
      onClose={onClose}
      title={t('leaveTitle', { name })}
      dirty={giving.to !== null}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) leave.mutate({ params: { id }, body: { handOver: asked } })
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" color="red" disabled={!isReady} loading={leave.isPending}>
            {t(asked ? 'leaveGiving' : 'leave')}
          </Button>
        </>
      }
    >
      <p>{t(holds ? 'leaveHolding' : 'leaveBody', { name })}</p>
      {!portfolio.counted && portfolio.isPending && <TextSkeleton lines={4} />}
      {holds && (
        <>
          <ChoiceField
            label={t('become')}
            value={way}
            onChange={setWay}
            options={[
              { value: 'give', label: t('giveNow') },
              { value: 'keep', label: t('keep') },
            ]}
          />
          {way === 'give' ? (
            <GivingFields memberId={id} portfolio={portfolio} value={giving} onChange={setGiving} />
          ) : (
            <>
              <ul>
                {portfolio.held.map((part) => (
                  <li key={part}>{portfolio.told[part].label}</li>
                ))}
              </ul>
              <p role="status">{t('keepHint', { name })}</p>
            </>
          )}
        </>
      )}
      <FormProblem problem={problem ?? portfolio.error ?? undefined} />
    </Dialog>
  )
}
