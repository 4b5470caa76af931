import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOf, guardRequest, type Knock } from './guard-request.ts'

const address = addressOf(4717)
const knock: Knock = {
  method: 'GET',
  url: '/api/snapshot',
  hosts: ['127.0.0.1:4717'],
  origin: undefined,
  isUpgrade: false,
  isOpen: false,
  hasSession: true,
}
const codeOf = (change: Partial<Knock>): string | undefined =>
  guardRequest({ ...knock, ...change }, address)?.code

describe('guardRequest', () => {
  it.each(['127.0.0.1:4717', '127.0.0.1', 'localhost:4717', 'localhost', '[::1]:4717', '[::1]'])(
    'lets the own address %s in',
    (host) => {
      expect(codeOf({ hosts: [host] })).toBeUndefined()
    },
  )

  it.each([
    'evil.example',
    'evil.example:4717',
    '127.0.0.1.:4717',
    'localhost.',
    '127.0.0.1:80',
    '127.0.0.1:4717:4717',
    '0.0.0.0:4717',
    '[::]:4717',
    '::1',
    '127.0.0.1.evil.example',
    'user@127.0.0.1:4717',
    'LOCALHOST:4717 ',
    '',
  ])('refuses the Host %s', (host) => {
    expect(codeOf({ hosts: [host] })).toBe('foreign-host')
  })

  it('refuses no Host and two Hosts', () => {
    expect(codeOf({ hosts: [] })).toBe('foreign-host')
    expect(codeOf({ hosts: ['127.0.0.1:4717', '127.0.0.1:4717'] })).toBe('foreign-host')
  })

  it('refuses the absolute form of a URL', () => {
    expect(codeOf({ url: 'http://127.0.0.1:4717/api/snapshot' })).toBe('bad-url')
    expect(codeOf({ url: '*' })).toBe('bad-url')
  })

  it.each([
    'null',
    'https://127.0.0.1:4717',
    'http://127.0.0.1',
    'http://127.0.0.1:4718',
    'http://a.localhost:4717',
    'http://127.0.0.1:4717.evil.example',
    'http://evil.example/http://127.0.0.1:4717',
    '',
  ])('refuses the Origin %s, even for a GET', (origin) => {
    expect(codeOf({ origin })).toBe('foreign-origin')
  })

  it('wants an Origin where something changes or a stream opens', () => {
    expect(codeOf({ method: 'POST' })).toBe('foreign-origin')
    expect(codeOf({ isUpgrade: true })).toBe('foreign-origin')
    expect(codeOf({ isUpgrade: true, origin: 'http://localhost:4717' })).toBeUndefined()
  })

  it('wants a session everywhere but on the open routes', () => {
    expect(codeOf({ hasSession: false })).toBe('no-session')
    expect(codeOf({ hasSession: false, isOpen: true })).toBeUndefined()
  })

  it('lets no foreign Host in, whatever else is said', () => {
    fc.assert(
      fc.property(
        fc.record({
          method: fc.constantFrom('GET', 'HEAD', 'POST', 'DELETE'),
          url: fc.webPath(),
          hosts: fc.array(fc.string(), { maxLength: 2 }),
          origin: fc.option(fc.string(), { nil: undefined }),
          isUpgrade: fc.boolean(),
          isOpen: fc.boolean(),
          hasSession: fc.boolean(),
        }),
        (any) => {
          fc.pre(!any.hosts.some((host) => address.hosts.has(host)))
          expect(guardRequest(any, address)).toBeDefined()
        },
      ),
    )
  })
})
