import { mulberry32 } from '../platform/random.ts'

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/**
 * Whether a customer is left alone in a campaign: the same answer whenever it is asked, so that nobody can draw again until
 * they like it, and all deals of one customer on the same side. `share` 0-0.5 of customers.
 */
export const isHeldOut = (campaignId: string, customerKey: string, share: number): boolean =>
  mulberry32(hashOf(`${campaignId} ${customerKey}`))() < share
