import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

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

/** A text that only somebody who has `key` can read again (AES-256-GCM, a nonce of its own each time). */
export function sealed(text: string, key: Buffer): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url')
}

/** What was sealed; null under another key, or when it has been tampered with. */
export function unsealed(seal: string, key: Buffer): string | null {
  const bytes = Buffer.from(seal, 'base64url')
  if (bytes.length < 28) return null
  const opening = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
  opening.setAuthTag(bytes.subarray(12, 28))
  try {
    return Buffer.concat([opening.update(bytes.subarray(28)), opening.final()]).toString('utf8')
  } catch {
    return null
  }
}
