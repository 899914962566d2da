/** What people do here. */
export const roles = [
  'rep',
  'supervisor',
  'director',
  'marketing',
  'presales',
  'delivery',
  'service',
  'finance',
  'administrator',
  'auditor',
] as const
export type Role = (typeof roles)[number]

/** What a role may do at all; whose records it may do it to is its scope. */
export const abilities = [
  'customers.read',
  'customers.write',
  'leads.read',
  'leads.write',
  'opportunities.read',
  'opportunities.write',
  'activities.write',
  /** do one's own tasks, and write tasks */
  'tasks.write',
  /** give records to another owner within reach */
  'records.assign',
  /** let a deal pass an unmet gate, with a reason */
  'stages.override',
  'reports.read',
  'import',
  'export',
  /** products, sources, competitors, pipelines */
  'catalogue.manage',
  'members.manage',
  'organisation.manage',
  'audit.read',
  'api-tokens.create',
  /** see telephone numbers and e-mail addresses of contacts in full */
  'contacts.unmasked',
] as const
export type Ability = (typeof abilities)[number]

export type Scope = 'own' | 'subtree' | 'organisation'

const reading: Ability[] = ['customers.read', 'leads.read', 'opportunities.read', 'reports.read']
const selling: Ability[] = [
  ...reading,
  'customers.write',
  'leads.write',
  'opportunities.write',
  'activities.write',
  'tasks.write',
  'contacts.unmasked',
  'api-tokens.create',
]
const leading: Ability[] = [...selling, 'records.assign', 'stages.override', 'import', 'export']

/** Roles as seeded: scope and abilities (DOMAIN §10). */
export const roleDefinitions: Record<Role, { scope: Scope; abilities: readonly Ability[] }> = {
  rep: { scope: 'own', abilities: selling },
  supervisor: { scope: 'subtree', abilities: leading },
  director: { scope: 'organisation', abilities: [...leading, 'audit.read'] },
  marketing: {
    scope: 'organisation',
    abilities: ['leads.read', 'leads.write', 'tasks.write', 'reports.read', 'import', 'contacts.unmasked', 'api-tokens.create'],
  },
  presales: {
    scope: 'organisation',
    abilities: ['customers.read', 'opportunities.read', 'activities.write', 'tasks.write', 'contacts.unmasked'],
  },
  delivery: {
    scope: 'organisation',
    abilities: ['customers.read', 'opportunities.read', 'activities.write', 'tasks.write', 'contacts.unmasked'],
  },
  service: { scope: 'organisation', abilities: ['customers.read', 'activities.write', 'tasks.write', 'contacts.unmasked'] },
  finance: {
    scope: 'organisation',
    abilities: ['customers.read', 'opportunities.read', 'tasks.write', 'reports.read', 'export'],
  },
  administrator: { scope: 'organisation', abilities },
  auditor: { scope: 'organisation', abilities: [...reading, 'audit.read', 'export'] },
}

/** Who may hand out a role: administrators any, nobody else. */
export const mayManageMembers = (given: ReadonlySet<string>): boolean => given.has('members.manage')
