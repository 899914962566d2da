/** What journeys find when they begin: made through the API, as a program would. */

export const ask = async <T>(url: string, token: string, method: string, path: string, body?: unknown): Promise<T> => {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (answer.status === 204 ? undefined : await answer.json()) as T
}

export interface Made {
  id: string
  name: string
  version: number
}

/** A customer with all that is mandatory. */
export const aCustomer = async (
  url: string,
  token: string,
  name: string,
  contact: { name: string; phone: string } = { name: '林国强', phone: '13800138000' },
): Promise<Made> =>
  ask(url, token, 'POST', '/customers', {
    name,
    industry: '制造',
    headcountBand: '100-499',
    region: '苏州',
    sourceId: (await ask<{ items: { id: string }[] }>(url, token, 'GET', '/sources')).items[0]?.id,
    contact: { ...contact, role: 'decider' },
    confirmDuplicate: true,
  })

export const aDeal = (url: string, token: string, customerId: string, name: string, amount: number): Promise<Made> =>
  ask(url, token, 'POST', '/opportunities', { customerId, name, amountMinor: amount * 100 })

export interface Colleague {
  id: string
  email: string
  password: string
  /** For the API. */
  token: string
}

/** Somebody who was invited and has chosen a password. */
export const aColleague = async (
  url: string,
  token: string,
  { name, role, email }: { name: string; role: string; email: string },
): Promise<Colleague> => {
  const password = '三条河流 and 1 hill'
  const teams = await ask<{ items: { id: string; parentId: string | null }[] }>(url, token, 'GET', '/teams')
  const made = await ask<{ id: string; invitationUrl: string }>(url, token, 'POST', '/members', {
    name,
    email,
    role,
    teamId: teams.items[0]?.id,
  })
  const path = new URL(made.invitationUrl).pathname.replace('/invite/', '/invitations/')
  const accepted = await ask<{ token: string }>(url, '', 'POST', `${path}/acceptance`, { password })
  return { id: made.id, email, password, token: accepted.token }
}

/** A machine with much to do answers some requests later. */
export const orBusy = (error: Error): string => {
  if (error.message.includes(': 503 ')) return 'busy'
  throw error
}

/** The demo company: eighteen months of a sales team's work. */
export const loadDemo = async (url: string, token: string): Promise<void> => {
  await ask(url, token, 'POST', '/demo')
  for (let status = ''; status !== 'done'; await new Promise((next) => setTimeout(next, 200))) {
    status = await ask<{ status: string }>(url, token, 'GET', '/demo').then((demo) => demo.status, orBusy)
    if (status === 'failed') throw new Error('the demo company could not be loaded')
  }
}

/** The first record of a list. */
export const firstOf = async (url: string, token: string, list: string): Promise<string> => {
  const { items } = await ask<{ items: { id: string }[] }>(url, token, 'GET', `${list}${list.includes('?') ? '&' : '?'}limit=1`)
  if (!items[0]) throw new Error(`nothing in ${list}`)
  return items[0].id
}
