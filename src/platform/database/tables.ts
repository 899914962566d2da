// Generated from db/migrations by scripts/generate-tables.ts; npm test compares it with the schema.
import type { ColumnType, Generated as G } from 'kysely'

type Generated<T> = T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : G<T>
/** A timestamptz: read as Date, written as Date or ISO text ('infinity' included). */
export type Moment = ColumnType<Date, Date | string, Date | string>
/** jsonb: read as the value, written as its JSON text. */
export type Json = ColumnType<unknown, string, string>

export interface AccountTable {
  /** UUIDv7 made in the application */
  id: string
  /** lower-case sign-in name */
  email: string
  /** argon2id; null until the person has chosen a password */
  password_hash: string | null
  /** when the account was made */
  created_at: Generated<Moment>
  /** when the password was last chosen */
  password_changed_at: Moment | null
}

export interface AccountMemberTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the customer */
  customer_id: string
  /** the member */
  member_id: string
  /** key of the role */
  role: string
  /** read or write: the customer, its people, deals and activities */
  access: string
  /** from when */
  since: Moment
  /** member who decided it */
  added_by: string
  /** until when; null while it lasts */
  ended_at: Moment | null
  /** member who ended it */
  ended_by: string | null
  /** removed, changed to another access, left the organisation, or handed over */
  end_reason: string | null
}

export interface AccountPlanTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** whose plan */
  customer_id: string
  /** what it is called */
  title: string
  /** first day */
  from_on: string
  /** last day */
  through_on: string
  /** goals, products, units, cells, team and resources as the contract says */
  content: Json
  /** sum of what is aimed at, minor units of the organisation's currency */
  aimed_minor: Generated<number>
  /** when it is to be reviewed next; null when nobody said */
  next_review_on: string | null
  /** when it was closed; null while it runs */
  closed_at: Moment | null
  /** optimistic lock, counts versions */
  version: Generated<number>
  /** when it was begun */
  created_at: Moment
  /** by whom */
  created_by: string
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface AccountPlanActionTable {
  /** tenant */
  org_id: string
  /** the plan */
  plan_id: string
  /** the task */
  task_id: string
  /** when it became part of the plan */
  added_at: Moment
}

export interface AccountPlanDealTable {
  /** tenant */
  org_id: string
  /** the plan whose units they are */
  plan_id: string
  /** the deal */
  opportunity_id: string
  /** unit in the plan's content */
  unit_id: string
}

export interface AccountPlanReviewTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the plan */
  plan_id: string
  /** its version at that time */
  plan_version: number
  /** day of the review */
  held_on: string
  /** what was reached */
  reached: string
  /** what follows from it */
  ahead: Generated<string>
  /** each goal: reached, partly or not, with a note */
  goals: Json
  /** won, open and aimed amounts and actions as they stood, minor units */
  figures: Json
  /** when the next one is due */
  next_review_on: string | null
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  written_at: Moment
  /** member who wrote it */
  written_by: string
  /** when a supervisor signed it; null until then */
  signed_at: Moment | null
  /** who did */
  signed_by: string | null
}

export interface AccountPlanVersionTable {
  /** tenant */
  org_id: string
  /** the plan */
  plan_id: string
  /** its version */
  version: number
  /** title, days and content */
  document: Json
  /** parts that differ from the version before */
  changed: string[]
  /** when it was saved */
  written_at: Moment
  /** member who did */
  written_by: string
}

export interface AccountRoleSettingTable {
  /** tenant */
  org_id: string
  /** roles in order: key, name as people wrote it, access they begin with, whether only who leads may have it */
  roles: Json
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface ActivityTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** form of contact */
  kind: string
  /** with which customer */
  customer_id: string | null
  /** or with which lead */
  lead_id: string | null
  /** about which opportunity */
  opportunity_id: string | null
  /** member who was there */
  owner_id: string
  /** when it took place */
  happened_at: Moment
  /** when it was written down */
  recorded_at: Moment
  /** whether more than 24 hours lie between */
  late: Generated<boolean>
  /** length */
  duration_minutes: number | null
  /** where */
  place: string | null
  /** what for */
  purpose: string | null
  /** what was said and done */
  content: string
  /** what the customer said */
  feedback: string | null
  /** what came of it */
  result: string | null
  /** what happens next */
  next_step: string | null
  /** when */
  next_step_on: string | null
  /** id in the system imported from */
  external_id: string | null
  /** optimistic lock */
  version: Generated<number>
  /** member who wrote it */
  created_by: string
  /** last change */
  updated_at: Generated<Moment>
  /** when it was archived */
  deleted_at: Moment | null
  /** who took part, in words, where they are not on record as contacts */
  people: string | null
}

export interface ActivityContactTable {
  /** tenant */
  org_id: string
  /** the activity */
  activity_id: string
  /** the person */
  contact_id: string
}

export interface ApprovalTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the deal */
  opportunity_id: string
  /** what for */
  kind: string
  /** stage it is asked for */
  stage_id: string | null
  /** amount of the deal when it was asked; an approval holds for no more than this */
  amount_minor: number | null
  /** discount asked for */
  discount: number | null
  /** what is asked, in words */
  request: string
  /** how it stands */
  state: string
  /** when */
  asked_at: Moment
  /** by whom */
  asked_by: string
  /** who decides now */
  approver_id: string
  /** for whom the approver stands in */
  instead_of_id: string | null
  /** how often the time limit handed it on */
  passed_up: Generated<number>
  /** until when this approver decides */
  due_at: Moment
  /** when */
  decided_at: Moment | null
  /** by whom */
  decided_by: string | null
  /** reason of the decision */
  note: string | null
  /** optimistic lock */
  version: Generated<number>
  /** time limits that passed while nobody stood higher; after some of them the question lapses */
  waited_at_top: Generated<number>
  /** tier of the customer when a discount was asked for; null where no limit held */
  tier: string | null
  /** discount that its tier may have without asking, 0-1 */
  tier_limit: number | null
}

export interface AuditEntryTable {
  /** tenant */
  org_id: string
  /** UUIDv7, in order of time */
  id: string
  /** when it was changed */
  at: Moment
  /** member who did it */
  actor_id: string
  /** web, api, cli, import, job or demo */
  via: string
  /** kind of record */
  entity_kind: string
  /** the record */
  entity_id: string
  /** created, changed, archived, restored, exported and the like */
  action: string
  /** the changed fields as they were */
  before: Json | null
  /** the changed fields as they are now */
  after: Json | null
}

export interface BattlecardTable {
  /** tenant */
  org_id: string
  /** the competitor */
  competitor_id: string
  /** what they are good at */
  strengths: Generated<string>
  /** where they are weak */
  weaknesses: Generated<string>
  /** what we say and do */
  answer: Generated<string>
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** by whom */
  updated_by: string
}

export interface CalendarDayTable {
  /** tenant */
  org_id: string
  /** the day */
  day: string
  /** free, or worked although a weekend */
  kind: string
  /** what it is called */
  name: Generated<string>
  /** whether it came with the product; a person's own entries are never overwritten */
  seeded: Generated<boolean>
}

export interface CapacityAssumptionTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** whose */
  scope: string
  /** the team, its teams below included */
  team_id: string | null
  /** the person */
  member_id: string | null
  /** input of the model and its value; what is not named follows the records */
  overrides: Json
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface ChoreRecordTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** who says it of the own week */
  member_id: string
  /** Monday of the week */
  week_on: string
  /** minutes a working day by kind of chore */
  minutes: Json
  /** their sum */
  total_minutes: number
  /** optimistic lock */
  version: Generated<number>
  /** when it was said last */
  recorded_at: Moment
}

export interface CompetitorTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** company name */
  name: string
  /** normalised name */
  name_key: string
  /** free text */
  note: string | null
  /** optimistic lock */
  version: Generated<number>
  /** when the record was made */
  created_at: Generated<Moment>
  /** when it was archived */
  deleted_at: Moment | null
}

export interface ContactTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** where the person works */
  customer_id: string
  /** full name */
  name: string
  /** full pinyin without tones */
  pinyin: Generated<string>
  /** pinyin initials */
  initials: Generated<string>
  /** position */
  title: string | null
  /** role in the purchase */
  role: string | null
  /** attitude to us */
  attitude: string | null
  /** E.164 */
  phone: string | null
  /** extension */
  phone_extension: string | null
  /** as somebody typed it */
  phone_given: string | null
  /** lower case */
  email: string | null
  /** WeChat id */
  wechat: string | null
  /** free text */
  note: string | null
  /** id in the system imported from */
  external_id: string | null
  /** same as the customer's; kept equal by the handing-over command */
  owner_id: string
  /** optimistic lock */
  version: Generated<number>
  /** when the record was made */
  created_at: Generated<Moment>
  /** member who made it */
  created_by: string
  /** last change */
  updated_at: Generated<Moment>
  /** when it was archived */
  deleted_at: Moment | null
  /** name without spaces and punctuation, pinyin and initials, one a line; search checks its hits against them */
  search_text: ColumnType<string, never, never>
}

export interface ContactTieTable {
  /** tenant */
  org_id: string
  /** the person */
  contact_id: string
  /** roles in the purchase besides that of the contact */
  also_roles: Generated<string[]>
  /** weight of the word in the purchase */
  influence: string | null
  /** whom the person reports to; counts while both are people of one customer */
  reports_to_id: string | null
  /** member of ours who looks after the person */
  counterpart_id: string | null
  /** place on the picture, pixels from the left; null where it is laid out by itself */
  x: number | null
  /** pixels from the top */
  y: number | null
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface CredentialTable {
  /** SHA-256 of the secret */
  token_hash: Buffer
  /** the name under which it is listed and revoked */
  id: string
  /** what the secret opens */
  kind: string
  /** the organisation it belongs to */
  org_id: string
  /** whom it stands for */
  member_id: string
  /** what its owner calls it (API tokens) or the browser (sessions) */
  name: string | null
  /** what it is limited to; null everything its member may */
  abilities: string[] | null
  /** when it was issued */
  created_at: Generated<Moment>
  /** last request, rounded to minutes */
  last_used_at: Moment | null
  /** from then on it opens nothing */
  expires_at: Generated<Moment>
}

export interface CustomerTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** registered or usual name */
  name: string
  /** normalised name for exact matching */
  name_key: string
  /** name without legal form, for likely duplicates */
  core_key: string
  /** full pinyin without tones */
  pinyin: Generated<string>
  /** pinyin initials */
  initials: Generated<string>
  /** industry */
  industry: string | null
  /** what the company does */
  main_business: string | null
  /** size class by employees */
  headcount_band: string | null
  /** employees, where known */
  headcount: number | null
  /** share of IT staff */
  it_share: number | null
  /** yearly revenue in minor units */
  revenue_minor: number | null
  /** over the last three years */
  revenue_trend: string | null
  /** goals for the next three years */
  goals: string | null
  /** rank and renown in its industry */
  standing: string | null
  /** province, city or country */
  region: string | null
  /** street address */
  address: string | null
  /** home page */
  website: string | null
  /** switchboard, E.164 */
  phone: string | null
  /** unified social credit code, upper case */
  social_credit_code: string | null
  /** where it came from */
  source_id: string | null
  /** quality of the customer itself */
  level: Generated<string>
  /** member who looks after it */
  owner_id: string
  /** id in the system imported from */
  external_id: string | null
  /** free text */
  note: string | null
  /** most recent recorded contact */
  last_activity_at: Moment | null
  /** optimistic lock */
  version: Generated<number>
  /** when the record was made */
  created_at: Generated<Moment>
  /** member who made it */
  created_by: string
  /** last change */
  updated_at: Generated<Moment>
  /** when it was archived */
  deleted_at: Moment | null
  /** name without spaces and punctuation, pinyin, initials, phone and codes, one a line; search checks its hits against them */
  search_text: ColumnType<string, never, never>
  /** the record that this one was merged into; it is archived then */
  merged_into_id: string | null
  /** since when this member looks after it; null since it was made */
  owner_since: Moment | null
}

export interface CustomerComplaintTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the customer */
  customer_id: string
  /** who complains; null unknown */
  contact_id: string | null
  /** the survey's answer it came with; null when a member wrote it down */
  invitation_id: string | null
  /** a severe one is an alarm in the health of the customer while it is open */
  is_severe: boolean
  /** what it is about */
  text: string
  /** when it came */
  opened_at: Moment
  /** member who wrote it down; null for a survey */
  opened_by: string | null
  /** when it was settled; null while it is open */
  closed_at: Moment | null
  /** member who settled it */
  closed_by: string | null
  /** how */
  closing: string | null
}

export interface CustomerContactSumTable {
  /** tenant */
  org_id: string
  /** customer */
  customer_id: string
  /** sum of what the contacts are worth */
  evidence: number
  /** bit n is set when a contact of the n-th window of 30 days back was answered; null without any */
  parts: number | null
  /** contacts that both sides took part in */
  answered: number
  /** the first of these */
  first: Moment | null
  /** the last of these */
  last: Moment | null
  /** contacts of the last 90 days */
  effort_count: number
  /** their minutes; null without any */
  effort_minutes: number | null
}

export interface CustomerCreditTable {
  /** tenant */
  org_id: string
  /** the customer */
  customer_id: string
  /** credit limit, minor units; null for none agreed */
  limit_minor: number | null
  /** days until an invoice is due; 0 for payment in advance */
  terms_days: number | null
  /** as people judge it: always on time, mostly, often late, did not pay */
  behaviour: string | null
  /** when limit and terms were looked at last */
  reviewed_on: string | null
  /** collateral, agreements, where it is known from */
  note: string | null
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface CustomerDateTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the customer */
  customer_id: string
  /** end of a contract, milestone of a delivery, answer to a complaint */
  kind: string
  /** the day, in the time zone of the organisation */
  on_day: string
  /** what the contract brings in a year, in the currency of the organisation, minor units; null unknown */
  amount_minor: number | null
  /** won deal that it belongs to; null when none was named */
  opportunity_id: string | null
  /** what it is about */
  note: string | null
  /** optimistic lock */
  version: Generated<number>
  /** when it was entered */
  created_at: Moment
  /** member who entered it */
  created_by: string
  /** last change */
  updated_at: Moment
  /** when it was taken off; null while it holds */
  deleted_at: Moment | null
}

export interface CustomerHealthTable {
  /** tenant */
  org_id: string
  /** the customer */
  customer_id: string
  /** whose customer it was when it was judged; kept equal by every judging */
  owner_id: string
  /** 0-100 over the known drivers, at most 59 with a red flag */
  score: number
  /** known over all weight, 0-1 */
  coverage: number
  /** green from 80, yellow from 60, orange from 40, red below */
  colour: string
  /** the drivers alone would give more than the red flags allow */
  is_capped: boolean
  /** points by known driver, 0-100 */
  points: Json
  /** what the points were made from: days, shares, counts */
  known: Json
  /** overdue, decider-against-us, severe-complaint, silence */
  flags: Generated<string[]>
  /** points a month over at most six months (Theil-Sen); null below two */
  slope: number | null
  /** loses two points a month or more */
  is_falling: Generated<boolean>
  /** open deals in the organisation's currency, minor units */
  open_minor: Generated<number>
  /** won within 12 months, minor units */
  revenue_minor: Generated<number>
  /** both: what stands to be lost */
  stake_minor: ColumnType<number, never, never>
  /** day on which it fell below the threshold; null while it is above or was never seen above */
  alerted_on: string | null
  /** when it was judged last */
  judged_at: Moment
}

export interface CustomerHealthMonthTable {
  /** tenant */
  org_id: string
  /** the customer */
  customer_id: string
  /** first day of the month */
  month: string
  /** 0-100 */
  score: number
  /** known over all weight, 0-1 */
  coverage: number
  /** worked out later from orders, contacts and answers of then; what people typed is of today */
  is_afterwards: Generated<boolean>
}

export interface CustomerInterviewTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the customer */
  customer_id: string
  /** day of the conversation */
  held_on: string
  /** why it would buy */
  motives: string | null
  /** what counts for it */
  appreciates: string | null
  /** what makes it hesitate */
  doubts: string | null
  /** what it went through with products of the kind */
  experience: string | null
  /** what it works with now */
  product_in_use: string | null
  /** who else it talks to */
  competitor: string | null
  /** when it was written down */
  written_at: Moment
  /** member who wrote it */
  written_by: string
}

export interface CustomerMergeTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the record that stays */
  kept_id: string
  /** the record that went into it and is archived */
  merged_id: string
  /** facts of the record that stays, as they were before */
  before: Json
  /** names of the facts that were taken from the record that went in */
  taken: Json
  /** ids of what moved, by table */
  moved: Json
  /** when */
  merged_at: Moment
  /** by whom */
  merged_by: string
  /** when it was taken apart again */
  undone_at: Moment | null
  /** by whom */
  undone_by: string | null
}

export interface CustomerOverrideTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the customer */
  customer_id: string
  /** what was set */
  of: string
  /** the level or relationship */
  value: string
  /** what the rule said at that time; null where it said nothing */
  proposed: string | null
  /** why; null for levels stated in a form, an import or through the API */
  reason: string | null
  /** when */
  made_at: Moment
  /** member who did */
  made_by: string
  /** last day on which it holds */
  expires_on: string
  /** when it was lifted, replaced or had expired */
  ended_at: Moment | null
  /** member who lifted it; null when it expired */
  ended_by: string | null
}

export interface CustomerParentTable {
  /** tenant */
  org_id: string
  /** the subsidiary */
  customer_id: string
  /** the company above it; one that was merged away stands for where it went */
  parent_id: string
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface CustomerQualityFactTable {
  /** tenant */
  org_id: string
  /** the customer */
  customer_id: string
  /** what it expects of us is reasonable; null unknown */
  expects_reasonably: boolean | null
  /** it is likely to buy again; null unknown */
  buys_again: boolean | null
  /** renowned in its industry, others look to it */
  is_lighthouse: Generated<boolean>
  /** why it is said to be */
  lighthouse_reason: string | null
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface CustomerStandingTable {
  /** tenant */
  org_id: string
  /** the customer */
  customer_id: string
  /** whose customer it was when it was measured; kept equal by every judging */
  owner_id: string
  /** sum of what its contacts are worth at measured_at */
  evidence: Generated<number>
  /** share of the last six 30-day windows with an answered contact, 0-1 */
  regularity: Generated<number>
  /** relationship strength, 0-100 */
  strength: Generated<number>
  /** answered contacts ever */
  answered: Generated<number>
  /** days with one: 0, 1, or 2 for two and more */
  answered_days: Generated<number>
  /** first answered contact */
  first_answered_at: Moment | null
  /** latest answered contact */
  last_answered_at: Moment | null
  /** activities of the last 90 days */
  effort_count: Generated<number>
  /** their minutes, half an hour where nobody wrote the length */
  effort_minutes: Generated<number>
  /** open deals in the organisation's currency, minor units */
  open_minor: Generated<number>
  /** deals won within 12 months, minor units */
  won_minor: Generated<number>
  /** deals ever won */
  won_deals: Generated<number>
  /** largest deal that is open or won, minor units */
  largest_deal_minor: number | null
  /** last day on which a proof of trust counts */
  trusted_until: string | null
  /** what the target profile proposes; null without a profile */
  proposed_level: string | null
  /** the rule that fired */
  level_rule: Json | null
  /** satisfied over known weight, 0-1 */
  fit: number | null
  /** known over all weight, 0-1 */
  known: number | null
  /** level that holds: an override, else the proposal, else what was stated; equal to customer.level */
  level: Generated<string>
  /** relationship by the rule, with its slow lowering */
  kept_relationship: Generated<string>
  /** since when the contacts no longer speak for it */
  below_since: string | null
  /** relationship that holds: an override, else by the rule */
  relationship: Generated<string>
  /** 1 to 5; null is no asset */
  grade: number | null
  /** since when it is familiar or a partner while its level is potential */
  known_well_since: string | null
  /** grade at the end of month, 0 for none */
  month_grade: Generated<number>
  /** first day of the month whose end that was */
  month: string | null
  /** moment for which contacts and deals were measured */
  measured_at: Moment
  /** when it was judged last; null until then */
  judged_at: Moment | null
  /** puts customers in the order of their strength: its logarithm without the fading, the same on every day without news, in thousand millionths of a half-life; 0 without contacts */
  strength_order: Generated<number>
}

export interface CustomerStandingChangeTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the customer */
  customer_id: string
  /** day from which the new standing holds */
  day: string
  /** when it was judged */
  at: Moment
  /** level until then */
  from_level: string
  /** level from then on */
  to_level: string
  /** relationship until then */
  from_relationship: string
  /** relationship from then on */
  to_relationship: string
  /** grade until then; null none */
  from_grade: number | null
  /** grade from then on; null none */
  to_grade: number | null
  /** rule of the level that fired, strength, reason of an override, whether it was judged afterwards */
  why: Generated<Json>
  /** member whose override or word made it; null for a rule */
  made_by: string | null
  /** day of the customer's change before this one; null for the first */
  day_before: string | null
}

export interface CustomerTierTable {
  /** tenant */
  org_id: string
  /** the customer */
  customer_id: string
  /** third of its pipeline that the amount of its best open deal lies in, or high where the customer is strategic; null without an amount */
  value: string | null
  /** timing and decision chain of that deal known: both, one, none */
  potential: string
  /** the best open deal */
  opportunity_id: string
  /** when this came out */
  judged_at: Moment
}

export interface CustomerTrustProofTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the customer */
  customer_id: string
  /** paid order, referral given, framework contract or joint project */
  kind: string
  /** day it happened; it counts for 24 months */
  proved_on: string
  /** what it was */
  note: string
  /** when it was written down */
  created_at: Moment
  /** member who did */
  created_by: string
  /** when it was taken back */
  deleted_at: Moment | null
}

export interface CustomerUsageTable {
  /** tenant */
  org_id: string
  /** the customer */
  customer_id: string
  /** first day of the month */
  month: string
  /** what was used, in the unit of the house */
  used: number
  /** what might have been used: seats, quota; null where there is no such thing */
  paid_for: number | null
  /** typed on the customer's page, or sent for many at once */
  told: string
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface DecisionChainTable {
  /** tenant */
  org_id: string
  /** whose people */
  customer_id: string
  /** optimistic lock of the whole picture */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface DelegationTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** who is away */
  member_id: string
  /** who decides instead */
  delegate_id: string
  /** first day */
  from_on: string
  /** last day */
  until_on: string
  /** when it was set */
  created_at: Moment
  /** by whom */
  created_by: string
  /** when it was taken back */
  deleted_at: Moment | null
}

export interface DocumentTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** deal it belongs to */
  opportunity_id: string | null
  /** or customer */
  customer_id: string | null
  /** what it is; gates ask by category */
  category: string
  /** name as uploaded */
  file_name: string
  /** as found in the content, not as claimed */
  media_type: string
  /** bytes */
  size: number
  /** of the content */
  sha256: Buffer
  /** when */
  uploaded_at: Moment
  /** by whom */
  uploaded_by: string
  /** when it was archived */
  deleted_at: Moment | null
}

export interface DocumentContentTable {
  /** tenant */
  org_id: string
  /** the document */
  document_id: string
  /** the file */
  content: Buffer
}

export interface ExchangeRateTable {
  /** tenant */
  org_id: string
  /** ISO 4217, the currency that is converted */
  currency: string
  /** ISO 4217, the currency of the organisation when the rate was entered */
  into_currency: string
  /** first day on which it holds, in the time zone of the organisation */
  day: string
  /** units of the organisation's currency for one unit */
  rate: number
  /** the same for their smallest units */
  factor: number
  /** when it was entered */
  set_at: Moment
  /** member who entered it */
  set_by: string
}

export interface FieldEventTable {
  /** tenant */
  org_id: string
  /** UUIDv7, in order of recording */
  id: string
  /** the opportunity */
  opportunity_id: string
  /** amountMinor, expectedCloseOn, ownerId, element:KEY … */
  field: string
  /** value before */
  old: Json | null
  /** value after */
  new: Json | null
  /** when it happened; null where nobody knows */
  occurred_at: Moment | null
  /** when we learned of it */
  recorded_at: Moment
  /** who did it */
  actor_id: string
}

export interface FitTierTable {
  /** tenant */
  org_id: string
  /** the product */
  product_id: string
  /** which of the three */
  tier: string
  /** how to recognise such a customer */
  features: Generated<string>
  /** how to sell to them */
  strategy: Generated<string>
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** by whom */
  updated_by: string
}

export interface ForecastCategoryTable {
  /** tenant */
  org_id: string
  /** the deal */
  opportunity_id: string
  /** what was said last */
  category: string
  /** why */
  note: string
  /** when */
  updated_at: Moment
  /** member who said so */
  updated_by: string
}

export interface ForecastModelTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the training that made it */
  training_id: string
  /** when */
  trained_at: Moment
  /** day whose knowledge it holds: nothing later is in it */
  trained_on: string
  /** first day of the history it learned from */
  window_from: string
  /** day after the last */
  window_to: string
  /** deals in it */
  deals: number
  /** seed of everything drawn by chance */
  seed: number
  /** version of the published weights: explanations name it */
  version: string
  /** weekly chances, stage chances, usual amounts, paces, snapshot models, published weights of elements and covariates */
  model: Json
  /** past forecasts with what came, scores of chances, what became of the gates, columns that were refused */
  backtest: Json
}

export interface ForecastOverrideTable {
  /** tenant */
  org_id: string
  /** UUIDv7, in order of recording */
  id: string
  /** the round */
  round_id: string
  /** whose figure is meant; null for a team */
  member_id: string | null
  /** or which teams */
  team_id: string | null
  /** when */
  at: Moment
  /** member who says otherwise */
  by: string
  /** instead of the commit; null: what was said below counts again */
  commit_minor: number | null
  /** instead of the best case */
  best_case_minor: number | null
  /** why */
  note: string
}

export interface ForecastRoundTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** Monday of its week */
  week_on: string
  /** what is forecast: 2026-Q4 or 2026-11 */
  period: string
  /** from when on it takes submissions */
  opens_at: Moment
  /** when who is missing is told */
  remind_at: Moment
  /** later ones are late */
  due_at: Moment
  /** later ones are refused */
  locks_at: Moment
  /** when it was done; null not yet */
  reminded_at: Moment | null
  /** when its lock was noted; null not yet */
  locked_at: Moment | null
  /** optimistic lock */
  version: Generated<number>
}

export interface ForecastRoundEventTable {
  /** tenant */
  org_id: string
  /** UUIDv7, in order of recording */
  id: string
  /** the round */
  round_id: string
  /** what happened to it */
  kind: string
  /** when */
  at: Moment
  /** member who did it; null the clock */
  by: string | null
  /** why it was opened again */
  reason: string | null
  /** until when it was opened again */
  until: Moment | null
}

export interface ForecastSettingTable {
  /** tenant */
  org_id: string
  /** whether rounds open by themselves */
  active: boolean
  /** what is forecast */
  period_kind: string
  /** day of the week on which a round opens, Monday 1 */
  weekday: number
  /** time of day at which it opens */
  opens_at: string
  /** time of day after which a submission is late */
  due_at: string
  /** time of day after which it is refused */
  locks_at: string
  /** days from opening to locking */
  lock_after_days: number
  /** how long before it is due who is missing is told */
  remind_minutes: number
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface ForecastStageTable {
  /** tenant */
  org_id: string
  /** the stage */
  stage_id: string
  /** what its deals stand for */
  category: string
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface ForecastSubmissionTable {
  /** tenant */
  org_id: string
  /** UUIDv7, in order of recording */
  id: string
  /** the round */
  round_id: string
  /** whose figure it is; null for a team */
  member_id: string | null
  /** or which teams */
  team_id: string | null
  /** when */
  at: Moment
  /** member who said so */
  by: string
  /** after it was due */
  late: boolean
  /** ISO 4217 */
  currency: string
  /** what was committed, closed ones included, minor units */
  commit_minor: number
  /** the best case, commit included */
  best_case_minor: number
  /** what was said about it */
  note: string
  /** closed by then */
  sum_closed_minor: number
  /** what deals and people below added up to */
  sum_commit_minor: number
  /** the same for the best case */
  sum_best_case_minor: number
  /** what was still open of it */
  sum_open_minor: number
  /** what the model said at that moment; null where there was none */
  model_minor: number | null
  /** whose deals these were */
  members: string[]
  /** the own deals as they stood; empty for a team */
  deals: Json
}

export interface ForecastTrainingTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** waiting, running, done, cancelled or failed */
  status: string
  /** share that is done, 0-1 */
  progress: Generated<number>
  /** what it is at: reading, testing, learning, trying, storing */
  step: string | null
  /** when it was asked for */
  asked_at: Moment
  /** member who asked; null for the clock */
  asked_by: string | null
  /** when its present attempt began */
  started_at: Moment | null
  /** when it ended, in whichever way */
  ended_at: Moment | null
  /** when somebody asked it to stop */
  cancel_asked_at: Moment | null
  /** deals learned from */
  deals: number | null
  /** time it took */
  seconds: number | null
  /** why it failed, for the administrator */
  error: string | null
}

export interface GateAttemptTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the deal */
  opportunity_id: string
  /** its pipeline */
  pipeline_id: string
  /** version whose gates were asked */
  pipeline_version: number
  /** stage it stood in */
  from_stage_id: string
  /** stage asked for; null for a win */
  to_stage_id: string | null
  /** when */
  at: Moment
  /** who tried */
  member_id: string
  /** owner of the deal then */
  owner_id: string
  /** form, drag, bulk, import, api, cli */
  via: string
  /** what came of it */
  result: string
  /** gaps: stage, side, kind, key, whether it blocked */
  missing: Generated<Json>
  /** why a supervisor let it pass */
  override_reason: string | null
}

export interface GradeMonthTable {
  /** tenant */
  org_id: string
  /** first day of the month at whose end they arrived */
  month: string
  /** whose customers they were then */
  owner_id: string
  /** grade a month earlier, 0 for none */
  from_grade: number
  /** grade at the end, 0 for none */
  to_grade: number
  /** how many */
  customers: number
}

export interface HandoverTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** whose they were */
  from_member_id: string
  /** whose they are now */
  to_member_id: string
  /** why, in words */
  reason: string | null
  /** ids of what was given, by table */
  moved: Json
  /** when */
  handed_at: Moment
  /** by whom */
  handed_by: string
  /** when it was taken back */
  undone_at: Moment | null
  /** by whom */
  undone_by: string | null
}

export interface HealthProgressTable {
  /** tenant */
  org_id: string
  /** what was written until then has been looked at */
  touched_through: Moment
  /** day for which all were judged last */
  judged_on: string
}

export interface HealthSettingTable {
  /** tenant */
  org_id: string
  /** weight by driver; null for the defaults */
  weights: Json | null
  /** days between two contacts by grade; null for the defaults */
  cadence: Json | null
  /** a customer whose score falls below is raised with its owner */
  threshold: Generated<number>
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface IdempotencyKeyTable {
  /** tenant */
  org_id: string
  /** who sent it */
  member_id: string
  /** the Idempotency-Key header */
  key: string
  /** SHA-256 of method, path and body */
  request_hash: Buffer
  /** HTTP status of the answer */
  status: number
  /** the answer */
  reply: Json | null
  /** when it was given */
  at: Generated<Moment>
}

export interface ImportChangeTable {
  /** tenant */
  org_id: string
  /** the import */
  import_id: string
  /** kind of record */
  entity_kind: string
  /** the record */
  entity_id: string
  /** whether the import made or changed it */
  action: string
  /** the record's version when the import was done with it; a higher one now means that somebody changed it since */
  version: number
  /** changed columns as they were */
  before: Json | null
}

export interface ImportFailureTable {
  /** tenant */
  org_id: string
  /** the import */
  import_id: string
  /** row number in the file, from 1 */
  line: number
  /** the cells as given */
  cells: Json
  /** field, heading, code and given text of each fault */
  errors: Json
  /** the row came in, without the cells that errors name; false: it did not */
  taken: Generated<boolean>
}

export interface ImportIdentityTable {
  /** tenant */
  org_id: string
  /** import kind */
  kind: string
  /** external id or natural key of the row */
  identity: string
  /** the record */
  entity_id: string
  /** hash of what the row said last */
  fingerprint: Buffer
  /** import that said it */
  import_id: string
}

export interface ImportRunTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** what the rows are */
  kind: string
  /** dry-run changes nothing */
  mode: string
  /** where it stands; refused: the file as a whole could not be taken */
  status: string
  /** as the person's computer called it */
  file_name: string
  /** the upload in the data folder */
  file_id: string
  /** which column is which field, value mappings, styles, defaults */
  mapping: Json
  /** where opportunities go; null the default one */
  pipeline_id: string | null
  /** rows of the table; null not counted yet */
  total: number | null
  /** rows dealt with so far */
  processed: Generated<number>
  /** records made */
  created: Generated<number>
  /** records changed */
  updated: Generated<number>
  /** rows that said nothing new */
  unchanged: Generated<number>
  /** rows refused, kept in import_failure */
  failed: Generated<number>
  /** what was taken differently from what the file says: code, facts, count, examples */
  warnings: Generated<Json>
  /** the first rows as they became records */
  preview: Generated<Json>
  /** the headings of the file, for the file of failed rows */
  headers: Generated<Json>
  /** why the file as a whole was refused: code and facts */
  refusal: Json | null
  /** what an undo archived, restored and kept */
  undo: Json | null
  /** when somebody asked to stop it */
  cancel_asked_at: Moment | null
  /** member who asked for it */
  created_by: string
  /** when it was asked for */
  created_at: Moment
  /** when work began */
  started_at: Moment | null
  /** when it ended, however it ended */
  finished_at: Moment | null
  /** when it was undone */
  undone_at: Moment | null
  /** when search had filed everything that it made or changed; null not yet */
  searchable_at: Moment | null
  /** why its moves may pass gates that are not met; null: they may not */
  override_reason: string | null
}

export interface JobTable {
  /** UUIDv7 */
  id: string
  /** tenant */
  org_id: string
  /** which worker function */
  kind: string
  /** its arguments */
  payload: Generated<Json>
  /** at most one unfinished job per key */
  unique_key: string | null
  /** not before */
  run_at: Generated<Moment>
  /** how often it was taken; the fence */
  attempt: Generated<number>
  /** until then it belongs to the process that took it */
  lease_until: Moment | null
  /** when it ended */
  done_at: Moment | null
  /** when it was given up */
  failed_at: Moment | null
  /** why the last attempt failed */
  error: string | null
  /** when it was asked for */
  created_at: Generated<Moment>
}

export interface KeyAccountTable {
  /** tenant */
  org_id: string
  /** the customer */
  customer_id: string
  /** whose customer it was when it was judged; kept equal by every judging */
  owner_id: string
  /** S, A, B or C */
  tier: string
  /** 0-100 over what is known; null when nothing weighs */
  score: number | null
  /** known over all weight, 0-1 */
  coverage: number
  /** why the tier is lower than the score says */
  caps: Generated<string[]>
  /** points by indicator, 0-100 */
  parts: Json
  /** value by indicator */
  known: Json
  /** won within 12 months, minor units */
  revenue_minor: number
  /** day since which it has this tier */
  since: string
  /** when it was judged last */
  judged_at: Moment
}

export interface KeyAccountChangeTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the customer */
  customer_id: string
  /** day on which it was judged so */
  day: string
  /** tier before; null when it had none */
  from_tier: string | null
  /** tier since */
  to_tier: string
  /** score then */
  score: number | null
}

export interface KeyAccountFactTable {
  /** tenant */
  org_id: string
  /** the customer */
  customer_id: string
  /** first paid order, where it lies before the first deal on record */
  customer_since: string | null
  /** our share of what it buys of our kind, 0-1 */
  wallet_share: number | null
  /** gross margin, -1 to 1 */
  margin: number | null
  /** mean days its payments are late */
  days_late: number | null
  /** age of the oldest payment that is overdue */
  overdue_days: number | null
  /** 0 none, 1 some, 2 great */
  strategic: number | null
  /** where this is known from */
  note: string | null
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface KeyAccountProgressTable {
  /** tenant */
  org_id: string
  /** what was written until then has been looked at */
  touched_through: Moment
  /** day for which all were judged last */
  judged_on: string
}

export interface KeyAccountSettingTable {
  /** tenant */
  org_id: string
  /** weight and band of each indicator; null for the defaults */
  judging: Json | null
  /** so many S customers can be served; null for as many as there are */
  capacity: number | null
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
  /** least score of S, A and B; null for 85, 70 and 50 */
  thresholds: Json | null
}

export interface LeadTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** company name as given */
  company: string
  /** normalised company name */
  name_key: string
  /** full pinyin without tones */
  pinyin: Generated<string>
  /** pinyin initials */
  initials: Generated<string>
  /** person as given */
  contact_name: string | null
  /** E.164 */
  phone: string | null
  /** as somebody typed it */
  phone_given: string | null
  /** lower case */
  email: string | null
  /** industry */
  industry: string | null
  /** province, city or country */
  region: string | null
  /** where it came from */
  source_id: string | null
  /** product asked about */
  product_id: string | null
  /** what they want, in their words */
  demand: string | null
  /** member who follows it up */
  owner_id: string
  /** where it stands */
  status: Generated<string>
  /** why it ended as invalid */
  invalid_reason: string | null
  /** when it became a customer */
  qualified_at: Moment | null
  /** customer it became */
  customer_id: string | null
  /** opportunity it became */
  opportunity_id: string | null
  /** id in the system imported from */
  external_id: string | null
  /** free text */
  note: string | null
  /** optimistic lock */
  version: Generated<number>
  /** when the record was made */
  created_at: Generated<Moment>
  /** member who made it */
  created_by: string
  /** last change */
  updated_at: Generated<Moment>
  /** when it was archived */
  deleted_at: Moment | null
  /** most recent recorded contact */
  last_activity_at: Moment | null
  /** why it ended as invalid, in words */
  invalid_note: string | null
}

export interface LossReasonTable {
  /** tenant */
  org_id: string
  /** stable code */
  key: string
  /** level above; null on the first level */
  parent_key: string | null
  /** name by language */
  name: Json
  /** whether a competitor must be named */
  needs_competitor: Generated<boolean>
  /** order in lists */
  position: Generated<number>
  /** whether it is offered */
  active: Generated<boolean>
}

export interface MemberTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** full name as shown */
  name: string
  /** normalised name for matching in imports */
  name_key: string
  /** full pinyin without tones */
  pinyin: Generated<string>
  /** pinyin initials */
  initials: Generated<string>
  /** lower case; unique among members of the organisation */
  email: string | null
  /** E.164 */
  phone: string | null
  /** what the person does here */
  role: string
  /** team the person belongs to */
  team_id: string | null
  /** whether and how the person takes part */
  status: Generated<string>
  /** own language; null follows the organisation */
  locale: string | null
  /** theme, density, direction colours and the like */
  preferences: Generated<Json>
  /** id in the system imported from */
  external_id: string | null
  /** optimistic lock */
  version: Generated<number>
  /** when the record was made */
  created_at: Generated<Moment>
  /** when the person left */
  deactivated_at: Moment | null
  /** day on which the person joined the company; null: not told */
  joined_on: string | null
  /** nobody: holds the customers of the public pool, is in no list and cannot come in */
  is_pool: Generated<boolean>
}

export interface MembershipTable {
  /** who signs in */
  account_id: string
  /** the organisation */
  org_id: string
  /** the member record in that organisation */
  member_id: string
}

export interface NamedCompetitorTable {
  /** tenant */
  org_id: string
  /** the deal */
  opportunity_id: string
  /** the competitor */
  competitor_id: string
  /** since when */
  named_at: Moment
  /** member who named it */
  named_by: string
}

export interface NextActionEventTable {
  /** tenant */
  org_id: string
  /** UUIDv7, in order of recording */
  id: string
  /** of which day's list */
  day: string
  /** whose list */
  member_id: string
  /** when */
  at: Moment
  /** member who did it */
  by: string
  /** the action: kind, record and element; the same the next day */
  key: string
  /** what kind of action */
  kind: string
  /** what happened with it */
  what: string
  /** role of whose list it is */
  role: string
  /** deal it is about */
  opportunity_id: string | null
  /** customer it is about */
  customer_id: string | null
  /** lead it is about */
  lead_id: string | null
  /** its place in the list, from 1 */
  place: number | null
  /** expected value it was listed with, minor units */
  value_minor: number | null
  /** the same per hour */
  per_hour_minor: number | null
  /** why it was left, or what came of it */
  reason: string | null
}

export interface OperatingProgressTable {
  /** tenant */
  org_id: string
  /** what was written until then has been looked at */
  touched_through: Moment
  /** day for which all accounts were looked at last */
  kept_on: string
}

export interface OperatingRoundTable {
  /** tenant */
  org_id: string
  /** when it began: whoever is touched since is looked at afterwards */
  at: Moment
  /** accounts up to this customer are done; null when none is */
  through_id: string | null
  /** accounts done */
  done: number
  /** accounts there were at its beginning */
  total: number
}

export interface OperatingSettingTable {
  /** tenant */
  org_id: string
  /** by tier: contact cadence and answer in working days, months between reviews, roles its team must have, discount without asking */
  tiers: Json
  /** day since which it makes tasks; null while it is off */
  on_since: string | null
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface OperatingStateTable {
  /** tenant */
  org_id: string
  /** the customer */
  customer_id: string
  /** next contact */
  contact_due_on: string | null
  /** next review */
  review_due_on: string | null
  /** earliest day by which a missing role is to be filled */
  role_due_on: string | null
  /** earliest answer the customer waits for */
  answer_due_on: string | null
  /** keys of roles nobody has */
  missing: Generated<string[]>
}

export interface OperatingTaskTable {
  /** tenant */
  org_id: string
  /** the customer */
  customer_id: string
  /** contact, review, a role nobody has, or an answer the customer waits for */
  kind: string
  /** key of the role, or id of the request; else empty */
  about: Generated<string>
  /** whose customer it was when the task was made or given */
  owner_id: string
  /** day from which the time runs */
  from_on: string
  /** day until which it is to be done */
  due_on: string
  /** day on which it was done last */
  done_on: string | null
  /** external id of the task */
  task_key: string
}

export interface OpportunityTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** what it is called */
  name: string
  /** full pinyin without tones */
  pinyin: Generated<string>
  /** pinyin initials */
  initials: Generated<string>
  /** whose plan; null only where an import did not say */
  customer_id: string | null
  /** whom we talk to first */
  contact_id: string | null
  /** what they want */
  product_id: string | null
  /** where it came from */
  source_id: string | null
  /** customer's region when it was opened */
  region: string | null
  /** the pipeline it runs in */
  pipeline_id: string
  /** version of the pipeline it runs by */
  pipeline_version: number
  /** folded: outcome or open */
  status: string
  /** folded: stage it is in, or was in when it ended */
  stage_id: string
  /** folded: that stage's order number */
  stage_position: number
  /** folded: entry into the pipeline; null unknown */
  entered_at: Moment | null
  /** folded: entry into the present stage; null unknown */
  stage_since: Moment | null
  /** folded: furthest stage ever entered */
  max_position: number
  /** folded: when it was won, lost, terminated or transferred */
  closed_at: Moment | null
  /** folded: moves back */
  back_moves: Generated<number>
  /** folded: stages left out */
  skips: Generated<number>
  /** folded: losses taken back within 90 days */
  reopened: Generated<number>
  /** further proposal rounds */
  reworks: Generated<number>
  /** member who works on it */
  owner_id: string
  /** folded: owner when it closed, else the present owner; statistics count here */
  credit_owner_id: string
  /** expected or won amount in minor units; null unknown */
  amount_minor: number | null
  /** ISO 4217 */
  currency: string
  /** expected day of signing */
  expected_close_on: string | null
  /** folded: how often that day was moved later */
  close_pushes: Generated<number>
  /** the rep's own judgement; never overwritten */
  own_probability: number | null
  /** why it ended */
  loss_reason_key: string | null
  /** the foremost competitor named; of a lost deal the one it was lost to */
  competitor_id: string | null
  /** on hold until */
  wake_up_on: string | null
  /** what happens next */
  next_step: string | null
  /** when */
  next_step_on: string | null
  /** order within a column when sorted by hand */
  board_rank: Generated<number>
  /** lost deal that this one wins back */
  predecessor_id: string | null
  /** id in the system imported from */
  external_id: string | null
  /** free text */
  note: string | null
  /** most recent recorded contact */
  last_activity_at: Moment | null
  /** optimistic lock */
  version: Generated<number>
  /** when the record was made */
  created_at: Generated<Moment>
  /** member who made it */
  created_by: string
  /** last change */
  updated_at: Generated<Moment>
  /** when it was archived */
  deleted_at: Moment | null
  /** folded: stages really entered, one bit each, the lowest for stage 1 */
  stages_entered: Generated<number>
  /** the same deal in the pipeline that it came from */
  transferred_from_id: string | null
}

export interface OpportunityElementTable {
  /** tenant */
  org_id: string
  /** the deal */
  opportunity_id: string
  /** element of its pipeline */
  key: string
  /** how well it is known */
  state: string
  /** answer of a custom element */
  answer: string | null
  /** what exactly is known */
  note: string | null
  /** what proves it */
  evidence_kind: string | null
  /** the activity, contact or document; null for an import */
  evidence_id: string | null
  /** when it was found out; it goes stale from there */
  as_of: Moment
  /** last change */
  updated_at: Moment
  /** member who said so */
  updated_by: string
}

export interface OpportunityKnownTable {
  /** tenant */
  org_id: string
  /** the opportunity */
  opportunity_id: string
  /** when this was recorded */
  known_from: Moment
  /** when something else was recorded; 'infinity' where that is still all */
  known_to: Generated<Moment>
  /** the pipeline */
  pipeline_id: string
  /** outcome or open, as known */
  status: string
  /** stage it was in, or ended in, as known */
  stage_id: string
  /** that stage's order number */
  stage_position: number
  /** furthest stage known to have been entered */
  max_position: number
  /** stages known to have been entered, one bit each */
  stages_entered: number
  /** entry into the pipeline, as known */
  entered_at: Moment | null
  /** entry into the stage, as known */
  stage_since: Moment | null
  /** end, as known */
  closed_at: Moment | null
  /** to whom it counted, as known */
  credit_owner_id: string
  /** amount, as known */
  amount_minor: number | null
}

export interface OpportunityKnownThroughTable {
  /** tenant */
  org_id: string
  /** the pipeline */
  pipeline_id: string
  /** version whose stage numbers were used; another one: all is learned anew */
  pipeline_version: number
  /** events with ids up to this one are in */
  through: string
}

export interface OpportunitySpanTable {
  /** tenant */
  org_id: string
  /** the opportunity */
  opportunity_id: string
  /** 0, 1, 2 … */
  seq: number
  /** from then, '-infinity' where unknown */
  valid_from: Moment
  /** until then; 'infinity' still valid */
  valid_to: Generated<Moment>
  /** the pipeline */
  pipeline_id: string
  /** the stage */
  stage_id: string
  /** its order number */
  stage_position: number
  /** open, on-hold, won, lost, terminated or transferred during the span */
  status: string
  /** number of the stay in a stage, from 1 */
  visit: number
  /** when this stay began, time on hold taken out; null unknown */
  stage_entered_at: Moment | null
  /** how the stay ended; null on all but its last span */
  exit: string | null
  /** stage of the stay before */
  previous_stage_id: string | null
  /** stage of the stay after */
  next_stage_id: string | null
  /** owner during the span */
  owner_id: string
  /** amount during the span */
  amount_minor: number | null
  /** expected close date during the span */
  expected_close_on: string | null
}

export interface OrganisationTable {
  /** the tenant's id */
  org_id: string
  /** company name */
  name: string
  /** language for mails, exports and new members */
  locale: string
  /** IANA zone in which days and months are cut */
  time_zone: string
  /** reporting currency, ISO 4217 */
  currency: string
  /** customer fields that must be filled at creation */
  mandatory_profile: Generated<string[]>
  /** further settings of the organisation */
  settings: Generated<Json>
  /** optimistic lock */
  version: Generated<number>
  /** when it was set up */
  created_at: Generated<Moment>
}

export interface OutboxTable {
  /** order of writing; internal */
  id: Generated<number>
  /** writing transaction, so that a reader never overtakes a running one */
  xid: Generated<string>
  /** tenant */
  org_id: string
  /** when it happened */
  at: Generated<Moment>
  /** noun.verb */
  topic: string
  /** kind of record */
  entity_kind: string
  /** the record */
  entity_id: string
  /** whose record it is; null concerns everybody in the organisation */
  owner_id: string | null
  /** what a listener needs to know */
  facts: Generated<Json>
}

export interface PipelineTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** stable code */
  key: string
  /** name by language */
  name: Json
  /** seeded template it was made from */
  template: string | null
  /** where new opportunities go */
  is_default: Generated<boolean>
  /** whether it is offered */
  active: Generated<boolean>
  /** order in lists */
  position: Generated<number>
  /** number of the published version */
  current_version: Generated<number>
  /** optimistic lock */
  version: Generated<number>
  /** when it was made */
  created_at: Generated<Moment>
}

export interface PipelineDraftTable {
  /** tenant */
  org_id: string
  /** the pipeline */
  pipeline_id: string
  /** published version it started from; another publication since then is a conflict */
  based_on: number
  /** the whole pipeline as it would be published */
  definition: Json
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface PipelineSnapshotTable {
  /** tenant */
  org_id: string
  /** the day, in the organisation's time zone, at whose end this stood */
  day: string
  /** the pipeline */
  pipeline_id: string
  /** the stage */
  stage_id: string
  /** whose deals */
  owner_id: string
  /** ISO 4217 */
  currency: string
  /** open deals */
  deals: number
  /** their amounts; deals without one add nothing */
  amount_minor: number
  /** amounts times the stage's configured probability when it was written */
  weighted_minor: number
}

export interface PipelineVersionTable {
  /** tenant */
  org_id: string
  /** the pipeline */
  pipeline_id: string
  /** 1, 2, 3 … */
  number: number
  /** the whole pipeline as published: stages with gates, tasks and playbook, elements; never changed afterwards */
  definition: Json
  /** when */
  published_at: Moment
  /** by whom */
  published_by: string
}

export interface PoolEventTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the customer */
  customer_id: string
  /** when */
  at: Moment
  /** fell by the rule, given up by hand, claimed, or given to somebody */
  kind: string
  /** of those that fell: by which rule */
  why: string | null
  /** of those that fell: the days of the rule then */
  days: number | null
  /** who did it; null for the rule */
  by_member_id: string | null
  /** who looked after it before; null for the pool */
  from_owner_id: string | null
  /** who looks after it since; null for the pool */
  to_owner_id: string | null
  /** what was said */
  reason: string | null
}

export interface PoolSettingTable {
  /** tenant */
  org_id: string
  /** customers fall by themselves */
  is_on: boolean
  /** days without contact after which a customer falls; null for never by this */
  contact_days: number | null
  /** days without a deal made, moved or closed after which a customer falls; null for never by this */
  progress_days: number | null
  /** so many days before, its owner is warned */
  warn_days: number
  /** levels that never fall */
  protected_levels: string[]
  /** grades that never fall, 1-5 */
  protected_grades: string[]
  /** tiers of key accounts that never fall */
  protected_tiers: string[]
  /** so many may one person claim a day; null for any number */
  claims_per_day: number | null
  /** so many may one person claim in a calendar month; null for any number */
  claims_per_month: number | null
  /** so many may one person look after and still claim; null for any number */
  holdings: number | null
  /** so many days the last owner may not claim it back */
  lock_days: number
  /** telephone numbers are shown before the claim */
  shows_phones: boolean
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface PoolStayTable {
  /** tenant */
  org_id: string
  /** the customer */
  customer_id: string
  /** since when it is there */
  entered_at: Moment
  /** who looked after it last */
  from_owner_id: string
  /** no contact, no progress, or given up by hand */
  why: string
  /** what was said when it was given up */
  reason: string | null
}

export interface ProductTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** product name */
  name: string
  /** normalised name: one product per key */
  name_key: string
  /** article code */
  code: string | null
  /** family or category */
  series: string | null
  /** list price in minor units */
  list_price_minor: number | null
  /** ISO 4217 */
  currency: string
  /** whether it is offered */
  active: Generated<boolean>
  /** id in the system imported from */
  external_id: string | null
  /** optimistic lock */
  version: Generated<number>
  /** when the record was made */
  created_at: Generated<Moment>
  /** when it was archived */
  deleted_at: Moment | null
}

export interface QualityPassTable {
  /** tenant */
  org_id: string
  /** moment for which all are judged */
  at: Moment
  /** day of that moment in the time zone of the organisation */
  today: string
  /** first day of the month of the past that is judged afterwards; null when the present is judged */
  month: string | null
  /** also judges those whose relationship stays and of whom nothing was written, as after a change of the profile */
  is_whole: boolean
  /** customers up to this id are done; null when none is */
  through_id: string | null
}

export interface QualityProgressTable {
  /** tenant */
  org_id: string
  /** what was written until then has been looked at */
  touched_through: Moment
  /** day for which all customers were judged last */
  judged_on: string
  /** last month of the past that was judged afterwards; null when the past is done */
  replayed_through: string | null
}

export interface QualitySettingTable {
  /** tenant */
  org_id: string
  /** target profile: mandatory fields, criteria with weights and knock-outs, what premium asks; null while levels are stated by people only */
  profile: Json | null
  /** grade by level and relationship; null for the sixteen defaults */
  matrix: Json | null
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface RepurchaseCustomerTable {
  /** tenant */
  org_id: string
  /** the customer */
  customer_id: string
  /** whose customer it was when it was judged; null in the pool */
  owner_id: string | null
  /** days with an order: won deals */
  orders: number
  /** first order */
  first_on: string | null
  /** latest order */
  last_on: string | null
  /** mean days between two orders; null with fewer than two */
  mean_gap_days: number | null
  /** all orders, in the currency of the organisation, minor units */
  won_minor: Generated<number>
  /** orders of the last 12 months */
  year_minor: Generated<number>
  /** what it brought a year on average since its first order, at least one year */
  usual_minor: Generated<number>
  /** what the expectation comes from */
  method: string
  /** orders expected within 12 months; null where nothing may be expected */
  expected_orders: number | null
  /** chance that it still buys, 0-1; null without BG/NBD */
  alive: number | null
  /** last order longer ago than twice the mean gap; null with fewer than two orders */
  is_overdue: boolean | null
  /** end of the contract that is at hand; null without one */
  contract_ends_on: string | null
  /** where it stands */
  state: string
  /** what may be lost a year, minor units; 0 where nothing is at risk */
  at_risk_minor: Generated<number>
  /** fifth by days since the last order within 24 months, 5 the best; null without an order then */
  recency: number | null
  /** fifth by orders within 24 months */
  frequency: number | null
  /** fifth by money within 24 months */
  money: number | null
  /** when it was judged last */
  judged_at: Moment
}

export interface RepurchaseModelTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** when it was fitted */
  fitted_at: Moment
  /** bg-nbd: buying and dropping out; gamma: a plain rate; segments: too little for any forecast */
  method: string
  /** r, alpha, a, b of BG/NBD, in months; null for other methods */
  params: Json | null
  /** first order it was learned from; null without any */
  from_day: string | null
  /** last day it was learned from */
  through_day: string
  /** customers with an order */
  customers: number
  /** customers with a repeat order */
  repeaters: number
  /** orders, one a day and customer */
  orders: number
  /** how it and the plain rate did on the last year held out; null where that is too short */
  metrics: Json | null
}

export interface RepurchaseProgressTable {
  /** tenant */
  org_id: string
  /** what was written until then has been looked at */
  touched_through: Moment
  /** day for which all were judged last */
  judged_on: string
}

export interface ScenarioTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the pipeline */
  pipeline_id: string
  /** what it is called */
  name: string
  /** why one believes in it */
  note: Generated<string>
  /** who sees it: its owner, the owner's team and leaders, or everybody */
  sharing: string
  /** member who saved it */
  owner_id: string
  /** filters of the page when it was saved, name to value */
  filters: Generated<Json>
  /** the funnel it starts from: deals per stage and won, mean won amount, days */
  base: Json
  /** shares, volume, mean won amount and target instead; null leaves what was */
  change: Json
  /** what happens is counted from this day, in the organisation's time zone */
  starts_on: string
  /** ISO 4217 */
  currency: string
  /** optimistic lock */
  version: Generated<number>
  /** when it was saved */
  created_at: Moment
  /** last change */
  updated_at: Moment
  /** when it was archived */
  deleted_at: Moment | null
}

export interface SearchGramTable {
  /** tenant */
  org_id: string
  /** two characters, or four letters or digits: lower case, width-normalised, traditional characters folded to simplified */
  gram: string
  /** kind of record */
  kind: string
  /** the record */
  entity_id: string
}

export interface ServiceStrategyTable {
  /** tenant */
  org_id: string
  /** text by tier; what is not there has the usual words */
  texts: Json
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface SourceTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** stable code */
  key: string
  /** name by language */
  name: Json
  /** new business, repeat purchase or referral */
  kind: Generated<string>
  /** order in lists */
  position: Generated<number>
  /** whether it is offered */
  active: Generated<boolean>
  /** optimistic lock */
  version: Generated<number>
}

export interface StageTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the pipeline */
  pipeline_id: string
  /** stable code within the pipeline */
  key: string
  /** order number from 1 */
  position: number
  /** common phase across pipelines */
  phase: string
  /** name by language */
  name: Json
  /** what customers look like in it, by language */
  customer_looks: Generated<Json>
  /** configured chance to win from here */
  probability: number
  /** standard time in the stage, days */
  expected_days: number | null
  /** from here on the rep is told */
  warning_days: number | null
  /** from here on the supervisor is told */
  critical_days: number | null
  /** outcomes allowed besides the next stage */
  outcomes: Generated<string[]>
  /** when a version left it out */
  retired_at: Moment | null
}

export interface StageBenchmarkTable {
  /** tenant */
  org_id: string
  /** the stage; its id stays the same across versions of the pipeline */
  stage_id: string
  /** share going on, above 0 up to 1 */
  share: number
  /** where the number comes from */
  note: Generated<string>
  /** optimistic lock */
  version: Generated<number>
  /** when it was first typed in */
  created_at: Moment
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
  /** when it was archived */
  deleted_at: Moment | null
}

export interface StageEventTable {
  /** tenant */
  org_id: string
  /** UUIDv7, in order of recording */
  id: string
  /** the opportunity */
  opportunity_id: string
  /** what happened */
  kind: string
  /** stage before; null at entry */
  from_stage_id: string | null
  /** stage after; null when it ended */
  to_stage_id: string | null
  /** when it happened; null where nobody knows */
  occurred_at: Moment | null
  /** when we learned of it */
  recorded_at: Moment
  /** who did it */
  actor_id: string
  /** loss reason */
  reason_key: string | null
  /** who won instead */
  competitor_id: string | null
  /** reason in words */
  note: string | null
  /** why a supervisor let it pass an unmet gate */
  override_reason: string | null
  /** event that this correction takes back */
  annuls_id: string | null
  /** id of the log line it was imported from */
  external_key: string | null
  /** version of the pipeline whose gates were asked; null for history from elsewhere */
  pipeline_version: number | null
  /** what was missing at the gates when it was let through with a warning or an override; null when nothing was */
  missing: Json | null
}

export interface StagePublishedTable {
  /** tenant */
  org_id: string
  /** the pipeline */
  pipeline_id: string
  /** the stage */
  stage_id: string
  /** chance to be won in the end from here, 0-1 */
  chance: number
  /** value of each element that a normal deal has on entry, by key */
  pars: Json
  /** weights of elements that passed the publishing gate; empty: as configured */
  weights: Json
  /** version of the model they belong to */
  version: string
  /** when */
  published_at: Moment
}

export interface StageStatisticTable {
  /** tenant */
  org_id: string
  /** the pipeline */
  pipeline_id: string
  /** the stage */
  stage_id: string
  /** deals that really entered it */
  entered: number
  /** deals that reached it and ended */
  resolved: number
  /** of those, won */
  won: number
  /** mean value of each element on entry */
  pars: Generated<Json>
  /** learned weight, deviation and learned share of each element; empty: as configured */
  weights: Generated<Json>
  /** when */
  computed_at: Moment
}

export interface StandingCountTable {
  /** tenant */
  org_id: string
  /** whose customers */
  owner_id: string
  /** level they stand at */
  level: string
  /** relationship they stand at */
  relationship: string
  /** quality grade; null for none */
  grade: number | null
  /** since when they are known well enough to be judged and are not; days long past are counted together */
  known_well_since: string | null
  /** customers, or by how many more or fewer */
  customers: number
  /** open deals, in hundredths of the organisation's currency */
  open_minor: number
  /** deals won in twelve months, in hundredths of the organisation's currency */
  won_minor: number
  /** contacts of the last ninety days */
  effort_count: number
  /** minutes of those contacts */
  effort_minutes: number
}

export interface StocktakeTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** a person's customers or those of a team with all below it */
  scope_kind: string
  /** the person or team */
  scope_id: string
  /** its name then */
  scope_name: string
  /** the day for which customers were taken as they stood */
  taken_on: string
  /** how many they were */
  customers: number
  /** the signed one of the same scope before it; null for the first */
  previous_id: string | null
  /** why it is held */
  note: Generated<string>
  /** when it was begun */
  started_at: Moment
  /** by whom */
  started_by: string
  /** when every customer had its verdict and it was signed; null until then */
  signed_at: Moment | null
  /** who did */
  signed_by: string | null
  /** when a supervisor confirmed it and what was proposed took effect */
  confirmed_at: Moment | null
  /** who did */
  confirmed_by: string | null
  /** what the supervisor said to it */
  word: string | null
  /** when it was given up; null otherwise */
  ended_at: Moment | null
  /** optimistic lock */
  version: Generated<number>
}

export interface StocktakeItemTable {
  /** tenant */
  org_id: string
  /** the stocktake */
  stocktake_id: string
  /** its place in the round */
  place: number
  /** the customer */
  customer_id: string
  /** its name then */
  customer_name: string
  /** whose customer it was */
  owner_id: string
  /** why it comes where it comes: its level is not judged, it is good and neglected, or neither */
  why: string
  /** its level */
  level: string
  /** its relationship */
  relationship: string
  /** its grade; null for none */
  grade: number | null
  /** open deals, minor units */
  open_minor: number
  /** won within 12 months, minor units */
  won_minor: number
  /** activities of 90 days */
  activities: number
  /** their minutes */
  minutes: number
  /** latest answered contact */
  last_answered_at: Moment | null
  /** what was said; null until then */
  verdict: string | null
  /** level proposed */
  proposed_level: string | null
  /** remark */
  note: Generated<string>
  /** said for all the rest in one go */
  is_together: Generated<boolean>
  /** when it was said */
  decided_at: Moment | null
  /** by whom */
  decided_by: string | null
  /** what the supervisor made of a proposal; null until it is confirmed */
  outcome: string | null
}

export interface SurveyTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** what the house calls it; no customer sees it */
  name: string
  /** heading by language; a language that is missing is shown in another */
  title: Json
  /** a few words before the questions, by language */
  intro: Json | null
  /** what is said afterwards, by language; null for the usual words */
  thanks: Json | null
  /** in order: key, kind (nps, scale, choice, text), text and options by language, whether it must be answered */
  questions: Json
  /** draft: no links yet; open: takes answers; closed: takes none any more */
  state: Generated<string>
  /** so many days a link is good for */
  valid_days: Generated<number>
  /** optimistic lock */
  version: Generated<number>
  /** when it was written */
  created_at: Moment
  /** member who wrote it */
  created_by: string
  /** last change */
  updated_at: Moment
  /** when it was archived */
  deleted_at: Moment | null
}

export interface SurveyAnswerTable {
  /** tenant */
  org_id: string
  /** by which link, and so by whom */
  invitation_id: string
  /** the survey */
  survey_id: string
  /** when */
  answered_at: Moment
  /** language in which it was answered */
  locale: string
  /** how likely they recommend us, 0-10; null where it was not asked or not answered */
  nps: number | null
  /** mean of the scale questions that were answered, 0-100 */
  satisfaction: number | null
  /** answer by key of the question */
  answers: Json
  /** asks us to call about a problem */
  wants_contact: Generated<boolean>
  /** where it stands in the timeline of the customer */
  activity_id: string | null
}

export interface SurveyInvitationTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the survey */
  survey_id: string
  /** where the person works; follows a merge */
  customer_id: string
  /** who is asked: whoever opens the link answers in this name */
  contact_id: string
  /** SHA-256 of the secret in the link; the secret itself is nowhere */
  token_hash: Buffer
  /** language in which the page opens */
  locale: string
  /** when the link was made */
  made_at: Moment
  /** member who made it */
  made_by: string
  /** from then on it opens nothing */
  expires_at: Moment
  /** when it was withdrawn or replaced by a new link */
  revoked_at: Moment | null
  /** when it was answered; it is used up then */
  answered_at: Moment | null
}

export interface TargetTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** calendar year */
  year: number
  /** what is counted: won-amount, won-deals, new-customers, or activity-KIND */
  measure: string
  /** version number within year and measure, from 1 */
  number: number
  /** how far it got; an approved one that another took the place of is replaced */
  state: Generated<string>
  /** why it was made or changed */
  note: Generated<string>
  /** the version it was copied from */
  based_on: string | null
  /** optimistic lock */
  version: Generated<number>
  /** when it was begun */
  created_at: Moment
  /** member who began it */
  created_by: string
  /** last change */
  updated_at: Moment
  /** when it was last submitted */
  submitted_at: Moment | null
  /** member who submitted it */
  submitted_by: string | null
  /** when it was approved */
  decided_at: Moment | null
  /** member who approved it */
  decided_by: string | null
  /** when it was archived */
  deleted_at: Moment | null
}

export interface TargetEditTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the plan */
  target_id: string
  /** when */
  at: Moment
  /** member who made it */
  actor_id: string
  /** what was done: set, recut, lock, weigh, add, scale, import */
  kind: string
  /** the cell, its figure and what absorbed the difference */
  facts: Json
  /** lines, locks and weights as they were */
  before: Json
  /** when it was taken back */
  undone_at: Moment | null
}

export interface TargetLineTable {
  /** tenant */
  org_id: string
  /** the plan */
  target_id: string
  /** the row */
  node_id: string
  /** what must be, what should be, what would be splendid */
  level: string
  /** January to December, minor units or counts */
  months: number[]
}

export interface TargetLockTable {
  /** tenant */
  org_id: string
  /** the plan */
  target_id: string
  /** row of the cell */
  node_id: string
  /** level of the cell */
  level: string
  /** column of the cell: year, q1 to q4, m1 to m12 */
  period: string
}

export interface TargetNodeTable {
  /** tenant */
  org_id: string
  /** the plan */
  target_id: string
  /** UUIDv7; copies of a plan give new ones */
  id: string
  /** the row above; null for the company */
  parent_id: string | null
  /** the team */
  team_id: string | null
  /** the person */
  member_id: string | null
  /** order among all rows, top down */
  position: number
  /** own factor of a person when a plan is cut, 1 is usual; multiplied by what the time since starts_on weighs */
  seniority: Generated<number>
  /** since when the person sells: two quarters of ramp, full weight, more from the fourth year on; null: full weight */
  starts_on: string | null
}

export interface TargetStepTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** the plan */
  target_id: string
  /** when */
  at: Moment
  /** member who did it */
  actor_id: string
  /** what was done */
  step: string
  /** why */
  note: Generated<string>
}

export interface TaskTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** deal it belongs to */
  opportunity_id: string | null
  /** or customer */
  customer_id: string | null
  /** stage whose entry made it; null for a task that a person wrote */
  stage_id: string | null
  /** stage task of the pipeline */
  key: string | null
  /** number of the stay in the stage that made it */
  stage_visit: number | null
  /** what to do, by language; a person's own words stand under every language */
  title: Json
  /** standard of work, by language */
  standard: Json | null
  /** what is in hand when it is done, by language */
  expected_result: Json | null
  /** who does it: the owner or a role */
  role: Generated<string>
  /** member who does it */
  assignee_id: string
  /** until when */
  due_on: string | null
  /** when it was done */
  done_at: Moment | null
  /** by whom */
  done_by: string | null
  /** what came of it; done means that this is written */
  result: string | null
  /** when it became needless: the deal ended or went back */
  cancelled_at: Moment | null
  /** event of the deal's history that made it needless; taking that event back revives it */
  cancelled_event_id: string | null
  /** id in the system imported from */
  external_id: string | null
  /** optimistic lock */
  version: Generated<number>
  /** when it was made */
  created_at: Moment
  /** member who made it */
  created_by: string
  /** last change */
  updated_at: Moment
  /** when it was archived */
  deleted_at: Moment | null
  /** path of the page on which doing it ends the task; null where whoever has it ticks it off */
  page: string | null
}

export interface TeamTable {
  /** tenant */
  org_id: string
  /** UUIDv7 */
  id: string
  /** team above; null for the root */
  parent_id: string | null
  /** as people call it */
  name: string
  /** whether reports by region stop here */
  is_region: Generated<boolean>
  /** order among siblings */
  position: Generated<number>
  /** optimistic lock */
  version: Generated<number>
  /** when it was made */
  created_at: Generated<Moment>
  /** when it was archived */
  deleted_at: Moment | null
}

export interface UpkeepListedTable {
  /** tenant */
  org_id: string
  /** whose list */
  owner_id: string
  /** the working day */
  day: string
  /** whom to contact */
  customer_id: string
  /** place on the list, from 1 */
  place: number
  /** why it is on the list */
  reason: string
  /** the day of what is at hand */
  event_on: string | null
  /** working days since the last answered contact */
  days_since: number
  /** working days between two contacts then */
  cadence: number
  /** minutes of the contact */
  minutes: number
  /** priority per hour */
  per_hour: number
}

export interface UpkeepPlanTable {
  /** tenant */
  org_id: string
  /** the customer */
  customer_id: string
  /** who keeps up with it; kept equal by every planning */
  owner_id: string
  /** grade by which it is kept; a customer who bought and has none is kept as 5 */
  grade: number
  /** it has that grade */
  is_judged: boolean
  /** its health falls: losing it is twice as near */
  is_falling: Generated<boolean>
  /** working days between two contacts */
  cadence: number
  /** minutes of one contact */
  minutes: number
  /** day of the last answered contact; of its first day with us where there was none */
  contacted_on: string
  /** there was an answered contact */
  has_contact: boolean
  /** first day on which it may come on the list */
  due_on: string
  /** first day beyond twice the cadence */
  late_on: string
  /** something dated at hand */
  event: string | null
  /** the day of that */
  event_on: string | null
  /** last day on whose list it was */
  listed_on: string | null
  /** day somebody planned to contact it on; null without */
  meant_for: string | null
  /** when it was planned last */
  planned_at: Moment
}

export interface UpkeepProgressTable {
  /** tenant */
  org_id: string
  /** what was written until then has been looked at */
  touched_through: Moment
  /** day for which all were planned last */
  planned_on: string
}

export interface UpkeepSettingTable {
  /** tenant */
  org_id: string
  /** contacts with old customers that a person has time for in a working day */
  contacts_a_day: number
  /** minutes of a working day kept for them */
  minutes_a_day: number
  /** bounds in working days and minutes of a contact by grade; null for the defaults */
  by_grade: Json | null
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface WinbackCampaignTable {
  /** tenant */
  org_id: string
  /** UUIDv7; also the seed of the hold-out draw */
  id: string
  /** what it is called */
  name: string
  /** what it is to achieve */
  goal: Generated<string>
  /** how people go about it */
  method: Generated<string>
  /** what they bring along */
  materials: Generated<string>
  /** what it may cost, minor units */
  budget_minor: number | null
  /** ISO 4217 */
  currency: string
  /** first day */
  starts_on: string
  /** last day */
  ends_on: string
  /** whether it runs */
  state: Generated<string>
  /** who leads it; its list holds what this member reaches */
  owner_id: string
  /** which lost deals belong to it: filters and the lowest score */
  rule: Json
  /** share of the list that is left alone, for comparison */
  hold_out: number
  /** whether the list fills itself every night */
  refills: Generated<boolean>
  /** when it last did */
  refilled_at: Moment | null
  /** optimistic lock */
  version: Generated<number>
  /** when it was made */
  created_at: Moment
  /** member who made it */
  created_by: string
  /** last change */
  updated_at: Moment
  /** when it was archived */
  deleted_at: Moment | null
}

export interface WinbackFactTable {
  /** tenant */
  org_id: string
  /** the lost deal */
  opportunity_id: string
  /** last day of the contract with whoever won instead */
  contract_ends_on: string | null
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who said so */
  updated_by: string
}

export interface WinbackMemberTable {
  /** tenant */
  org_id: string
  /** the campaign */
  campaign_id: string
  /** the lost deal */
  opportunity_id: string
  /** drawn to be left alone */
  held_out: boolean
  /** how far it got */
  state: Generated<string>
  /** win-back score when it was enrolled */
  score: number
  /** who works on it */
  assignee_id: string
  /** the task made for that */
  task_id: string | null
  /** new deal it became */
  successor_id: string | null
  /** refill that brought it, which can be taken back as one */
  batch_id: string
  /** when it came onto the list */
  enrolled_at: Moment
  /** when the customer was reached */
  contacted_at: Moment | null
  /** when the customer answered */
  answered_at: Moment | null
  /** when it became a deal again */
  reopened_at: Moment | null
  /** when the customer declined */
  declined_at: Moment | null
  /** what was said */
  note: string | null
  /** when the campaign stopped: the deal is free for another */
  ended_at: Moment | null
  /** optimistic lock */
  version: Generated<number>
}

export interface WinbackMonthTable {
  /** tenant */
  org_id: string
  /** the campaign */
  campaign_id: string
  /** first day of the month */
  month: string
  /** customers to be reached */
  reached: Generated<number>
  /** deals to be opened again */
  reopened: Generated<number>
  /** deals to be won */
  won: Generated<number>
  /** money to be won, minor units */
  money_minor: Generated<number>
}

export interface WinbackPersonTable {
  /** tenant */
  org_id: string
  /** the campaign */
  campaign_id: string
  /** the person */
  member_id: string
}

export interface WinbackSettingTable {
  /** tenant */
  org_id: string
  /** by loss reason: share 0-1, the share until it is ready, and since when it is */
  recoverability: Json
  /** by customer level: share 0-1 */
  fit: Json
  /** optimistic lock */
  version: Generated<number>
  /** last change */
  updated_at: Moment
  /** member who made it */
  updated_by: string
}

export interface WinbackStrengthTable {
  /** tenant */
  org_id: string
  /** the lost deal */
  opportunity_id: string
  /** the loss it was computed for; another one makes it void */
  closed_at: Moment
  /** 0 to 100 */
  strength: number
  /** activities recorded until then are in it */
  computed_at: Moment
}

export interface DB {
  account: AccountTable
  account_member: AccountMemberTable
  account_plan: AccountPlanTable
  account_plan_action: AccountPlanActionTable
  account_plan_deal: AccountPlanDealTable
  account_plan_review: AccountPlanReviewTable
  account_plan_version: AccountPlanVersionTable
  account_role_setting: AccountRoleSettingTable
  activity: ActivityTable
  activity_contact: ActivityContactTable
  approval: ApprovalTable
  audit_entry: AuditEntryTable
  battlecard: BattlecardTable
  calendar_day: CalendarDayTable
  capacity_assumption: CapacityAssumptionTable
  chore_record: ChoreRecordTable
  competitor: CompetitorTable
  contact: ContactTable
  contact_tie: ContactTieTable
  credential: CredentialTable
  customer: CustomerTable
  customer_complaint: CustomerComplaintTable
  customer_contact_sum: CustomerContactSumTable
  customer_credit: CustomerCreditTable
  customer_date: CustomerDateTable
  customer_health: CustomerHealthTable
  customer_health_month: CustomerHealthMonthTable
  customer_interview: CustomerInterviewTable
  customer_merge: CustomerMergeTable
  customer_override: CustomerOverrideTable
  customer_parent: CustomerParentTable
  customer_quality_fact: CustomerQualityFactTable
  customer_standing: CustomerStandingTable
  customer_standing_change: CustomerStandingChangeTable
  customer_tier: CustomerTierTable
  customer_trust_proof: CustomerTrustProofTable
  customer_usage: CustomerUsageTable
  decision_chain: DecisionChainTable
  delegation: DelegationTable
  document: DocumentTable
  document_content: DocumentContentTable
  exchange_rate: ExchangeRateTable
  field_event: FieldEventTable
  fit_tier: FitTierTable
  forecast_category: ForecastCategoryTable
  forecast_model: ForecastModelTable
  forecast_override: ForecastOverrideTable
  forecast_round: ForecastRoundTable
  forecast_round_event: ForecastRoundEventTable
  forecast_setting: ForecastSettingTable
  forecast_stage: ForecastStageTable
  forecast_submission: ForecastSubmissionTable
  forecast_training: ForecastTrainingTable
  gate_attempt: GateAttemptTable
  grade_month: GradeMonthTable
  handover: HandoverTable
  health_progress: HealthProgressTable
  health_setting: HealthSettingTable
  idempotency_key: IdempotencyKeyTable
  import_change: ImportChangeTable
  import_failure: ImportFailureTable
  import_identity: ImportIdentityTable
  import_run: ImportRunTable
  job: JobTable
  key_account: KeyAccountTable
  key_account_change: KeyAccountChangeTable
  key_account_fact: KeyAccountFactTable
  key_account_progress: KeyAccountProgressTable
  key_account_setting: KeyAccountSettingTable
  lead: LeadTable
  loss_reason: LossReasonTable
  member: MemberTable
  membership: MembershipTable
  named_competitor: NamedCompetitorTable
  next_action_event: NextActionEventTable
  operating_progress: OperatingProgressTable
  operating_round: OperatingRoundTable
  operating_setting: OperatingSettingTable
  operating_state: OperatingStateTable
  operating_task: OperatingTaskTable
  opportunity: OpportunityTable
  opportunity_element: OpportunityElementTable
  opportunity_known: OpportunityKnownTable
  opportunity_known_through: OpportunityKnownThroughTable
  opportunity_span: OpportunitySpanTable
  organisation: OrganisationTable
  outbox: OutboxTable
  pipeline: PipelineTable
  pipeline_draft: PipelineDraftTable
  pipeline_snapshot: PipelineSnapshotTable
  pipeline_version: PipelineVersionTable
  pool_event: PoolEventTable
  pool_setting: PoolSettingTable
  pool_stay: PoolStayTable
  product: ProductTable
  quality_pass: QualityPassTable
  quality_progress: QualityProgressTable
  quality_setting: QualitySettingTable
  repurchase_customer: RepurchaseCustomerTable
  repurchase_model: RepurchaseModelTable
  repurchase_progress: RepurchaseProgressTable
  scenario: ScenarioTable
  search_gram: SearchGramTable
  service_strategy: ServiceStrategyTable
  source: SourceTable
  stage: StageTable
  stage_benchmark: StageBenchmarkTable
  stage_event: StageEventTable
  stage_published: StagePublishedTable
  stage_statistic: StageStatisticTable
  standing_count: StandingCountTable
  stocktake: StocktakeTable
  stocktake_item: StocktakeItemTable
  survey: SurveyTable
  survey_answer: SurveyAnswerTable
  survey_invitation: SurveyInvitationTable
  target: TargetTable
  target_edit: TargetEditTable
  target_line: TargetLineTable
  target_lock: TargetLockTable
  target_node: TargetNodeTable
  target_step: TargetStepTable
  task: TaskTable
  team: TeamTable
  upkeep_listed: UpkeepListedTable
  upkeep_plan: UpkeepPlanTable
  upkeep_progress: UpkeepProgressTable
  upkeep_setting: UpkeepSettingTable
  winback_campaign: WinbackCampaignTable
  winback_fact: WinbackFactTable
  winback_member: WinbackMemberTable
  winback_month: WinbackMonthTable
  winback_person: WinbackPersonTable
  winback_setting: WinbackSettingTable
  winback_strength: WinbackStrengthTable
}
