import { stripTypeScriptTypes } from 'node:module'
import { compileFunction } from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { real, whole } from '../../agents/index.ts'
import { Random } from '../../base/index.ts'
import * as features from '../../features/index.ts'
import { printRecipe } from './print-recipe.ts'
import { proposeRecipes } from './propose-recipes.ts'
import { type Condition, firstRecipe, inOrder, type Recipe } from './recipe.ts'
import { conditionsOf } from './recipe-parts.ts'
import { knobsOf } from './recipe-knobs.ts'
import { recipeOfSource } from './recipe-of-source.ts'

type Said = { readonly action: string; readonly size?: number; readonly stop?: number }
type State = Record<string, boolean>
/** What a strategy file hands to `defineStrategy`. */
type Definition = {
  readonly isLongOnly: boolean
  readonly parameters: Readonly<Record<string, { readonly default: number }>>
  readonly features: (p: object) => Readonly<Record<string, { readonly key: string }>>
  readonly init?: () => State
  readonly onBar: (view: object, p: object, state: State) => Said | undefined
}

test('the first recipe reads as a person would write it', () => {
  const lines = printRecipe(firstRecipe).split('\n')
  expect(lines).toContain(
    `import { atr, ema, every, relativeVolume, rsi } from 'coinswarm/features'`,
  )
  expect(lines).toContain('    entry3: every(p.minutes * minuteUs, rsi(p.entry3Period)),')
  expect(lines).toContain('    const entry3 = f.entry3.value < p.entry3Level')
  expect(lines).toContain('    if (leaves || !enters) return undefined')
  expect(lines).toContain('      stop: Math.max(view.close / 100, view.close - p.stopAtr * range),')
})

test('what is printed is read back, and what was changed is nobody’s recipe', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      for (const { recipe, source } of bred(seed)) {
        expect(recipeOfSource(source)).toEqual(recipe)
        const changed = source.replace('return undefined', 'return null')
        expect(changed).not.toBe(source)
        expect(recipeOfSource(changed)).toBeUndefined()
      }
    }),
    { numRuns: 40 },
  )
})

test('every file printed is TypeScript, and asks for the features of its recipe', () => {
  for (const { recipe, source } of bred(3, 400)) {
    expect(stripTypeScriptTypes(source).length).toBe(source.length)
    const { parameters, features: ask } = definitionOf(source)
    const asked = Object.values(ask(defaultsOf(parameters))).map(({ key }) => key)
    const rest = asked.filter((key) => !key.startsWith('atr('))
    const wanted = conditionsOf(recipe).flatMap(({ condition }) => keysOf(condition, recipe))
    expect(rest).toEqual(wanted)
    for (const { name, value } of knobsOf(recipe)) expect(parameters[name]?.default).toBe(value)
  }
})

test('a printed file decides as its recipe says, over bars of chance', () => {
  const random = Random.fromSeed(11)
  const acts = new Map<string, number>()
  const sides = new Set<string>()
  for (const { recipe, source } of bred(5, 300)) {
    const definition = definitionOf(source)
    const p = defaultsOf(definition.parameters)
    const names = Object.keys(definition.features(p))
    const state = definition.init?.() ?? {}
    const was = new Map<string, boolean>()
    for (let bar = 0; bar < 40; bar += 1) {
      const view = chanceView(recipe, names, random)
      const said = definition.onBar(view, p, state)
      const wanted = decided(recipe, view, was)
      expect(said?.action).toBe(wanted)
      acts.set(wanted ?? 'nothing', (acts.get(wanted ?? 'nothing') ?? 0) + 1)
      sides.add(`${recipe.side} ${wanted}`)
      if (wanted === 'buy' && recipe.stopAtr > 0) expect(said?.stop).toBeLessThan(view.close)
      if (wanted === 'sell' && recipe.stopAtr > 0) expect(said?.stop).toBeGreaterThan(view.close)
    }
  }
  // Otherwise the comparison is of silence with silence.
  for (const act of ['buy', 'sell', 'close', 'nothing'])
    expect(acts.get(act) ?? 0).toBeGreaterThan(50)
  for (const each of [
    'both buy',
    'both sell',
    'long buy',
    'long close',
    'short sell',
    'short close',
  ])
    expect(sides).toContain(each)
  for (const each of ['long sell', 'short buy', 'both close']) expect(sides).not.toContain(each)
})

function bred(seed: number, count = 12): ReturnType<typeof proposeRecipes> {
  const ground = { minutes: [1, 60, 1_440], mayShort: true }
  return proposeRecipes({ seed, cycle: 0, count, ground, tried: [], isKnown: () => false })
}

/** The definition in a file: its imports given by hand, its export returned. */
function definitionOf(source: string): Definition {
  const body = source
    .replace(/^import (\{.*\}) from 'coinswarm\/agents'$/m, 'const $1 = agents')
    .replace(/^import (\{.*\}) from 'coinswarm\/features'$/m, 'const $1 = features')
    .replace('export const strategy =', 'return')
  const run = compileFunction(body, ['agents', 'features'])
  const agents = { defineStrategy: (definition: Definition) => definition, real, whole }
  return Reflect.apply(run, undefined, [agents, features]) as Definition
}

function defaultsOf(parameters: Definition['parameters']): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(parameters).map(([name, each]) => [name, each.default]))
}

function keysOf(condition: Condition, { minutes }: Recipe): readonly string[] {
  const sides = condition.kind === 'pair' ? [condition.of, condition.than] : [condition.of]
  const read = sides.flatMap((side) => (side.kind === 'reading' ? [side] : []))
  const lines = condition.kind === 'lines' ? [{ ...condition.of, line: condition.than }] : []
  return [...read, ...lines].map(({ feature, parameters, line }) => {
    const maker: unknown = (features as Readonly<Record<string, unknown>>)[feature]
    const spec = Reflect.apply(maker as () => features.IndicatorSpec, undefined, parameters)
    return features.every(minutes * 60_000_000, spec.line(line)).key
  })
}

type ChanceView = {
  readonly close: number
  readonly position: number
  readonly features: Readonly<Record<string, { readonly value: number }>>
  readonly prices: Readonly<Record<string, number>>
}

/** Readings near what they are compared with, so that either answer is common. */
function chanceView(recipe: Recipe, names: readonly string[], random: Random): ChanceView {
  const price = (): number => 100 * (1 + 0.05 * random.normal())
  const levels = new Map(
    conditionsOf(recipe).flatMap(({ name, condition }) =>
      condition.kind === 'level' ? [[name, condition.level] as const] : [],
    ),
  )
  const prices = { open: price(), high: price(), low: price(), close: price() }
  const readings = names.map((name) => {
    const level = levels.get(name)
    if (name === 'range') return [name, { value: 1 + random.next() }] as const
    // A line may have no reading.
    if (random.next() < 0.02) return [name, { value: Number.NaN }] as const
    return [name, { value: level === undefined ? price() : level + random.normal() }] as const
  })
  const held = random.next() < 0.5 ? 0 : 0.2
  const isLong = recipe.side === 'both' ? random.next() < 0.5 : recipe.side === 'long'
  const position = isLong ? held : -held
  return { ...prices, prices, position, features: Object.fromEntries(readings) }
}

/** What a recipe wants, read from the recipe itself. */
function decided(recipe: Recipe, view: ChanceView, was: Map<string, boolean>): string | undefined {
  const holds = (name: string, condition: Condition): boolean => {
    const value = (key: string): number => view.features[key]?.value ?? Number.NaN
    const { of, is } = condition
    const left = of.kind === 'price' ? (view.prices[of.of] ?? 0) : value(name)
    const other = value(`${name}Than`)
    const right =
      condition.kind === 'level'
        ? condition.level
        : condition.kind === 'lines'
          ? other
          : condition.factor *
            (condition.than.kind === 'price' ? (view.prices[condition.than.of] ?? 0) : other)
    const now = is.endsWith('above') ? left > right : left < right
    const before = was.get(name) ?? true
    was.set(name, now)
    return is.startsWith('crosses') ? now && !before : now
  }
  const held = inOrder(recipe)
  const entry = held.entry.map((condition, i) => holds(`entry${i + 1}`, condition))
  const exit = held.exit.map((condition, i) => holds(`exit${i + 1}`, condition))
  if (held.side === 'both') {
    if (exit.includes(true)) return view.position < 0 ? undefined : 'sell'
    return entry.includes(false) || view.position > 0 ? undefined : 'buy'
  }
  if (view.position !== 0) return exit.includes(true) ? 'close' : undefined
  if (exit.includes(true) || entry.includes(false)) return undefined
  return recipe.side === 'long' ? 'buy' : 'sell'
}
