import { asked, type ViewOf } from '../../ui/url.ts'
import { type MovementNote, movementNotes, type MovementPart, movementParts } from '../movement.ts'
import { viewAsked } from './funnel-view.ts'

const { pipeline, from, last, owner, team, source, product, region } = viewAsked
/** What the address of the movement page says; `part` is the part whose deals are open. */
export const movementAsked = {
  pipeline,
  from,
  last,
  owner,
  team,
  source,
  product,
  region,
  part: asked.oneOf(['opening', 'closing', ...movementParts, ...movementNotes] as const satisfies readonly (
    | 'opening'
    | 'closing'
    | MovementPart
    | MovementNote
  )[]),
}
export type MovementView = ViewOf<typeof movementAsked>
