import { teamTree } from '../people/team-tree.ts'
import { judge, type JudgedNode } from './judgement.ts'
import type { RollUp } from './categories.ts'

export interface TreeTeam {
  id: string
  parentId: string | null
  name: string
  position: number
}
export interface TreeMember {
  id: string
  name: string
  teamId: string | null
  role: string
  active: boolean
}

/** A person or a team in a round, each before those below it. */
export interface RoundNode {
  kind: 'member' | 'team'
  id: string
  name: string
  parentId: string | null
  depth: number
  leaders: TreeMember[]
  /** Everybody whose deals are in its figure. */
  members: string[]
  asked: boolean
}

/** Who speaks for a team. */
const leads = ({ role, active }: TreeMember): boolean => active && (role === 'supervisor' || role === 'director')

/**
 * The people and teams of a round as one reader sees them: people who sell or have deals in the period, teams with such people.
 * A team of which only a part is within reach is left out, as half a team's figure would say something wrong; its people then
 * stand alone. Everybody who sells is asked, and every team that somebody leads.
 */
export function roundTree(
  teams: readonly TreeTeam[],
  members: readonly TreeMember[],
  reached: (memberId: string) => boolean,
  hasDeals: (memberId: string) => boolean,
): RoundNode[] {
  const counts = (member: TreeMember): boolean => (member.active && member.role === 'rep') || hasDeals(member.id)
  const inTeam = grouped(members, ({ teamId }) => teamId)
  const below = new Map<string, TreeMember[]>()
  const branches = teamTree(teams)
  for (const { team } of branches.toReversed()) {
    const own = inTeam.get(team.id) ?? []
    const inner = branches.filter((other) => other.team.parentId === team.id).flatMap((other) => below.get(other.team.id) ?? [])
    below.set(team.id, [...own, ...inner])
  }
  const shown = (team: TreeTeam): boolean => {
    const all = below.get(team.id) ?? []
    return all.some(counts) && all.filter(({ active, id }) => active || hasDeals(id)).every(({ id }) => reached(id))
  }
  const nodes: RoundNode[] = []
  const person = (member: TreeMember, parentId: string | null, depth: number): void => {
    if (!counts(member) || !reached(member.id)) return
    nodes.push({
      kind: 'member',
      id: member.id,
      name: member.name,
      parentId,
      depth,
      leaders: [],
      members: [member.id],
      asked: member.active,
    })
  }
  const walk = (parent: string | null, shownParent: string | null, depth: number): void => {
    for (const { team } of branches.filter((branch) => parentOf(branch.team, teams) === parent)) {
      const isShown = shown(team)
      if (isShown) {
        const all = below.get(team.id)!
        const leaders = (inTeam.get(team.id) ?? []).filter(leads)
        nodes.push({
          kind: 'team',
          id: team.id,
          name: team.name,
          parentId: shownParent,
          depth,
          leaders,
          members: all.map(({ id }) => id),
          asked: leaders.length > 0,
        })
      }
      const [next, deeper] = isShown ? [team.id, depth + 1] : [shownParent, depth]
      walk(team.id, next, deeper)
      for (const member of inTeam.get(team.id) ?? []) person(member, next, deeper)
    }
  }
  walk(null, null, 0)
  for (const member of inTeam.get(null) ?? []) person(member, null, 0)
  return nodes
}

const parentOf = (team: TreeTeam, teams: readonly TreeTeam[]): string | null =>
  team.parentId !== null && teams.some(({ id }) => id === team.parentId) ? team.parentId : null

/** What was said of a figure, minor units. */
export interface SaidFigures {
  commitMinor: number | null
  bestCaseMinor: number | null
}

/** What counts of every node, for the commit and for the best case; the best case is never below the commit that counts. */
export function judgeRound(
  nodes: readonly RoundNode[],
  own: (memberId: string) => RollUp,
  submitted: (node: RoundNode) => SaidFigures | null,
  override: (node: RoundNode) => SaidFigures | null,
): Map<string, { sum: RollUp; commitMinor: number; bestCaseMinor: number }> {
  const children = grouped(nodes, ({ parentId }) => parentId)
  const nothing: RollUp = { closedMinor: 0, commitMinor: 0, bestCaseMinor: 0, openMinor: 0 }
  const ownOf = (node: RoundNode): RollUp => (node.kind === 'member' ? own(node.id) : nothing)
  const tree = (node: RoundNode, figure: 'commitMinor' | 'bestCaseMinor'): JudgedNode => ({
    id: node.id,
    ownMinor: ownOf(node)[figure],
    submittedMinor: submitted(node)?.[figure] ?? null,
    overrideMinor: override(node)?.[figure] ?? null,
    children: (children.get(node.id) ?? []).map((child) => tree(child, figure)),
  })
  // closed and open are facts: nobody judges them, they add up
  const facts = (node: RoundNode, figure: 'closedMinor' | 'openMinor'): number =>
    ownOf(node)[figure] + (children.get(node.id) ?? []).reduce((sum, child) => sum + facts(child, figure), 0)
  const found = new Map<string, { sum: RollUp; commitMinor: number; bestCaseMinor: number }>()
  for (const root of children.get(null) ?? []) {
    const [commits, bests] = [judge(tree(root, 'commitMinor')), judge(tree(root, 'bestCaseMinor'))]
    for (const node of withBelow(root, children)) {
      const [commit, best] = [commits.get(node.id)!, bests.get(node.id)!]
      found.set(node.id, {
        sum: {
          closedMinor: facts(node, 'closedMinor'),
          commitMinor: commit.sumMinor,
          bestCaseMinor: best.sumMinor,
          openMinor: facts(node, 'openMinor'),
        },
        commitMinor: commit.effectiveMinor,
        bestCaseMinor: Math.max(best.effectiveMinor, commit.effectiveMinor),
      })
    }
  }
  return found
}

const withBelow = (node: RoundNode, children: ReadonlyMap<string | null, RoundNode[]>): RoundNode[] => [
  node,
  ...(children.get(node.id) ?? []).flatMap((child) => withBelow(child, children)),
]

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
