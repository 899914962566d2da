import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { TextSkeleton } from '../../ui/States.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { handOver, undoHandover } from '../contract.ts'
import { askedOf, blankGiving, GivingFields } from './GivingFields.tsx'
import { PastHandovers } from './PastHandovers.tsx'
import { touchedByHandovers } from './touched.ts'
import { usePortfolio } from './use-portfolio.ts'
import { words } from './words.ts'

interface PortfolioDialogProps {
  member: { id: string; name: string } | undefined
  onClose: () => void
}

/** Gives all that somebody looks after, or some kinds of it, to a colleague; says beforehand how much that is. */
export function PortfolioDialog({ member, onClose }: PortfolioDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const [giving, setGiving] = useState(blankGiving)
  const [problem, setProblem] = useState<Problem>()
  useOpening(member, () => {
    setGiving(blankGiving)
    setProblem(undefined)
  })
  const id = member?.id ?? ''
  const portfolio = usePortfolio(member?.id)
  const back = useWrite(undoHandover, {
    touches: touchedByHandovers,
    onProblem: notify.refused,
    onDone: () => notify.info(t('undone')),
  })
  const asked = askedOf(giving, portfolio)
  const isWhole = asked?.parts?.length === portfolio.held.length
  const give = useWrite(handOver, {
    touches: touchedByHandovers,
    onProblem: setProblem,
    onDone: (done) => {
      onClose()
      notify.done(t(isWhole ? 'done' : 'donePart', { from: done.from.name, to: done.to.name }), {
        undo: () => back.mutate({ params: { id: done.id } }),
      })
    },
  })
  const name = member?.name ?? ''
  return (
    <Dialog
      opened={member !== undefined}
      onClose={onClose}
      title={t('title', { name })}
      dirty={giving.to !== null}
      onSubmit={(event) => {
        event.preventDefault()
        if (asked) give.mutate({ params: { id }, body: asked })
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" disabled={!asked} loading={give.isPending}>
            {t('submit')}
          </Button>
        </>
      }
    >
      <p>{t('hint')}</p>
      {!portfolio.counted && portfolio.isPending && <TextSkeleton lines={4} />}
      {portfolio.counted && portfolio.held.length === 0 && <p role="status">{t('nothing', { name })}</p>}
      {portfolio.held.length > 0 && <GivingFields memberId={id} portfolio={portfolio} value={giving} onChange={setGiving} />}
      <FormProblem problem={problem ?? portfolio.error ?? undefined} />
      {member && <PastHandovers memberId={id} />}
    </Dialog>
  )
}
