import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Random } from '../../base/index.ts'
import { drawRecipe } from './draw-recipe.ts'
import { type BredRecipe, proposeRecipes } from './propose-recipes.ts'
import { firstRecipe, type Recipe, recipeHash } from './recipe.ts'
import { recipeFault } from './recipe-fault.ts'
import { knobsOf, structureOf, withKnobs } from './recipe-knobs.ts'
import { type TriedRecipe, TriedRecipes, tuneRecipe } from './tune-recipe.ts'

const ground = { minutes: [60, 240], mayShort: false }
const none = { ground, tried: [], isKnown: () => false }

test('the same is proposed of the same, and fewer are the first of many', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 20 }), (seed, cycle) => {
      const many = proposeRecipes({ ...none, seed, cycle, count: 12 })
      expect(proposeRecipes({ ...none, seed, cycle, count: 12 })).toEqual(many)
      expect(proposeRecipes({ ...none, seed, cycle, count: 5 })).toEqual(many.slice(0, 5))
      const next = proposeRecipes({ ...none, seed, cycle: cycle + 1, count: 12 })
      expect(next.map(({ source }) => source)).not.toEqual(many.map(({ source }) => source))
    }),
    { numRuns: 30 },
  )
})

test('what is proposed is whole, on its ground, and none of it twice over forty cycles', () => {
  const seen = new Set<string>([recipeHash(firstRecipe)])
  const tried: TriedRecipe[] = [{ recipe: firstRecipe, loss: 0 }]
  const random = Random.fromSeed(4)
  for (let cycle = 0; cycle < 40; cycle += 1) {
    const bred = proposeRecipes({ ...none, seed: 9, cycle, count: 5, tried })
    expect(bred).toHaveLength(5)
    for (const { recipe } of bred) {
      expect(recipeFault(recipe)).toBeUndefined()
      expect(ground.minutes).toContain(recipe.minutes)
      expect(recipe.side).toBe('long')
      expect(seen.has(recipeHash(recipe))).toBe(false)
      seen.add(recipeHash(recipe))
      tried.push({ recipe, loss: random.next() < 0.1 ? Number.NaN : random.normal() })
    }
  }
})

test('what is known to others is not proposed, and nothing is where all is known', () => {
  const first = proposeRecipes({ ...none, seed: 1, cycle: 0, count: 8 })
  const known = new Set(first.map(({ source }) => source))
  const isKnown = (source: string): boolean => known.has(source)
  const second = proposeRecipes({ ...none, seed: 1, cycle: 0, count: 8, isKnown })
  expect(second).toHaveLength(8)
  for (const { source } of second) expect(known.has(source)).toBe(false)
  expect(proposeRecipes({ ...none, seed: 1, cycle: 0, count: 3, isKnown: () => true })).toEqual([])
})

test('it says what differs from the first parent, or has none', () => {
  for (const { how, parents, change, recipe } of bredOf(2, 200)) {
    expect(parents).toHaveLength(how === 'drawn' ? 0 : how === 'crossed' ? 2 : 1)
    const [parent] = parents
    if (parent !== undefined && how === 'tuned')
      expect(structureOf(parent)).toBe(structureOf(recipe))
    const isNew = parent !== undefined && recipeHash(parent) !== recipeHash(recipe)
    expect(change.length > 0).toBe(isNew)
  }
})

test('turning every knob to where it is changes nothing', () => {
  for (const { recipe } of bredOf(6, 200)) {
    const values = knobsOf(recipe).map(({ value }) => value)
    expect(recipeHash(withKnobs(recipe, values))).toBe(recipeHash(recipe))
    for (const wild of [Number.MAX_VALUE, -1e9]) {
      const turned = withKnobs(
        recipe,
        values.map(() => wild),
      )
      // Two averages may come to be the same one.
      expect(recipeFault(turned) ?? 'compared with another').toMatch(/compared with another/)
    }
  }
})

/** A valley over the knobs of the first recipe, 0 at the bottom. */
function valley(recipe: Recipe): number {
  const wanted = [40, 2.5, 9, 45, 30, 90, 12, 60]
  return knobsOf(recipe)
    .slice(0, wanted.length)
    .reduce((sum, { dial, value }, i) => {
      const off = (value - (wanted[i] ?? 0)) / (dial.high - dial.low)
      return sum + off * off
    }, 0)
}

test('tuning goes down a valley better than drawing its numbers does', () => {
  let better = 0
  for (let seed = 0; seed < 12; seed += 1) {
    const random = Random.stream(seed, 'valley')
    const tried: TriedRecipe[] = []
    const drawn: number[] = []
    let best = firstRecipe
    for (let trial = 0; trial < 30; trial += 1) {
      const recipe = tuneRecipe(best, new TriedRecipes(tried), random)
      tried.push({ recipe, loss: valley(recipe) })
      if (valley(recipe) < valley(best)) best = recipe
      const { parameters } = unitOf(random)
      drawn.push(valley(withKnobs(firstRecipe, parameters)))
    }
    if (valley(best) < Math.min(...drawn)) better += 1
  }
  // By chance alone 10 of 12 come once in fifty times.
  expect(better).toBeGreaterThanOrEqual(10)
})

function unitOf(random: Random): { readonly parameters: readonly number[] } {
  const parameters = knobsOf(firstRecipe).map(
    ({ dial }) => dial.low + random.next() * (dial.high - dial.low),
  )
  return { parameters }
}

/** Less is better: recipes that look at volume and hold for long are. */
function taste({ entry, holdBars }: Recipe): number {
  const looks = entry.filter(({ of }) => of.kind === 'reading' && of.feature === 'relativeVolume')
  const level = Math.min(
    4,
    ...looks.flatMap((each) => (each.kind === 'level' ? [Math.abs(each.level - 2.4)] : [])),
  )
  return level + (holdBars === 0 ? 1 : Math.abs(holdBars - 120) / 500)
}

test('breeding finds what is wanted sooner than drawing does', () => {
  let better = 0
  for (let seed = 0; seed < 12; seed += 1) {
    const tried: TriedRecipe[] = []
    const random = Random.stream(seed, 'drawing')
    let drawn = Number.POSITIVE_INFINITY
    for (let cycle = 0; cycle < 15; cycle += 1) {
      for (const { recipe } of proposeRecipes({ ...none, seed, cycle, count: 5, tried }))
        tried.push({ recipe, loss: taste(recipe) })
      for (let i = 0; i < 5; i += 1) drawn = Math.min(drawn, taste(drawRecipe(ground, random)))
    }
    if (Math.min(...tried.map(({ loss }) => loss)) < drawn) better += 1
  }
  expect(better).toBeGreaterThanOrEqual(10)
})

function bredOf(seed: number, count: number): readonly BredRecipe[] {
  const tried = proposeRecipes({ ...none, seed, cycle: 0, count: 30 })
  const told = tried.map(({ recipe }, i) => ({ recipe, loss: i }))
  return proposeRecipes({ ...none, seed, cycle: 1, count, tried: told })
}
