import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { homePhoneRegion, parsePhone, parsePhones, phoneRegionOf, splitPhones } from './phone.ts'

const number = (text: string, region: 'CN' | 'TW' | 'HK' = 'CN') => {
  const parsed = parsePhone(text, region)
  return parsed.ok ? parsed.e164 + (parsed.extension ? ` x${parsed.extension}` : '') : parsed.reason
}

describe('a telephone number as people type it', () => {
  it.each([
    ['13800138000', '+8613800138000'],
    [' 138 0013 8000 ', '+8613800138000'],
    ['138-0013-8000', '+8613800138000'],
    ['１３８００１３８０００', '+8613800138000'],
    ['0086 13800138000', '+8613800138000'],
    ['86 13800138000', '+8613800138000'],
    ['8613800138000', '+8613800138000'],
    ['+86-138-0013-8000', '+8613800138000'],
    ['手机：13800138000', '+8613800138000'],
    ['13800138000（王总）', '+8613800138000'],
    ['13800138000 李女士', '+8613800138000'],
    ['(021)68888888', '+862168888888'],
    ['（０２１）６８８８８８８８', '+862168888888'],
    ['021—6888 8888', '+862168888888'],
    ['+86 (0)21 6888 8888', '+862168888888'],
    ['0571-87654321', '+8657187654321'],
    ['400-800-8820', '+864008008820'],
    ['+852 9123 4567', '+85291234567'],
    ['0912-345-678', '+886912345678'],
    ['+1 650 253 0000', '+16502530000'],
  ])('%s', (text, expected) => expect(number(text)).toBe(expected))

  it.each([
    ['021-6888 8888转801', '+862168888888 x801'],
    ['021-68888888 轉 801', '+862168888888 x801'],
    ['021-68888888 ext. 801', '+862168888888 x801'],
    ['021-68888888 x801', '+862168888888 x801'],
    ['021-68888888#801', '+862168888888 x801'],
    ['021-68888888-801', '+862168888888 x801'],
    ['(0571) 87654321-12', '+8657187654321 x12'],
    ['021-68888888分机：801', '+862168888888 x801'],
  ])('with an extension: %s', (text, expected) => expect(number(text)).toBe(expected))

  it.each([
    ['没有', 'not-a-number'],
    ['', 'not-a-number'],
    ['1.38001E+10', 'scientific'],
    ['1.38E10', 'scientific'],
    ['1380013800', 'too-short'],
    ['68888888', 'too-short'],
    ['138001380001', 'too-long'],
    ['13800138000/13900139000', 'several'],
    ['12345678901', 'not-assigned'],
    ['abc13800138000xyz', 'not-a-number'],
  ])('is refused: %s as %s', (text, reason) => expect(number(text)).toBe(reason))

  it('is read by the plan of its region', () => {
    expect(number('02-2712-3456', 'TW')).toBe('+886227123456')
    expect(number('9123 4567', 'HK')).toBe('+85291234567')
    expect(number('0912-345-678', 'TW')).toBe('+886912345678')
  })

  it('is a mainland mobile in Taiwan and Hong Kong too, where no number looks like one', () => {
    expect(number('138 0013 8000', 'TW')).toBe('+8613800138000')
    expect(number('13800138000', 'HK')).toBe('+8613800138000')
    expect(number('+886 13800138000', 'TW')).not.toBe('+8613800138000')
  })

  it('stays what it is when parsed again', () => {
    for (const text of ['021-6888 8888', '0912-345-678', '+852 9123 4567', '13800138000']) {
      const once = number(text)
      expect(number(once)).toBe(once)
    }
  })
})

describe('a cell with several numbers', () => {
  it.each([
    ['13800138000/13900139000', ['+8613800138000', '+8613900139000']],
    ['13800138000、021-68888888', ['+8613800138000', '+862168888888']],
    ['13800138000 13900139000', ['+8613800138000', '+8613900139000']],
    ['13800138000,13900139000', ['+8613800138000', '+8613900139000']],
    ['021-68888888/9', ['+862168888888']],
    ['13800138000\n没有', ['+8613800138000']],
  ])('%j', (text, expected) => {
    expect(parsePhones(text, 'CN').map((parsed) => (parsed.ok ? parsed.e164 : parsed.reason))).toEqual(expected)
  })

  it('judges each number by itself', () => {
    expect(parsePhones('13800138000/1380013800', 'CN')).toEqual([
      { ok: true, e164: '+8613800138000' },
      { ok: false, reason: 'too-short' },
    ])
    expect(splitPhones('')).toEqual([])
  })
})

describe('the region of a number without country code', () => {
  it.each([
    ['台北範例股份有限公司', 'TW'],
    ['高雄港務', 'TW'],
    ['香港範例有限公司', 'HK'],
    ['澳门某某', 'MO'],
    ['北京云帆科技有限公司', 'CN'],
    ['台州市黄岩模具厂', 'CN'],
  ])('%s → %s', (name, region) => expect(phoneRegionOf(name, 'CN')).toBe(region))

  it('follows the organisation’s time zone otherwise', () => {
    expect(homePhoneRegion('Asia/Taipei')).toBe('TW')
    expect(homePhoneRegion('Asia/Shanghai')).toBe('CN')
  })
})

const folder = new URL('../../../shared/data/messy_zh/', import.meta.url)
const present = existsSync(folder)
if (!present) console.warn('SKIPPED phone.test.ts: ../shared/data/messy_zh is absent, its twelve numbers are not checked')

interface Expected {
  customers_phones: { name: string; phone: string; expect: string }[]
}
const cases = present
  ? (JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Expected).customers_phones
  : [{ name: '', phone: '', expect: '' }]

describe.skipIf(!present)('the twelve numbers of the damaged export', () => {
  it.each(cases)('$name $phone → $expect', ({ name, phone, expect: wanted }) => {
    const parsed = parsePhone(phone, phoneRegionOf(name, 'CN'))
    if (wanted === 'two numbers') {
      expect(parsed).toEqual({ ok: false, reason: 'several' })
      expect(parsePhones(phone, 'CN').every(({ ok }) => ok)).toBe(true)
      expect(parsePhones(phone, 'CN')).toHaveLength(2)
    } else if (wanted.startsWith('INVALID')) expect(parsed.ok).toBe(false)
    else if (wanted === 'TW mobile') expect(parsed).toEqual({ ok: true, e164: '+886912345678' })
    else {
      const [e164, extension] = wanted.replace(/(\d) (?=\d)/g, '$1').split(' x')
      expect(parsed).toEqual({ ok: true, e164, ...(extension ? { extension } : {}) })
    }
  })
})
