import { issueCredential } from '../../src/people/store.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Db } from '../../src/platform/database/connect.ts'
import type { Company, Person } from './a-company.ts'

/** An API token of a person in a company, for tests that ask over HTTP. */
export async function tokenOf(db: Db, company: Company, person: Person): Promise<string> {
  const memberId = company.member[person]
  const { secret } = await issueCredential(db, { kind: 'api-token', orgId: company.orgId, memberId, name: newId() })
  return secret
}
