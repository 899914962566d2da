import { Tabs } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { Panel } from '../../../ui/Page.tsx'
import { part as lazyPart } from '../../../ui/part.tsx'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import { words } from '../words/designer.ts'
import { DesignContext, type Design } from './design.ts'
import classes from './Designer.module.css'
import { stageParts, type Part, type StagePart } from './places.ts'
import { StageList } from './StageList.tsx'

const StageBasics = lazyPart(async () => (await import('./StageBasics.tsx')).StageBasics)
const GateEditor = lazyPart(async () => (await import('./GateEditor.tsx')).GateEditor)
const TasksEditor = lazyPart(async () => (await import('./TasksEditor.tsx')).TasksEditor)
const PlaybookEditor = lazyPart(async () => (await import('./PlaybookEditor.tsx')).PlaybookEditor)
const ElementsEditor = lazyPart(async () => (await import('./ElementsEditor.tsx')).ElementsEditor)
const WinRule = lazyPart(async () => (await import('./WinRule.tsx')).WinRule)

interface DesignViewProps extends Design {
  part: Part
  stage: string | undefined
  deals: Readonly<Record<string, number>>
  flawed: ReadonlySet<string>
  /** Above what is chosen: conflicts, what is to be mended. */
  notes?: ReactNode
}

/** The pipeline, to change or only to read: stages at the left, what is chosen at the right. */
export function DesignView({
  definition,
  edit,
  isReadOnly,
  go,
  part,
  stage: asked,
  deals,
  flawed,
  notes,
}: DesignViewProps): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  const design = useMemo(() => ({ definition, edit, isReadOnly, go }), [definition, edit, isReadOnly, go])
  const found = definition.stages.findIndex(({ key }) => key === asked)
  const index = found === -1 ? 0 : found
  const stage = definition.stages[index]!
  const inside = (one: StagePart): ReactNode => {
    switch (one) {
      case 'basics':
        return <StageBasics index={index} />
      case 'entry':
      case 'exit':
        return <GateEditor key={one} index={index} side={one} />
      case 'tasks':
        return <TasksEditor index={index} />
      case 'playbook':
        return <PlaybookEditor index={index} />
    }
  }
  /** Lists open their entries to be read as well, so they close their own fields. */
  const opensItself = (one: Part): boolean => one === 'tasks' || one === 'playbook' || one === 'elements'
  const framed = (one: Part, content: ReactNode): ReactNode => (
    <fieldset className={classes['bare']} disabled={isReadOnly && !opensItself(one)}>
      <div className={classes['body']} data-tabbed={(one !== 'elements' && one !== 'win') || undefined}>
        {content}
      </div>
    </fieldset>
  )
  return (
    <DesignContext value={design}>
      <div className={classes['layout']}>
        <StageList part={part} chosen={stage.key} deals={deals} flawed={flawed} />
        <div className={classes['main']} id="designer-part">
          {notes}
          {part === 'elements' || part === 'win' ? (
            <Panel title={t(`part.${part}`)}>{framed(part, part === 'elements' ? <ElementsEditor /> : <WinRule />)}</Panel>
          ) : (
            <Panel title={stage.name[locale] || stage.key}>
              <Tabs value={part} onChange={(next) => go({ part: next as StagePart, stage: stage.key })} keepMounted={false}>
                <Tabs.List aria-label={t('partsOf', { name: stage.name[locale] })}>
                  {stageParts.map((one) => (
                    <Tabs.Tab key={one} value={one}>
                      {t(`part.${one}`)}
                      {sizeOf(stage, one) > 0 && ` ${sizeOf(stage, one)}`}
                    </Tabs.Tab>
                  ))}
                </Tabs.List>
                {stageParts.map((one) => (
                  <Tabs.Panel key={one} value={one}>
                    {one === part &&
                      framed(
                        one,
                        <div key={stage.id ?? index} className={classes['bare']}>
                          {inside(one)}
                        </div>,
                      )}
                  </Tabs.Panel>
                ))}
              </Tabs>
            </Panel>
          )}
        </div>
      </div>
    </DesignContext>
  )
}

const sizeOf = (stage: Design['definition']['stages'][number], part: StagePart): number => {
  if (part === 'entry' || part === 'exit') return stage[part].criteria.length
  return part === 'tasks' ? stage.tasks.length : 0
}
