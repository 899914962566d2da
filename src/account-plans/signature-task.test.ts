import { expect, test } from 'vitest'
import { signatureSteps, signBy, signerOf } from './signature-task.ts'

const teams = [
  { id: 'house', parentId: null, isRegion: false },
  { id: 'south', parentId: 'house', isRegion: true },
]
const rep = { id: 'li', role: 'rep', teamId: 'south' }
const supervisor = { id: 'zhao', role: 'supervisor', teamId: 'south' }
const director = { id: 'director', role: 'director', teamId: 'house' }
const administrator = { id: 'admin', role: 'administrator', teamId: null }
const everybody = [rep, supervisor, director, administrator]
const signer = (writerId: string, people = everybody, ownerId = 'li') =>
  signerOf({ customerId: '0000ab', ownerId, writerId }, people, teams)

test('the owner’s supervisor signs what the owner wrote; what the supervisor wrote is signed above; with nobody above, by an administrator', () => {
  expect([signer('li'), signer('zhao'), signer('director')]).toEqual(['zhao', 'director', 'zhao'])
  expect(signer('zhao', everybody, 'zhao')).toBe('director')
  expect(signer('li', [rep, administrator])).toBe('admin')
  expect(signer('admin', [rep, administrator])).toBeNull()
})

test('the task of a signature is made once, goes along with the signer, and leaves with the plan', () => {
  const review = { reviewId: 'r', writerId: 'li', signerId: 'zhao', isOver: false }
  const key = 'plan-signature r'
  const none = { raise: [], move: [], withdraw: [] }
  expect(signatureSteps(review, undefined)).toEqual({ ...none, raise: [key] })
  expect(signatureSteps(review, { madeFor: 'zhao', assigneeId: 'zhao' })).toEqual(none)
  expect(signatureSteps(review, { madeFor: 'wu', assigneeId: 'wu' }).move).toEqual([{ key, from: 'wu', to: 'zhao' }])
  // given on by hand it stays there, but not with whoever wrote the review
  expect(signatureSteps(review, { madeFor: 'zhao', assigneeId: 'director' })).toEqual(none)
  expect(signatureSteps(review, { madeFor: 'zhao', assigneeId: 'li' }).move).toEqual([{ key, from: 'li', to: 'zhao' }])
  expect(signatureSteps({ ...review, isOver: true }, undefined)).toEqual(none)
  expect(signatureSteps({ ...review, isOver: true }, { madeFor: 'zhao', assigneeId: 'zhao' }).withdraw).toEqual([key])
  expect(signatureSteps({ ...review, signerId: null }, undefined)).toEqual(none)
})

test('a review is to be signed within three days', () => expect(signBy('2026-06-29')).toBe('2026-07-02'))
