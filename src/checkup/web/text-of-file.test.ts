import { expect, test } from 'vitest'
import { textOfFile } from './text-of-file.ts'

test('a file in UTF-8 and the same in GB18030, as Chinese Excel saves it, say the same', async () => {
  const inGb = new Uint8Array([0xd0, 0xe8, 0xc7, 0xf3, 0x2c, 0x36, 0x30])
  expect(await textOfFile(new Blob([inGb]))).toBe('需求,60')
  expect(await textOfFile(new Blob(['需求,60']))).toBe('需求,60')
})
