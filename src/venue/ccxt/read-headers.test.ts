import { expect, it } from 'vitest'
import { leftShareOf, retryAfterOf } from './read-headers.ts'

const now = Date.parse('2024-01-01T00:00:00Z')

it.each([
  ['3', 3_000_000],
  ['Mon, 01 Jan 2024 00:00:05 GMT', 5_000_000],
  ['Mon, 01 Jan 2023 00:00:05 GMT', undefined],
  ['0', undefined],
  ['-1', undefined],
  ['99999999', undefined],
  ['1e3', undefined],
  ['soon', undefined],
])('a venue that says to come again after %s is left alone for %s us', (text, us) => {
  expect(retryAfterOf({ 'retry-after': text }, now)).toBe(us)
})

it('says nothing when there is no such header', () => {
  for (const headers of [undefined, null, 7, {}, { 'Retry-After': 7 }])
    expect(retryAfterOf(headers, now)).toBeUndefined()
})

it.each([
  [{ 'X-Mbx-Used-Weight-1m': '1500' }, 0.75],
  [{ 'x-mbx-used-weight-1m': '9000' }, 0],
  [{ 'X-Bapi-Limit-Status': '5', 'X-Bapi-Limit': '20' }, 0.25],
  [{ 'X-Bapi-Limit-Status': '5', 'X-Bapi-Limit': '0' }, undefined],
  [{ 'X-Mbx-Used-Weight-1m': 'NaN' }, undefined],
  [{}, undefined],
])('of %o is left %s', (headers, left) => {
  expect(leftShareOf(headers)).toBe(left)
})
