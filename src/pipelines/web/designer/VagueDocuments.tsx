import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import { documentWords } from '../../document-words.ts'
import { sharpenDocuments, vagueDocuments } from '../../sharper-documents.ts'
import { words } from '../words/designer.ts'
import { words as notes } from '../words/designer-notes.ts'
import { useDesign } from './design.ts'
import classes from './Designer.module.css'

/** Gates that ask for any document where there is a category for the one meant: says so, and changes the draft on demand. */
export function VagueDocuments(): ReactNode {
  const t = useWords(words)
  const n = useWords(notes)
  const d = useWords(documentWords)
  const locale = useLocale()
  const { definition, edit, go, isReadOnly } = useDesign()
  const vague = isReadOnly ? [] : vagueDocuments(definition)
  if (vague.length === 0) return null
  return (
    <section className={classes['note']}>
      <strong>{n('vagueDocuments')}</strong>
      <ul className={classes['flaws']}>
        {vague.map(({ stageKey, side, category }) => (
          <li key={`${stageKey} ${side}`}>
            <button type="button" onClick={() => go({ part: side, stage: stageKey })}>
              <b>
                {definition.stages.find(({ key }) => key === stageKey)?.name[locale] || stageKey} · {t(`part.${side}`)}
              </b>{' '}
              {n('vagueDocument', { category: d(`category.${category}`) })}
            </button>
          </li>
        ))}
      </ul>
      <p>{n('vagueDocumentsHint')}</p>
      <Button size="compact-sm" variant="default" onClick={() => edit(sharpenDocuments)}>
        {n('sharpenDocuments')}
      </Button>
    </section>
  )
}
