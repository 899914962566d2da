import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A new opaque secret (256 bits); only its SHA-256 is ever stored. The prefix lets scanners recognise a leaked one. */
export const newSecret = (prefix: 'sls' | 'slt' | 'sli'): string => `${prefix}_${randomBytes(32).toString('base64url')}`

export const fingerprint = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** The anti-forgery token that belongs to a session: only a page that may read the session's reply knows it. */
export const csrfToken = (secret: string, session: string): string =>
  createHmac('sha256', secret)
    .update('csrf ' + session)
    .digest('base64url')

export const sameText = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
