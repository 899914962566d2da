import { expect, it } from 'vitest'
import { parsePostmasterPid } from './postmaster-pid.ts'

it('postmaster.pid of a ready server is read', () => {
  expect(parsePostmasterPid('4711\n/data/postgres\n1790000000\n5432\n/data/socket\n\n  5432001    32769\nready   \n')).toEqual({
    pid: 4711,
    dataFolder: '/data/postgres',
    port: 5432,
    socketFolder: '/data/socket',
    isReady: true,
  })
})

it('a starting server, a single-user one and a half-written file are told apart', () => {
  expect(parsePostmasterPid('4711\n/data/postgres\n1790000000\n5432\n/s\n\n1 2\nstarting\n')?.isReady).toBe(false)
  expect(parsePostmasterPid('-4711\n/data/postgres\n')?.pid).toBe(4711)
  expect(parsePostmasterPid('')).toBeUndefined()
  expect(parsePostmasterPid('nonsense')).toBeUndefined()
})
