export const exportKinds = ['customers', 'contacts', 'leads', 'opportunities', 'activities'] as const
export type ExportKind = (typeof exportKinds)[number]

/** How a value is written; absent: as it is. */
export type ExportCell = 'money' | 'moment' | 'choice' | 'lead-status' | undefined

export interface ExportColumn {
  /** Its heading is the word `field.FIELD`: the same by which imports know it. */
  field:
    | 'externalId'
    | 'name'
    | 'industry'
    | 'region'
    | 'headcount'
    | 'level'
    | 'source'
    | 'owner'
    | 'phone'
    | 'socialCreditCode'
    | 'createdOn'
    | 'lastActivity'
    | 'customer'
    | 'title'
    | 'role'
    | 'email'
    | 'wechat'
    | 'note'
    | 'company'
    | 'contactName'
    | 'product'
    | 'demand'
    | 'status'
    | 'stage'
    | 'amount'
    | 'currency'
    | 'expectedCloseOn'
    | 'closedOn'
    | 'nextStep'
    | 'nextStepOn'
    | 'pipeline'
    | 'kind'
    | 'opportunity'
    | 'happenedAt'
    | 'contact'
    | 'lead'
    | 'purpose'
    | 'content'
    | 'feedback'
    | 'result'
    | 'place'
    | 'durationMinutes'
  /** Where the value is in the list's item. */
  path: string
  as?: ExportCell
  width?: number
}

/** What goes out of each list, in this order. Phones and addresses are as masked as on the screen. */
export const exportColumns: Record<ExportKind, readonly ExportColumn[]> = {
  customers: [
    { field: 'externalId', path: 'externalId' },
    { field: 'name', path: 'name', width: 32 },
    { field: 'industry', path: 'industry' },
    { field: 'headcount', path: 'headcountBand' },
    { field: 'region', path: 'region' },
    { field: 'source', path: 'source.name' },
    { field: 'level', path: 'level', as: 'choice' },
    { field: 'phone', path: 'phone', width: 20 },
    { field: 'socialCreditCode', path: 'socialCreditCode', width: 22 },
    { field: 'owner', path: 'owner.name' },
    { field: 'lastActivity', path: 'lastActivityAt', as: 'moment', width: 18 },
    { field: 'createdOn', path: 'createdAt', as: 'moment', width: 18 },
  ],
  contacts: [
    { field: 'externalId', path: 'externalId' },
    { field: 'customer', path: 'customer.name', width: 32 },
    { field: 'name', path: 'name' },
    { field: 'title', path: 'title' },
    { field: 'role', path: 'role', as: 'choice' },
    { field: 'phone', path: 'phone', width: 20 },
    { field: 'email', path: 'email', width: 28 },
    { field: 'wechat', path: 'wechat' },
    { field: 'owner', path: 'owner.name' },
    { field: 'note', path: 'note', width: 40 },
  ],
  leads: [
    { field: 'externalId', path: 'externalId' },
    { field: 'company', path: 'company', width: 32 },
    { field: 'contactName', path: 'contactName' },
    { field: 'phone', path: 'phone', width: 20 },
    { field: 'email', path: 'email', width: 28 },
    { field: 'industry', path: 'industry' },
    { field: 'region', path: 'region' },
    { field: 'source', path: 'source.name' },
    { field: 'product', path: 'product.name' },
    { field: 'demand', path: 'demand', width: 40 },
    { field: 'status', path: 'status', as: 'lead-status' },
    { field: 'owner', path: 'owner.name' },
    { field: 'note', path: 'note', width: 40 },
    { field: 'createdOn', path: 'createdAt', as: 'moment', width: 18 },
  ],
  opportunities: [
    { field: 'externalId', path: 'externalId' },
    { field: 'name', path: 'name', width: 36 },
    { field: 'customer', path: 'customer.name', width: 32 },
    { field: 'product', path: 'product.name' },
    { field: 'owner', path: 'owner.name' },
    { field: 'pipeline', path: 'pipeline.name' },
    { field: 'stage', path: 'stage.name' },
    { field: 'status', path: 'status', as: 'choice' },
    { field: 'amount', path: 'amountMinor', as: 'money' },
    { field: 'currency', path: 'currency', width: 8 },
    { field: 'createdOn', path: 'createdAt', as: 'moment', width: 18 },
    { field: 'expectedCloseOn', path: 'expectedCloseOn' },
    { field: 'closedOn', path: 'closedAt', as: 'moment', width: 18 },
    { field: 'region', path: 'region' },
    { field: 'nextStep', path: 'nextStep', width: 28 },
    { field: 'nextStepOn', path: 'nextStepOn' },
  ],
  activities: [
    { field: 'externalId', path: 'externalId' },
    { field: 'happenedAt', path: 'happenedAt', as: 'moment', width: 18 },
    { field: 'kind', path: 'kind', as: 'choice' },
    { field: 'customer', path: 'customer.name', width: 32 },
    { field: 'opportunity', path: 'opportunity.name', width: 36 },
    { field: 'lead', path: 'lead.name', width: 32 },
    { field: 'contact', path: 'contacts' },
    { field: 'owner', path: 'owner.name' },
    { field: 'purpose', path: 'purpose', width: 28 },
    { field: 'content', path: 'content', width: 60 },
    { field: 'feedback', path: 'feedback', width: 40 },
    { field: 'result', path: 'result', width: 40 },
    { field: 'nextStep', path: 'nextStep', width: 28 },
    { field: 'nextStepOn', path: 'nextStepOn' },
    { field: 'place', path: 'place' },
    { field: 'durationMinutes', path: 'durationMinutes' },
  ],
}
