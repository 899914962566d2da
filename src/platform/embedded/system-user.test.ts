import { expect, it } from 'vitest'
import { preferredUser } from './system-user.ts'

const passwd = 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534::/:/bin/false\n'

it('as root the server runs as the user made for it, then one made for databases, then nobody, never as root', () => {
  expect(preferredUser(passwd)).toEqual({ name: 'nobody', uid: 65534, gid: 65534 })
  expect(preferredUser(`${passwd}postgres:x:101:104::/:/bin/sh\n`)?.name).toBe('postgres')
  expect(preferredUser(`${passwd}postgres:x:101:104::/:/bin/sh\nsluice:x:999:999::/:/bin/sh\n`)?.name).toBe('sluice')
  expect(preferredUser('root:x:0:0::/:/bin/sh\nsluice:x:0:0::/:/bin/sh\n')).toBeUndefined()
})
