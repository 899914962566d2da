import { describe, expect, it } from 'vitest'
import { emailFrom, phoneFrom } from './contact.ts'
import { maskedEmail, maskedFor, maskedPhone } from './masking.ts'
import { shownPhone } from './phone-display.ts'

describe('an e-mail address', () => {
  it.each([
    [' Wang.Wei@ACME.cn ', 'wang.wei@acme.cn'],
    ['ｗａｎｇ＠acme.cn', 'wang@acme.cn'],
    ['o’neill+crm@mail.example.co.uk', null],
    ["o'neill+crm@mail.example.co.uk", "o'neill+crm@mail.example.co.uk"],
    ['', ''],
  ])('%j is kept as %j', (given, kept) => {
    expect(emailFrom(given, 'email')).toEqual(
      kept === null ? { path: 'email', code: 'email.not-an-address' } : { email: kept === '' ? null : kept },
    )
  })
  it.each(['没有', 'wang@', '@acme.cn', 'wang@acme', 'a b@acme.cn', 'wang@-acme.cn', 'wang@acme..cn'])('%j is refused', (given) =>
    expect(emailFrom(given, 'contact.email')).toEqual({ path: 'contact.email', code: 'email.not-an-address' }),
  )
})

describe('a telephone number', () => {
  it('keeps what was typed beside what it means', () =>
    expect(phoneFrom('021-6888 8888转801', 'phone', 'CN')).toEqual({
      phone: '+862168888888',
      phoneExtension: '801',
      phoneGiven: '021-6888 8888转801',
    }))
  it('is read as its company’s country writes it', () =>
    expect(phoneFrom('02-2712-3456', 'phone', 'CN', '台北範例股份有限公司')).toMatchObject({ phone: '+886227123456' }))
  it('says what is wrong with it', () =>
    expect(phoneFrom('1380013800', 'contact.phone', 'CN')).toEqual({ path: 'contact.phone', code: 'phone.too-short' }))
  it.each([
    ['+8613800138000', null, '138 0013 8000'],
    ['+862168888888', '801', '021-6888 8888 x801'],
    ['+8657187654321', null, '0571-8765 4321'],
    ['+886912345678', null, '+886 912345678'],
    ['+86138****8000', null, '138 **** 8000'],
  ])('%s %s is shown as %s', (phone, extension, shown) => expect(shownPhone(phone, extension)).toBe(shown))
})

describe('for those who may not see contacts in full', () => {
  const contact = {
    phone: '+8613800138000',
    phoneExtension: '801',
    phoneGiven: '13800138000转801',
    email: 'wang.wei@acme.cn',
    wechat: 'wangwei',
  }
  it('the person behind the number and the address stays hidden', () => {
    const shown = JSON.stringify(maskedFor({ abilities: new Set() }, contact))
    expect(shown).not.toMatch(/0013|801|wang|wei/)
    expect(maskedFor({ abilities: new Set() }, contact)).toMatchObject({ phone: '+86138****8000', masked: true })
  })
  it('others see it all', () =>
    expect(maskedFor({ abilities: new Set(['contacts.unmasked']) }, contact)).toEqual({ ...contact, masked: false }))
  it('short numbers give nothing away either', () => {
    expect(maskedPhone('+1234567')).toBe('+12****7')
    expect(maskedEmail('a@b.cn')).toBe('a***@b.cn')
  })
})
