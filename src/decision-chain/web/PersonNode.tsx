import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { words as contactWords } from '../../contacts/words.ts'
import { clipped } from '../../ui/charts/clipped.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { card, type Place } from '../layout.ts'
import classes from './Chain.module.css'
import type { Person } from './use-chain.ts'
import { words } from './words.ts'

interface PersonNodeProps {
  person: Person
  place: Place
  boss: Person | undefined
  isChosen: boolean
  /** Named by the gap that was pressed. */
  isMarked: boolean
  /** Where a line being drawn would end; 'refused' where it would close a circle. */
  isTarget?: 'possible' | 'refused' | undefined
  isEditable: boolean
  onPointerDown?: (event: PointerEvent<SVGGElement>) => void
  onHandleDown?: (event: PointerEvent<SVGGElement>) => void
  onKeyDown?: (event: KeyboardEvent<SVGGElement>) => void
  onPress?: () => void
}

const dots = { high: 3, middle: 2, low: 1 }

/** One person on the picture: name, influence, position, roles, attitude, our counterpart and the last contact. */
export function PersonNode(props: PersonNodeProps): ReactNode {
  const { person, place, isEditable, isTarget } = props
  const t = useWords(words)
  const c = useWords(contactWords)
  const { attitude, influence, counterpart } = person
  const roles = person.roles.map((role) => c(`role.${role}`)).join(' · ')
  const touch = useTouch(person)
  const feeling = attitude ?? 'unknown'
  const sentence = useSentence(person, props.boss, roles, touch)
  // A button is called by what is read on it, the rest describes it; the blanks keep the lines apart in its name.
  return (
    <g
      transform={`translate(${place.x} ${place.y})`}
      className={classes['node']}
      role={props.onPress ? 'button' : 'img'}
      tabIndex={props.onPress && 0}
      data-person={person.id}
      data-chosen={props.isChosen || undefined}
      data-marked={props.isMarked || undefined}
      data-target={isTarget}
      {...(props.onPress ? { 'aria-description': sentence } : { 'aria-label': sentence })}
      aria-pressed={props.onPress && props.isChosen}
      onPointerDown={props.onPointerDown}
      onKeyDown={props.onKeyDown}
      onClick={props.onPress}
    >
      <rect className={classes['card']} width={card.width} height={card.height} rx={6} />
      <rect className={classes['feeling']} data-attitude={feeling} width={5} height={card.height} rx={2.5} />
      <text x={16} y={24} className={classes['name']}>
        {clipped(person.name, 17)}
      </text>{' '}
      {influence !== null && (
        <text x={card.width - 10} y={24} textAnchor="end" className={classes['dots']} aria-hidden>
          {'●'.repeat(dots[influence]) + '○'.repeat(3 - dots[influence])}
        </text>
      )}
      <text x={16} y={43} className={classes['quiet']}>
        {clipped(person.title ?? '', 25)}
      </text>{' '}
      <text x={16} y={62} className={classes[roles ? 'roles' : 'quiet']}>
        {clipped(roles || t('noRole'), 25)}
      </text>{' '}
      <text x={16} y={80} className={classes['attitude']} data-attitude={feeling}>
        {attitude && attitude !== 'unknown' ? c(`attitude.${attitude}`) : t('unread')}
      </text>{' '}
      {counterpart && (
        <text x={card.width - 10} y={80} textAnchor="end" className={classes['quiet']}>
          {clipped(t('with', { name: counterpart.name }), 15)}
        </text>
      )}{' '}
      <text x={16} y={96} className={classes['quiet']} data-never={person.lastTouch === null || undefined}>
        {clipped(touch, 26)}
      </text>
      {isEditable && (
        <g className={classes['handle']} data-handle="" aria-hidden onPointerDown={props.onHandleDown}>
          <title>{t('handle')}</title>
          <circle cx={card.width / 2} cy={0} r={14} className={classes['reach']} />
          <circle cx={card.width / 2} cy={0} r={6} className={classes['dot']} />
        </g>
      )}
    </g>
  )
}

const useTouch = ({ lastTouch }: Person): string => {
  const t = useWords(words)
  const format = useFormat()
  return lastTouch ? t('touchedBy', { when: format.ago(lastTouch.at), name: lastTouch.by.name }) : t('never')
}

/** What the picture says of somebody, for those who hear it. */
function useSentence(person: Person, boss: Person | undefined, roles: string, touch: string): string {
  const t = useWords(words)
  const c = useWords(contactWords)
  return t('personLabel', {
    name: person.name,
    title: person.title ?? t('notSaid'),
    roles: roles || t('notSaid'),
    attitude: c(`attitude.${person.attitude ?? 'unknown'}`),
    influence: person.influence ? t(`influence.${person.influence}`) : t('notSaid'),
    boss: boss ? t('bossIs', { name: boss.name }) : t('noBoss'),
    touch,
  })
}
