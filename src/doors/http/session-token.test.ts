import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { micros } from '../../domain/index.ts'
import { freshToken } from './fresh-token.ts'
import { isSession, mintSession, sessionLifeUs } from './session-token.ts'

const secret = new Uint8Array(32).fill(7)
const born = micros(1_000_000)
const token = mintSession(secret, freshToken(), born)

describe('session token', () => {
  it('holds from the moment it is minted until its life is over', () => {
    expect(isSession(secret, token, born)).toBe(true)
    expect(isSession(secret, token, micros(born + sessionLifeUs - 1))).toBe(true)
    expect(isSession(secret, token, micros(born + sessionLifeUs))).toBe(false)
    expect(isSession(secret, token, micros(born - 1))).toBe(false)
  })

  it('is worth nothing under another secret', () => {
    expect(isSession(new Uint8Array(32).fill(8), token, born)).toBe(false)
  })

  it('breaks when any one character of it is changed', () => {
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '3', '.', '_'), (at, by) => {
        fc.pre(token[at] !== by)
        // The last character of each part carries spare bits; the text is compared, not the bytes.
        const changed = token.slice(0, at) + by + token.slice(at + 1)
        expect(isSession(secret, changed, born)).toBe(false)
      }),
    )
  })

  it('declines whatever else a stranger sends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(isSession(secret, text, born)).toBe(false)
      }),
    )
  })
})
