import { useState, type ReactNode } from 'react'
import { grades, matrixLevels, relationships, runsBackwards, type Grade } from '../../customers/quality-matrix.ts'
import { words as customerWords } from '../../customers/words.ts'
import type { Problem, ReplyOf } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/reading.ts'
import { SettingFoot } from '../../ui/SettingPage.tsx'
import { useWords } from '../../ui/use-words.ts'
import { saveQualitySetting, type readQualitySetting } from '../contract.ts'
import classes from './Mapping.module.css'
import { words } from './mapping-words.ts'

type Setting = ReplyOf<typeof readQualitySetting>
const rows = matrixLevels.toReversed()

/** Which grade each of the sixteen cells has; a house may have its own. */
export function MatrixMapping({ setting }: { setting: Setting }): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  const [matrix, setMatrix] = useState(setting.matrix)
  const [problem, setProblem] = useState<Problem>()
  const closed = setting.permissions.edit?.sentence
  const save = useWrite(saveQualitySetting, {
    touches: ['customers'],
    onDone: () => notify.done(t('saved')),
    onProblem: (refused) => (refused.code === 'version-conflict' ? notify.info(t('conflict')) : setProblem(refused)),
  })
  const send = (given: Setting['matrix'] | null): void => {
    setProblem(undefined)
    save.mutate({ body: { profile: setting.profile, matrix: given }, ifMatch: setting.version })
  }
  const said = (grade: Grade): string => (grade === null ? t('none') : t('grade', { grade }))
  return (
    <Panel title={t('title')}>
      <form
        className={classes['mapping']}
        onSubmit={(event) => {
          event.preventDefault()
          send(matrix)
        }}
      >
        <p className={classes['hint']}>{closed ?? t('hint')}</p>
        <div className={classes['scroll']}>
          <table className={classes['table']}>
            <thead>
              <tr>
                <td />
                {relationships.map((relationship) => (
                  <th key={relationship} scope="col">
                    {t(`relationship.${relationship}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((level) => (
                <tr key={level}>
                  <th scope="row">{c(`level.${level}`)}</th>
                  {relationships.map((relationship) => {
                    const grade = matrix[level][relationship]
                    return (
                      <td key={relationship}>
                        <select
                          data-grade={grade ?? 'none'}
                          disabled={closed !== undefined}
                          aria-label={t('cell', { level: c(`level.${level}`), relationship: t(`relationship.${relationship}`) })}
                          value={grade ?? ''}
                          onChange={(event) => {
                            const value = (event.currentTarget.value === '' ? null : Number(event.currentTarget.value)) as Grade
                            setMatrix((before) => ({ ...before, [level]: { ...before[level], [relationship]: value } }))
                          }}
                        >
                          {[...grades, null].map((value) => (
                            <option key={value ?? ''} value={value ?? ''}>
                              {said(value)}
                            </option>
                          ))}
                        </select>
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {runsBackwards(matrix) && <p className={classes['note']}>{t('rising')}</p>}
        {setting.matrixIsDefault && <p className={classes['hint']}>{t('isDefault')}</p>}
        {closed === undefined && (
          <SettingFoot
            saving={{ isPending: save.isPending, problem }}
            label={t('save')}
            isSame={JSON.stringify(matrix) === JSON.stringify(setting.matrix)}
            reset={{ isDone: setting.matrixIsDefault, run: () => send(null) }}
          />
        )}
      </form>
    </Panel>
  )
}
