import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { listCustomers } from '../../customers/contract.ts'
import { call } from '../../ui/api.ts'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { Count } from '../../ui/Figures.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { setParent } from '../contract.ts'
import classes from './Chain.module.css'
import type { Chain } from './use-chain.ts'
import { words } from './words.ts'

const searchCompanies =
  (not: string) =>
  async (q: string, signal: AbortSignal): Promise<Choice[]> => {
    const { items } = await call(listCustomers, { query: { q, limit: 10 }, signal })
    return items
      .filter(({ id }) => id !== not)
      .map(({ id, name, region }) => ({ value: id, label: name, hint: region ?? undefined }))
  }

/** The companies a customer belongs with, each with how well its people are known, and which stands above it. */
export function Group({ chain }: { chain: Chain }): ReactNode {
  const t = useWords(words)
  const { customer, group, hidden, parentId, permissions } = chain
  const above = group.find(({ id }) => id === parentId)
  const [typed, setTyped] = useState<Choice | null>()
  const set = useWrite(setParent, {
    onDone: () => {
      setTyped(undefined)
      notify.done(t('parentSaved'), {
        undo: () => void set.mutateAsync({ params: { id: customer.id }, body: { parentId } }),
      })
    },
    onProblem: (problem) => {
      setTyped(undefined)
      notify.refused(problem)
    },
  })
  return (
    <Panel title={t('group')}>
      {group.length > 0 ? (
        <>
          <table className={classes['group']}>
            <thead>
              <tr>
                <th scope="col">{t('company')}</th>
                <th scope="col">{t('people')}</th>
                <th scope="col">{t('deciders')}</th>
                <th scope="col">{t('supporters')}</th>
              </tr>
            </thead>
            <tbody>
              {group.map(({ id, name, depth, people, deciders, supporters }) => (
                <tr key={id}>
                  <th scope="row" style={{ paddingInlineStart: depth * 10 }}>
                    {id === customer.id ? (
                      <strong title={t('here')}>{name}</strong>
                    ) : (
                      <Link to="/customers/$id/decision-chain" params={{ id }}>
                        {name}
                      </Link>
                    )}
                  </th>
                  <td>
                    <Count value={people} />
                  </td>
                  <td>
                    <Count value={deciders} />
                  </td>
                  <td>
                    <Count value={supporters} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {hidden > 0 && <p className={classes['hint']}>{t('hidden', { count: hidden })}</p>}
        </>
      ) : (
        <p className={classes['hint']}>{t('alone')}</p>
      )}
      {permissions.edit === null && (
        <SearchSelect
          name={`company above ${customer.id}`}
          label={t('parent')}
          search={searchCompanies(customer.id)}
          value={typed === undefined ? (above ? { value: above.id, label: above.name } : null) : typed}
          onChange={(choice) => {
            setTyped(choice)
            set.mutate({ params: { id: customer.id }, body: { parentId: choice?.value ?? null } })
          }}
        />
      )}
    </Panel>
  )
}
