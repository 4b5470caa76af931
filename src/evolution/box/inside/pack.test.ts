import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pack, unpack } from './pack.ts'

const plain = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.double(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.constant(-0),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value

it('gives back every plain value to the bit, in the order of its keys', () => {
  fc.assert(
    fc.property(plain, (value) => {
      const back = unpack(JSON.parse(JSON.stringify(pack(value))))
      expect(back).toStrictEqual(value)
      expect(keysOf(back)).toBe(keysOf(value))
    }),
  )
})

function keysOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : ''
  return Object.entries(value)
    .map(([key, each]) => `${key}(${keysOf(each)})`)
    .join()
}

it('keeps what stands twice one thing, and a class something that is no record', () => {
  const shared = { a: 1 }
  const back = unpack(JSON.parse(JSON.stringify(pack([shared, shared]))))
  expect(Array.isArray(back) && back[0] === back[1]).toBe(true)
  const held = unpack(pack({ map: new Map() }))
  expect(held).toStrictEqual({ map: new Map() })
})

it('is nothing that a stranger can make fall over', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void unpack(value)))
  let deep: unknown = 1
  for (let n = 0; n < 10_000; n += 1) deep = ['a', deep]
  expect(() => unpack(deep)).not.toThrow()
  expect(() => pack(Array.from({ length: 50_000 }, () => 1))).toThrow(RangeError)
})
