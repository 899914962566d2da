import type { Caller } from '../platform/session.ts'

/** Whether the caller sees telephone numbers, e-mail and WeChat of contacts in full, and may search by them. */
export const seesContactDetails = ({ abilities }: Pick<Caller, 'abilities'>): boolean => abilities.has('contacts.unmasked')

/** +8613800138000 → +86138****8000: country and network stay, the person does not. */
export const maskedPhone = (phone: string): string => {
  const shown = Math.min(4, Math.max(0, phone.length - 7))
  const head = phone.slice(0, Math.max(3, phone.length - 4 - shown))
  return `${head}****${phone.slice(phone.length - shown)}`
}

/** wang.wei@acme.cn → w***@acme.cn. */
export const maskedEmail = (email: string): string => `${email.slice(0, 1)}***${email.slice(email.lastIndexOf('@'))}`

interface Details {
  phone: string | null
  phoneExtension: string | null
  phoneGiven: string | null
  email: string | null
  wechat: string | null
}

/** The details as this caller may see them. */
export const maskedFor = <T extends Details>(caller: Pick<Caller, 'abilities'>, contact: T): T & { masked: boolean } =>
  seesContactDetails(caller)
    ? { ...contact, masked: false }
    : {
        ...contact,
        phone: contact.phone && maskedPhone(contact.phone),
        phoneExtension: null,
        phoneGiven: null,
        email: contact.email && maskedEmail(contact.email),
        wechat: contact.wechat && '***',
        masked: true,
      }
