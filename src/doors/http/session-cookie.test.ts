import { expect, it } from 'vitest'
import { sessionInCookies, setSessionCookie } from './session-cookie.ts'

it('is kept for thirty days, away from programs and from other sites', () => {
  expect(setSessionCookie(8787, 'a.b')).toBe(
    'coinswarm-8787=a.b; Max-Age=2592000; Path=/; HttpOnly; SameSite=Strict',
  )
})

it.each([
  ['coinswarm-8787=a.1.c-_', 'a.1.c-_'],
  ['other=1; coinswarm-8787=mine', 'mine'],
  ['coinswarm-8788=theirs;coinswarm-8787=mine', 'mine'],
  ['coinswarm-8787=first; coinswarm-8787=second', 'first'],
  ['xcoinswarm-8787=no', ''],
  ['coinswarm-87870=no', ''],
  ['coinswarm-8787', ''],
  [';;=; coinswarm-8787=', ''],
  ['', ''],
  [undefined, ''],
])('is found among others: %s', (header, session) => {
  expect(sessionInCookies(header, 8787)).toBe(session)
})
