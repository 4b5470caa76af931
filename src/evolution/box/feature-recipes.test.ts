import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indicatorCatalog } from '../../features/index.ts'
import { featuresNamed, recipeNames } from './feature-recipes.ts'

const specs = Object.values(indicatorCatalog).flatMap((entries) => entries.map(({ spec }) => spec))

describe('a feature that is named is the one that is made natively', () => {
  it.each(specs.filter(({ key }) => /^\w+\([\d.,]*\)$/.test(key)).map((spec) => [spec.key, spec]))(
    '%s',
    (key, spec) => {
      const call = key.slice(0, key.indexOf('('))
      const args = key
        .slice(call.length + 1, -1)
        .split(',')
        .filter(Boolean)
        .map(Number)
      const everyUs = 3_600_000_000
      const made = featuresNamed({
        plain: { call, args },
        long: { call, args, everyUs },
        ...Object.fromEntries(
          spec.lines.map(({ name }, n) => [`line${n}`, { call, args, line: name }]),
        ),
      })
      const keys = Object.values(made.ok ? made.value : {}).map((each) => each.key)
      const lines = spec.lines.map(({ name }) => spec.line(name).key)
      expect(keys).toEqual([key, `${key}@1h`, ...lines])
    },
  )
})

it('knows every recipe of the catalog', () => {
  expect(specs.filter(({ key }) => !recipeNames.includes(key.split('(')[0] ?? ''))).toEqual([])
})

it.each([
  [{ f: { call: 'process', args: [] } }, /none of the catalog/],
  [{ f: { call: 'toString', args: [] } }, /none of the catalog/],
  [{ f: { call: 'defineIndicator', args: [{}] } }, /none of the catalog/],
  [{ f: { call: 'sma', args: [1e9] } }, /above 5000/],
  [{ f: { call: 'sma', args: [[[1]]] } }, /must be numbers/],
  [{ f: { call: 'sma', args: [0] } }, /period/],
  [{ f: { call: 'sma', args: [5], line: 'upper' } }, /line/],
  [{ f: { call: 'sma', args: [5], everyUs: 0.5 } }, /whole microseconds/],
  [{ 'a b': { call: 'sma', args: [5] } }, /letters and digits/],
  [[1], /no record/],
])('declines %j', (named, why) => {
  const made = featuresNamed(named)
  expect(made.ok ? '' : made.error).toMatch(why)
})

it('declines whatever a stranger may send, and never throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...recipeNames), (value, call) => {
      void featuresNamed({ f: { call, args: [JSON.parse(JSON.stringify(value))] } })
    }),
  )
})
