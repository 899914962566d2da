import { useMemo, type ReactNode, type RefObject } from 'react'
import { useWidth } from '../../ui/charts/use-width.ts'
import { useWords } from '../../ui/use-words.ts'
import { circleBy } from '../chain.ts'
import { lineBetween, placed, sizeOf, type Place } from '../layout.ts'
import classes from './Chain.module.css'
import { PersonNode } from './PersonNode.tsx'
import type { Chain, Person } from './use-chain.ts'
import type { ChainEditing } from './use-editing.ts'
import { useDrawing } from './use-drawing.ts'
import { useNodeKeys } from './use-node-keys.ts'
import { words } from './words.ts'

interface ChainPictureProps {
  chain: Chain
  /** Without it the picture is only looked at. */
  editing?: ChainEditing | undefined
  chosen?: string | undefined
  marked?: readonly string[]
  /** As small as it must be to fit; else in its own size, scrolled. */
  fits: boolean
  svg?: RefObject<SVGSVGElement | null>
}

const smallest = 0.42
const nobody: readonly string[] = []

/** The people of a customer as cards with their reporting lines; drawn as one SVG, which is what is exported. */
export function ChainPicture({ chain, editing, chosen, marked = nobody, fits, svg }: ChainPictureProps): ReactNode {
  const t = useWords(words)
  const [box, width] = useWidth()
  const laidOut = useMemo(() => placed(chain.people), [chain.people])
  const keys = useNodeKeys({ chain, laidOut, editing, box })
  const settled = keys.places
  const rest = sizeOf(settled)
  const scale = fits && width > 0 ? Math.max(smallest, Math.min(1, width / rest.width)) : 1
  const { drawing, target, begin, isPress } = useDrawing({
    places: settled,
    scale,
    onMove: (id, to) => editing?.move(id, to, settled),
    onLine: (id, bossId) => editing?.line(id, bossId),
  })
  const places = drawing?.kind === 'card' ? new Map([...settled, [drawing.id, drawing.at]]) : settled
  const size = sizeOf(places)
  const people = new Map(chain.people.map((person) => [person.id, person]))
  const linking = drawing?.kind === 'line' ? drawing.id : keys.linking
  const aim = drawing?.kind === 'line' ? target : keys.aim
  const targetOf = (id: string): 'possible' | 'refused' | undefined =>
    linking === undefined || id !== aim ? undefined : circleBy(chain.people, linking, id) ? 'refused' : 'possible'
  const lines = chain.people.filter(({ reportsToId }) => reportsToId !== null && people.has(reportsToId))
  return (
    <div className={classes['canvas']} ref={box} data-drawing={drawing?.kind}>
      <svg
        ref={svg}
        width={Math.ceil(size.width * scale)}
        height={Math.ceil(size.height * scale)}
        role="group"
        aria-label={t('picture', { count: chain.people.length, lines: lines.length })}
      >
        <g transform={`scale(${scale})`}>
          {lines.map(({ id, reportsToId }) => (
            <path
              key={id}
              className={classes['line']}
              data-chosen={id === chosen || undefined}
              d={lineBetween(places.get(id)!, places.get(reportsToId!)!)}
            />
          ))}
          {inWalkingOrder(chain.people, places).map((person) => (
            <PersonNode
              key={person.id}
              person={person}
              place={places.get(person.id)!}
              boss={person.reportsToId === null ? undefined : people.get(person.reportsToId)}
              isChosen={person.id === chosen}
              isMarked={marked.includes(person.id)}
              isTarget={targetOf(person.id)}
              isEditable={editing?.isOpen ?? false}
              {...(editing && {
                onPress: () => {
                  if (isPress()) editing.choose(person.id)
                },
                onKeyDown: keys.onKeyDown(person),
              })}
              {...(editing?.isOpen && {
                onPointerDown: begin('card', person.id),
                onHandleDown: begin('line', person.id),
              })}
            />
          ))}
          {drawing?.kind === 'line' && <Pulled from={places.get(drawing.id)!} to={drawing.at} />}
        </g>
      </svg>
      <div className={classes['said']} role="status">
        {keys.linking !== undefined && t('linking', { name: people.get(keys.linking)?.name ?? '' })}
      </div>
    </div>
  )
}

/** From above to below and from left to right, so that the Tab key walks as the eye does. */
const inWalkingOrder = (people: readonly Person[], places: ReadonlyMap<string, Place>): Person[] =>
  people.toSorted((a, b) => {
    const [p, q] = [places.get(a.id)!, places.get(b.id)!]
    return p.y - q.y || p.x - q.x
  })

const Pulled = ({ from, to }: { from: Place; to: Place }): ReactNode => (
  <path className={classes['pulled']} d={`M${from.x + 92} ${from.y}L${to.x} ${to.y}`} />
)
