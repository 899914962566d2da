import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { useLocale, useWords } from '../../ui/use-words.ts'
import classes from './Quality.module.css'
import type { Standing } from './standing-view.ts'
import { words } from './words.ts'

/** Why the target profile proposes a level, in a sentence. */
export function RuleSentence({ level: { rule, known } }: Pick<Standing, 'level'>): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' })
  if (rule === null) return <span className={classes['hint']}>{t('stated')}</span>
  const fit = format.share(rule.fit ?? 0)
  const said =
    rule.kind === 'not-identified'
      ? t('rule.not-identified', { fields: list.format((rule.missing ?? []).map((field) => t(`field.${field}`))) })
      : rule.kind === 'nothing-to-compare'
        ? t('rule.nothing-to-compare')
        : rule.kind === 'knocked-out'
          ? t('rule.knocked-out', { field: rule.criterion ? t(`field.${rule.criterion.field}`) : '–' })
          : rule.kind === 'target'
            ? t('rule.target', { fit, lacking: list.format((rule.lacking ?? []).map((test) => t(`lacking.${test}`))) })
            : t(`rule.${rule.kind}`, { fit })
  return (
    <span className={classes['hint']}>
      {said}
      {known !== null && known < 1 && ` · ${t('knownShare', { share: format.share(known) })}`}
    </span>
  )
}
