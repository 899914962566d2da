/** The stage of another pipeline where a deal most likely goes on: the last one whose chance (0-1) is no higher than its own. */
export const likeliestStage = <T extends { probability: number }>(stages: readonly T[], probability: number): T | undefined =>
  stages.findLast((stage) => stage.probability <= probability) ?? stages[0]
