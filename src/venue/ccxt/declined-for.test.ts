import { expect, it } from 'vitest'
import { declinedFor } from './declined-for.ts'
import { traitsOf } from './venue-traits.ts'

it.each([
  ['EService:Unavailable', 'ambiguous'],
  ['EGeneral:Internal error', 'ambiguous'],
  ['EOrder:Rate limit exceeded', 'throttled'],
  ['EOrder:Insufficient funds', 'refused'],
])('takes %s, said of one order of several, for %s', (said, kind) => {
  expect(declinedFor(said, traitsOf('kraken').words).kind).toBe(kind)
})

it('knows an order that the venue has already', () => {
  const { words } = traitsOf('kraken')
  expect(declinedFor('EGeneral:Invalid arguments:cl_ord_id', words)).toMatchObject({
    isDuplicate: true,
  })
  expect(declinedFor('EOrder:Insufficient funds', words)).toMatchObject({ isDuplicate: false })
})
