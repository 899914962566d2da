/**
 * What is wrong in the demo company, for the reports to find. Each is strong enough to show against the noise of its numbers,
 * and none is written on any record.
 */
export const troubles = {
  /** 华南 loses deals in 方案制定 since eight months: of what used to pass three in five do not any more. */
  weakStage: { region: '华南', position: 3, sinceDays: 240, passFactor: 0.4 },
  /** One rep of 华北 writes things down days later. */
  lateRecorder: { region: '华北', rep: 1, medianHours: 60 },
  /** Advertising brings the most and the poorest. */
  poorSource: { key: 'advertising', passFactor: 0.5 },
  /** One competitor is in ever more of the losses: share of competitor losses then and now. */
  rising: { competitor: 0, shareThen: 0.1, shareNow: 0.55 },
  /** Deals that nobody moves or ends, by stage position. */
  stuck: { 1: 0.02, 2: 0.1, 3: 0.035, 4: 0.02, 5: 0.01, 6: 0 } as Record<number, number>,
  /** Customers of whom only one person is known buy bigger: much hangs on one thread. */
  singleThread: { amountFactor: 2.2 },
  /** Access to the decider tells more of the outcome than anything else; when they want it tells nothing. */
  tellingElement: 'decider-access',
  uselessElement: 'timing',
  /** Open deals without a next step, and with one that is overdue. */
  nextStep: { none: 0.2, overdue: 0.2 },
  /** Deals that came over from a branch's spreadsheet: nobody knows when they began. */
  imported: { region: '华北', daysAgo: 210, count: 60 },
} as const
