/** What the audit trail knows of a kind of record: where its name stands, whose it is, and which ability lets one read it. */
export interface EntityKind {
  table: string
  /** Column with the record's name; 'names' holds it by language. */
  name: string
  names?: boolean
  idColumn?: string
  /** Column with the owner; without it the record is everybody's in the organisation. */
  owner?: string
  /** Column with the customer, whose account team may read the record. */
  customer?: string
  /** Ability without which nobody reads such records. */
  ability?: string
}

export const entityKinds = {
  organization: { table: 'organisation', name: 'name', idColumn: 'org_id', ability: 'organisation.manage' },
  member: { table: 'member', name: 'name', owner: 'id' },
  team: { table: 'team', name: 'name' },
  customer: { table: 'customer', name: 'name', owner: 'owner_id', customer: 'id', ability: 'customers.read' },
  contact: { table: 'contact', name: 'name', owner: 'owner_id', customer: 'customer_id', ability: 'customers.read' },
  lead: { table: 'lead', name: 'company', owner: 'owner_id', ability: 'leads.read' },
  opportunity: { table: 'opportunity', name: 'name', owner: 'owner_id', customer: 'customer_id', ability: 'opportunities.read' },
  'win-back-campaign': { table: 'winback_campaign', name: 'name', owner: 'owner_id', ability: 'opportunities.read' },
  stocktake: { table: 'stocktake', name: 'scope_name', owner: 'started_by', ability: 'reports.read' },
  task: { table: 'task', name: 'title', names: true, owner: 'assignee_id' },
  activity: { table: 'activity', name: 'content', owner: 'owner_id' },
  product: { table: 'product', name: 'name' },
  survey: { table: 'survey', name: 'name', ability: 'customers.read' },
  source: { table: 'source', name: 'name', names: true },
  competitor: { table: 'competitor', name: 'name' },
  pipeline: { table: 'pipeline', name: 'name', names: true },
  stage: { table: 'stage', name: 'name', names: true },
} as const satisfies Record<string, EntityKind>

export const entityKindOf = (kind: string): EntityKind | undefined =>
  Object.hasOwn(entityKinds, kind) ? entityKinds[kind as keyof typeof entityKinds] : undefined
