import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRecipe } from './read-recipe.ts'
import { firstRecipe, recipeHash } from './recipe.ts'

const [entry] = firstRecipe.entry

test('the first recipe is one, and is read in order', () => {
  const read = readRecipe(JSON.parse(JSON.stringify(firstRecipe)))
  expect(read.ok && recipeHash(read.value)).toBe(recipeHash(firstRecipe))
})

test('a recipe is the same however its conditions are ordered and its keys too', () => {
  const turned = { ...firstRecipe, entry: [...firstRecipe.entry].reverse() }
  expect(recipeHash(turned)).toBe(recipeHash(firstRecipe))
  const other = { ...firstRecipe, stopAtr: 3.1 }
  expect(recipeHash(other)).not.toBe(recipeHash(firstRecipe))
})

test.each([
  ['a feature there is not', { entry: [{ ...entry, of: reading('rsy', [14], 'rsi') }] }, /rsy/],
  ['a line there is not', { entry: [level('rsi', [14], 'signal', 30)] }, /no line 'signal'/],
  ['too many numbers', { entry: [level('rsi', [14, 3], 'rsi', 30)] }, /rsi takes period/],
  ['a level off its dial', { entry: [level('rsi', [14], 'rsi', 130)] }, /level must be/],
  ['a level between steps', { entry: [level('rsi', [14], 'rsi', 30.5)] }, /level must be/],
  ['a price against a level', { entry: [level('sma', [14], 'sma', 30)] }, /has no level/],
  ['no condition to go in', { entry: [] }, /entry must have 1 to 4/],
  ['five conditions', { exit: Array.from({ length: 5 }, () => entry) }, /exit must have 4/],
  ['no way out', { exit: [], stopAtr: 0 }, /neither a stop/],
  ['other bars', { minutes: 61 }, /minutes must be one of/],
  ['a field there is not', { leverage: 3 }, /leverage/],
  ['a size of nothing', { size: 0 }, /size must be/],
])('%s is declined', (_, change, why) => {
  const read = readRecipe({ ...firstRecipe, ...change })
  expect(read.ok ? '' : read.error).toMatch(why)
})

test('a price is not compared with itself', () => {
  const of = reading('ema', [9], 'ema')
  const pair = { kind: 'pair', of, is: 'above', than: of, factor: 1 }
  const read = readRecipe({ ...firstRecipe, entry: [pair] })
  expect(read.ok ? '' : read.error).toMatch(/compared with another/)
})

test('anything at all is read or declined with a sentence, and nothing is thrown', () => {
  const shaped = fc.record({
    version: fc.constantFrom(1, 2),
    side: fc.constantFrom('long', 'up'),
    minutes: fc.constantFrom(60, Number.NaN),
    entry: fc.array(fc.anything(), { maxLength: 3 }),
    exit: fc.constant(firstRecipe.exit),
    stopAtr: fc.double(),
    targetAtr: fc.double(),
    atrBars: fc.integer(),
    holdBars: fc.integer(),
    size: fc.double(),
  })
  fc.assert(
    fc.property(fc.oneof(fc.anything(), shaped), (given) => {
      const read = readRecipe(given)
      if (!read.ok) expect(read.error.length).toBeGreaterThan(5)
    }),
    { numRuns: 500 },
  )
})

function reading(feature: string, parameters: readonly number[], line: string): object {
  return { kind: 'reading', feature, parameters, line }
}

function level(feature: string, parameters: readonly number[], line: string, at: number): object {
  return { kind: 'level', of: reading(feature, parameters, line), is: 'above', level: at }
}
