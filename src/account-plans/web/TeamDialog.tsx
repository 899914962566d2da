import { Button, CloseButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { newKey } from '../../ui/api.ts'
import { DayField } from '../../ui/fields/DayField.tsx'
import { CheckField, TextField } from '../../ui/fields/Fields.tsx'
import { SearchSelect } from '../../ui/fields/SearchSelect.tsx'
import { useWords } from '../../ui/use-words.ts'
import { searchMembers } from './choices.ts'
import { PartDialog } from './PartDialog.tsx'
import type { Plan } from './plan-view.ts'
import classes from './Plans.module.css'
import { words } from './words.ts'

const parts = ['team', 'resources'] as const

/** Who is on the team as what, and which resources the plan needs. */
export function TeamDialog({ opened, plan, onClose }: { opened: boolean; plan: Plan; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const [names, setNames] = useState<Record<string, string>>({})
  return (
    <PartDialog opened={opened} onClose={onClose} title={t('team')} plan={plan} parts={parts}>
      {({ team, resources }, edit) => (
        <>
          {team.map(({ memberId, duty }) => {
            const name = plan.names.members[memberId] ?? names[memberId] ?? '–'
            return (
              <div key={memberId} className={classes['editRow']} data-shape="member">
                <span>{name}</span>
                <TextField
                  aria-label={`${name}: ${t('duty')}`}
                  placeholder={t('duty')}
                  value={duty}
                  onChange={(event) =>
                    edit({
                      team: team.map((one) => (one.memberId === memberId ? { memberId, duty: event.currentTarget.value } : one)),
                    })
                  }
                />
                <CloseButton
                  aria-label={t('removeOf', { name })}
                  onClick={() => edit({ team: team.filter((one) => one.memberId !== memberId) })}
                />
              </div>
            )
          })}
          <SearchSelect
            key={team.length}
            name="member of a plan"
            label={t('addMember')}
            search={searchMembers}
            value={null}
            onChange={(choice) => {
              if (!choice || team.some(({ memberId }) => memberId === choice.value)) return
              setNames((before) => ({ ...before, [choice.value]: choice.label }))
              edit({ team: [...team, { memberId: choice.value, duty: '' }] })
            }}
          />
          <h3 className={classes['sub']}>{t('resources')}</h3>
          {resources.map((resource, at) => {
            const put = (change: Partial<typeof resource>): void =>
              edit({ resources: resources.map((one) => (one.id === resource.id ? { ...one, ...change } : one)) })
            const name = t('resource', { number: at + 1 })
            return (
              <div key={resource.id} className={classes['editRow']} data-shape="resource">
                <TextField
                  required
                  aria-label={`${name}: ${t('what')}`}
                  placeholder={t('what')}
                  value={resource.what}
                  onChange={(event) => put({ what: event.currentTarget.value })}
                />
                <TextField
                  aria-label={`${name}: ${t('from')}`}
                  placeholder={t('from')}
                  value={resource.from}
                  onChange={(event) => put({ from: event.currentTarget.value })}
                />
                <DayField
                  aria-label={`${name}: ${t('neededOn')}`}
                  placeholder={t('neededOn')}
                  value={resource.neededOn}
                  onChange={(neededOn) => put({ neededOn })}
                />
                <CheckField
                  label={t('granted')}
                  checked={resource.granted}
                  onChange={(event) => put({ granted: event.currentTarget.checked })}
                />
                <CloseButton
                  aria-label={t('removeOf', { name })}
                  onClick={() => edit({ resources: resources.filter(({ id }) => id !== resource.id) })}
                />
              </div>
            )
          })}
          <Button
            variant="default"
            size="xs"
            className={classes['add']!}
            leftSection={<IconPlus size={15} />}
            disabled={resources.length >= 50}
            onClick={() =>
              edit({ resources: [...resources, { id: newKey(), what: '', from: '', neededOn: null, granted: false }] })
            }
          >
            {t('addResource')}
          </Button>
        </>
      )}
    </PartDialog>
  )
}
