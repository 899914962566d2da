import { run } from './children.mjs'

const { code } = await run('npx', ['oxfmt'])
process.exitCode = code
