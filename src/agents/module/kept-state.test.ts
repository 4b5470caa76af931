import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../base/index.ts'
import { canonicalJson } from '../../base/index.ts'
import { keptOf, stateOf } from './kept-state.ts'

/** Through the text that a snapshot stands in, whose keys are sorted. */
function again(state: unknown): unknown {
  return stateOf(JSON.parse(canonicalJson(keptOf(state))) as Json)
}

const { tree: states } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.double(),
    fc.constantFrom(-0, Number.NaN, undefined, null, true),
    fc.string({ minLength: 2 }),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('tree'), { maxKeys: 5 }),
  ),
}))

describe('the state of a strategy', () => {
  it('comes back to the bit, with the order of its keys', () => {
    fc.assert(
      fc.property(states, (state) => {
        const back = again(state)
        expect(back).toStrictEqual(plain(state))
        expect(keysOf(back)).toEqual(keysOf(state))
        expect(keptOf(back)).toEqual(keptOf(state))
      }),
    )
  })

  it('keeps a list of the letter that marks what JSON has not from being taken for such', () => {
    expect(() => keptOf(['\u0000', 'NaN'])).toThrow(/state\[0\] is the letter number 0/)
    expect(again({ ['\u0000']: ['NaN'], b: 1, a: ['record', []] })).toEqual({
      ...{ ['\u0000']: ['NaN'], b: 1 },
      a: ['record', []],
    })
  })

  const shared = [1]
  const ring: unknown[] = []
  ring.push(ring)
  let deep: unknown = 0
  for (let level = 0; level < 30; level += 1) deep = [deep]
  it.each<readonly [unknown, RegExp]>([
    [{ a: () => 0 }, /state\.a is a function; keep numbers/],
    [{ list: [1n] }, /state\.list\[0\] is a bigint/],
    [{ when: new Date(0) }, /state\.when is an instance of a class/],
    [{ seen: new Map() }, /state\.seen is an instance of a class/],
    [{ column: new Float64Array(2) }, /state\.column is an instance of a class/],
    [{ a: shared, b: shared }, /state\.b stands in the state twice; copy it/],
    [ring, /stands in the state twice/],
    [deep, /more than 20 levels deep/],
    [Array.from({ length: 20_001 }, () => 0), /more than 20000 values/],
    [{ text: 'x'.repeat(10_001) }, /state\.text is longer than 10000 letters/],
  ])('declines what would not come back: %#', (state, sentence) => {
    expect(() => keptOf(state)).toThrow(sentence)
  })
})

/** Records as literals write them: `toStrictEqual` asks for the prototype too. */
function plain(state: unknown): unknown {
  if (Array.isArray(state)) return state.map(plain)
  if (typeof state !== 'object' || state === null) return state
  return Object.fromEntries(Object.entries(state).map(([key, each]) => [key, plain(each)]))
}

function keysOf(state: unknown): unknown {
  if (typeof state !== 'object' || state === null) return []
  return Object.entries(state).map(([key, each]) => [key, keysOf(each)])
}
