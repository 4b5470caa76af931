import { expect, test } from 'vitest'
import * as features from '../../features/index.ts'
import { isOn } from './dial.ts'
import { ingredients } from './ingredients.ts'

const makers: Readonly<Record<string, unknown>> = features

test.each(ingredients.map((each) => [each.name, each] as const))(
  '%s is a feature of that name, at its usual dials and at their ends',
  (name, { dials, make }) => {
    expect(typeof makers[name]).toBe('function')
    for (const end of ['usual', 'low', 'high'] as const) {
      const parameters = dials.map((dial) => dial[end])
      const made: unknown = Reflect.apply(makers[name] as () => unknown, undefined, parameters)
      expect(made).toMatchObject({ key: make(parameters).key })
      expect(make(parameters).key.startsWith(`${name}(`)).toBe(true)
    }
  },
)

test.each(ingredients.map((each) => [each.name, each] as const))(
  '%s is compared with what is measured alike',
  (_, { dials, lines, make }) => {
    const spec = make(dials.map(({ usual }) => usual))
    for (const { name, reads, beside = [] } of lines) {
      const line = spec.lines.find((each) => each.name === name)
      expect(line).toBeDefined()
      expect(line?.isSparse).toBeUndefined()
      if (reads === 'price') expect(line?.unit).toEqual(features.inPrice)
      // Only 0 is the same in every unit.
      if (typeof reads === 'object' && reads.high > reads.low)
        expect(line?.unit).toEqual(features.plain)
      if (reads === 'other') expect(beside.length).toBeGreaterThan(0)
      for (const other of beside)
        expect(spec.lines.find((each) => each.name === other)?.unit).toEqual(line?.unit)
    }
  },
)

test('every end and every usual value is a step of its dial, and levels lie within what is read', () => {
  for (const { dials, lines, make } of ingredients) {
    const spec = make(dials.map(({ usual }) => usual))
    const levels = lines.flatMap(({ reads }) => (typeof reads === 'object' ? [reads] : []))
    for (const dial of [...dials, ...levels])
      for (const value of [dial.low, dial.usual, dial.high]) expect(isOn(dial, value)).toBe(true)
    for (const { name, reads } of lines) {
      const range = spec.lines.find((each) => each.name === name)?.range
      if (typeof reads === 'string' || range === undefined) continue
      expect(reads.low).toBeGreaterThanOrEqual(range[0])
      expect(reads.high).toBeLessThanOrEqual(range[1])
    }
  }
})

test('none needs more than 300 bars before it first speaks', () => {
  for (const { dials, make } of ingredients)
    for (const line of make(dials.map(({ high }) => high)).lines)
      expect(line.warmup).toBeLessThanOrEqual(300)
})

test('there are enough to choose from, each once', () => {
  const names = ingredients.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThanOrEqual(40)
})
