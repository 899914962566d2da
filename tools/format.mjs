import { run } from './children.mjs'

const { code } = await run('npx', ['prettier', '--write', '--log-level', 'warn', '.'])
process.exitCode = code
