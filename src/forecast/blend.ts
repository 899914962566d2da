import { logit } from '../opportunities/elements.ts'

/** Method E: the mean of two chances' logits. Where one of them is impossible, the blend is; both 0–1. */
export function blend(p: number, q: number): number {
  if (p <= 0 || q <= 0) return 0
  if (p >= 1 || q >= 1) return Math.max(p, q)
  return 1 / (1 + Math.exp(-(logit(p) + logit(q)) / 2))
}
