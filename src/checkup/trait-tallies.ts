import type { Tally } from '../funnel/significance.ts'
import type { Deals } from './deals.ts'
import type { Deeds } from './deeds/deeds.ts'
import { type Members, wentOn } from './gate-members.ts'
import { attributeKinds, keyText, type Space, spaceOf, type TraitKey } from './trait-space.ts'

const day = 86_400

/**
 * Notes in `marks` what was done and said until a member was looked at no longer; answers how many marks there are. Activities count from its
 * coming to the gate on, people met and what was said about elements whenever that was.
 */
function note(
  space: Space,
  { activities, met, elements }: Deeds,
  row: number,
  member: number,
  since: number,
  until: number,
): number {
  const { marks, noted } = space
  let count = 0
  let [all, late, earliest] = [0, 0, Infinity]
  const pastActivities = activities.first[row]! + activities.count[row]!
  for (let at = activities.first[row]!; at < pastActivities; at++) {
    const happened = activities.at[at]!
    if (happened < since || happened > until) continue
    all++
    const word = activities.what[at]!
    late += space.late[word]!
    if (happened < earliest) earliest = happened
    const form = space.formOf[word]!
    if (noted[form] === member) continue
    noted[form] = member
    marks[count++] = form
  }
  marks[count++] = all === 0 ? space.none : all >= 3 ? space.threeOrMore : space.oneOrTwo
  if (earliest - since <= day) marks[count++] = space.withinADay
  else if (earliest - since > 7 * day) marks[count++] = space.laterThanAWeek
  if (all > 0 && late * 2 >= all) marks[count++] = space.writtenLate

  let people = 0
  let last = NaN
  const pastMet = met.first[row]! + met.count[row]!
  for (let at = met.first[row]!; at < pastMet; at++) {
    // each person once, by the first meeting looked at
    if (met.who![at] === last || met.at[at]! > until) continue
    last = met.who![at]!
    people++
    const role = space.roleOf[met.what[at]!]!
    if (role < 0 || noted[role] === member) continue
    noted[role] = member
    marks[count++] = role
  }
  marks[count++] = people === 0 ? space.nobody : people === 1 ? space.onePerson : space.severalPeople

  const pastElements = elements.first[row]! + elements.count[row]!
  for (let at = elements.first[row]!; at < pastElements;) {
    const element = elements.who![at]!
    let said = -1
    for (; at < pastElements && elements.who![at] === element; at++)
      if (elements.at[at]! <= until) said = space.elementOf[elements.what[at]!]!
    if (said >= 0) marks[count++] = said
  }
  return count
}

/** What is looked at: the deeds of each deal stand in the row of the deal, or, where only those of the members were read, of the member. */
export interface LookedAt {
  deals: Deals
  members: Members
  deeds: Deeds
  byMember: boolean
}

/** How many members have a trait, and how many of those had the outcome. */
export interface CountedTrait {
  key: TraitKey
  own: Tally
}

/** Twice: who went on, of all; who got stuck, of those who got stuck or went on. */
export interface TraitTallies {
  passing: { all: Tally; traits: CountedTrait[] }
  sticking: { all: Tally; traits: CountedTrait[] }
}

/** Everything that may distinguish members, counted in one pass. What is true of nobody is left out. */
export function traitTallies({ deals, members, deeds, byMember }: LookedAt): TraitTallies {
  const space = spaceOf(deals, deeds)
  const room = space.keys.length
  const [n, passed, beside, stuckWith] = [0, 0, 0, 0].map(() => new Uint32Array(room)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ]
  const [passing, sticking] = [
    { n: members.size, successes: 0 },
    { n: 0, successes: 0 },
  ]
  const { deal: dealOf, from, until, fate, stuck } = members
  for (let member = 0; member < members.size; member++) {
    const deal = dealOf[member]!
    const went = Number(fate[member] === wentOn)
    const isStuck = stuck[member]!
    const besides = went | isStuck
    passing.successes += went
    sticking.n += besides
    sticking.successes += isStuck
    const noted = note(space, deeds, byMember ? member : deal, member, from[member]!, until[member]!)
    for (let mark = 0; mark < noted; mark++) {
      const trait = space.marks[mark]!
      n[trait]!++
      passed[trait]! += went
      beside[trait]! += besides
      stuckWith[trait]! += isStuck
    }
    for (let at = 0; at < space.attributes.length; at++) {
      const { codes, offset } = space.attributes[at]!
      const trait = offset + codes[deal]!
      n[trait]!++
      passed[trait]! += went
      beside[trait]! += besides
      stuckWith[trait]! += isStuck
    }
  }
  const known = Array.from(space.keys.keys()).filter((trait) => n[trait]! > 0)
  return {
    passing: {
      all: passing,
      traits: known.map((trait) => ({ key: space.keys[trait]!, own: { n: n[trait]!, successes: passed[trait]! } })),
    },
    sticking: {
      all: sticking,
      traits: known.map((trait) => ({ key: space.keys[trait]!, own: { n: beside[trait]!, successes: stuckWith[trait]! } })),
    },
  }
}

/** 1 for each member of which a trait is true; null when it is true of nobody. */
export function membersWith({ deals, members, deeds, byMember }: LookedAt, text: string): Uint8Array | null {
  const space = spaceOf(deals, deeds)
  const wanted = space.keys.findIndex((key) => keyText(key) === text)
  if (wanted < 0) return null
  const has = new Uint8Array(members.size)
  let any = 0
  const attribute = space.attributes.findLast(({ offset }) => offset <= wanted)!
  const isAttribute = (attributeKinds as readonly string[]).includes(space.keys[wanted]!.kind)
  for (let member = 0; member < members.size; member++) {
    const deal = members.deal[member]!
    if (isAttribute) has[member] = Number(attribute.offset + attribute.codes[deal]! === wanted)
    else {
      const row = byMember ? member : deal
      const count = note(space, deeds, row, member, members.from[member]!, members.until[member]!)
      has[member] = Number(space.marks.subarray(0, count).includes(wanted))
    }
    any |= has[member]!
  }
  return any === 1 ? has : null
}
