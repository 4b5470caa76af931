import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dayUs, micros } from '../../domain/index.ts'
import { SimulatedDisk } from '../../kernel/index.ts'
import { base32, stepOfCode, stepUpCode, stepUpSecret } from './step-up-code.ts'
import { drawToken } from './draw-token.ts'
import { TokenBook } from './token-book.ts'

const now = micros(5 * dayUs)
const made = (name: string, scopes: readonly string[] = ['read'], days = 2) => ({
  ...{ name, scopes, days, now },
  ...drawToken(),
})

it('is found by the whole token alone, until it is too old or revoked', () => {
  const book = new TokenBook('desk', new SimulatedDisk())
  const { token, row } = book.create(made('one', ['control', 'read']))
  book.create(made('two'))
  expect(book.find(token, now)).toEqual(row)
  expect(row.scopes).toEqual(['read', 'control'])
  expect(book.find(`${token.slice(0, -1)}!`, now)).toBeUndefined()
  expect(book.find(row.id, now)).toBeUndefined()
  expect(book.find(token, micros(now + 2 * dayUs - 1))).toEqual(row)
  expect(book.find(token, micros(now + 2 * dayUs))).toBeUndefined()
  book.revoke('one')
  expect(book.find(token, now)).toBeUndefined()
  expect(book.all().map(({ name }) => name)).toEqual(['two'])
})

it('stands nowhere in what is kept', () => {
  const disk = new SimulatedDisk()
  const { token } = new TokenBook('desk', disk).create(made('one'))
  const file = disk.open('desk/tokens.json')
  const bytes = new Uint8Array(file.size())
  file.read(bytes, 0)
  const text = new TextDecoder().decode(bytes)
  expect(text).toContain('"hash"')
  expect(text).not.toContain(token.slice(13))
})

it('declines names, scopes and days that are none, and names that are taken', () => {
  const book = new TokenBook('desk', new SimulatedDisk())
  book.create(made('one'))
  for (const wanted of [
    made('one'),
    made('ONE'),
    made(''),
    made('a', []),
    made('a', ['root']),
    made('a', ['read'], 0),
    made('a', ['read'], 367),
    made('a', ['read'], Number.NaN),
  ])
    expect(() => book.create(wanted)).toThrow(/^The token was not made/)
  expect(() => book.revoke('two')).toThrow(/no token called 'two'/)
})

it('gives the codes of RFC 6238', () => {
  const secret = new TextEncoder().encode('12345678901234567890')
  const codes = [59, 1_111_111_109, 1_234_567_890, 2_000_000_000].map((s) =>
    stepUpCode(secret, Math.floor(s / 30)),
  )
  expect(codes).toEqual(['287082', '081804', '005924', '279037'])
  expect(base32(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
})

it('takes a code of the step before, now and after, and none of further away', () => {
  const secret = stepUpSecret(new Uint8Array(32).fill(7), 'page')
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 1e8 }), fc.integer({ min: -4, max: 4 }), (step, off) => {
      const found = stepOfCode(secret, stepUpCode(secret, step + off), micros(step * 30_000_000))
      if (Math.abs(off) <= 1) expect(found).toBe(step + off)
      else expect(found === undefined || found !== step + off).toBe(true)
    }),
  )
})
