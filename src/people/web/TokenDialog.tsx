import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { CopyText } from '../../ui/CopyText.tsx'
import { Dialog } from '../../ui/Dialogs.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { createApiToken } from '../contract.ts'
import classes from './Settings.module.css'
import { words } from './words/tokens.ts'

/** Makes a token and shows it once. */
export function TokenDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const { today } = useFormat()
  const [token, setToken] = useState<string>()
  const form = useFields(createApiToken.body, { name: '', expiresOn: '' })
  const create = useWrite(createApiToken, { onDone: (reply) => setToken(reply.token), onProblem: form.refuse })
  useOpening(opened, () => {
    setToken(undefined)
    form.reset()
  })
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
