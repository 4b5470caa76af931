import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from './argument.ts'
import {
  CorrelationBreak,
  CusumDetector,
  DccCorrelation,
  EwmaVariance,
  type GarchFit,
  GarchVariance,
  HedgeFilter,
  LevelFilter,
  matrixOf,
  PageHinkley,
  Random,
  RegimeFilter,
  type Resumable,
  RunLengthFilter,
  SpreadScore,
} from './index.ts'

/** A machine, and what can be seen of it after each of the values it is fed. */
type Machine = { readonly machine: Resumable; readonly feed: (value: number) => unknown }

const garch = {
  model: { kind: 'gjr', innovation: 'normal', start: 'backcast' },
  parameters: {
    mean: 0.1,
    omega: 0.05,
    alpha: 0.06,
    gamma: 0.05,
    beta: 0.85,
    degrees: Number.POSITIVE_INFINITY,
  },
  nextVariance: 1.4,
} as const

const asset: GarchFit = {
  ...garch,
  limits: [],
  errors: {
    mean: undefined,
    omega: undefined,
    alpha: undefined,
    gamma: undefined,
    beta: undefined,
    degrees: undefined,
  },
  robustErrors: {
    mean: undefined,
    omega: undefined,
    alpha: undefined,
    gamma: undefined,
    beta: undefined,
    degrees: undefined,
  },
  logLikelihood: 0,
  aic: 0,
  bic: 0,
  persistence: 0.935,
  variances: new Float64Array(0),
  standardised: new Float64Array(0),
  iterations: 0,
  hasConverged: true,
}

const target = matrixOf([
  [1, 0.4],
  [0.4, 1],
])

const hidden = {
  states: 2,
  start: Float64Array.of(0.3, 0.7),
  transition: Float64Array.of(0.9, 0.1, 0.2, 0.8),
  emission: {
    kind: 'diagonal-gaussian',
    dimensions: 1,
    means: Float64Array.of(-0.5, 0.5),
    variances: Float64Array.of(4, 1),
  },
} as const

const made: { readonly [name: string]: () => Machine } = {
  CorrelationBreak: () => {
    const machine = new CorrelationBreak(10)
    return { machine, feed: (value) => machine.update(Math.tanh(value)) }
  },
  CusumDetector: () => {
    const machine = new CusumDetector({ mean: 0, deviation: 1, threshold: 3 })
    return { machine, feed: (value) => [machine.update(value), machine.high, machine.low] }
  },
  DccCorrelation: () => {
    const machine = new DccCorrelation({
      assets: [asset, asset],
      a: 0.05,
      b: 0.9,
      target,
      nextQ: target,
    })
    const row = new Float64Array(2)
    const feed = (value: number): unknown => {
      row.set([value, value * value - 1])
      machine.update(row)
      return [machine.variance(1), machine.correlation(0, 1), machine.factor()?.values]
    }
    return { machine, feed }
  },
  EwmaVariance: () => {
    const machine = new EwmaVariance(1.3)
    return { machine, feed: (value) => machine.update(value) }
  },
  GarchVariance: () => {
    const machine = new GarchVariance(garch)
    return { machine, feed: (value) => machine.update(value) }
  },
  HedgeFilter: () => {
    const machine = new HedgeFilter({ observationVariance: 0.1, ratioVariance: 0.01 })
    return {
      machine,
      feed: (value) => [machine.update(2 * value + value * value, value), machine.surprise],
    }
  },
  LevelFilter: () => {
    const machine = new LevelFilter({ observationVariance: 1, levelVariance: 0.1 })
    return {
      machine,
      feed: (value) => [machine.update(value), machine.variance, machine.surprise],
    }
  },
  PageHinkley: () => {
    const machine = new PageHinkley({ tolerance: 0.1, threshold: 4, warmupCount: 5, memory: 0.99 })
    return { machine, feed: (value) => [machine.update(value), machine.save()] }
  },
  RegimeFilter: () => {
    const machine = new RegimeFilter(hidden)
    return {
      machine,
      feed: (value) => [machine.updateValue(value), machine.probability(1), machine.logLikelihood],
    }
  },
  RunLengthFilter: () => {
    const machine = new RunLengthFilter({
      runLengthMean: 20,
      mean: 0,
      deviation: 1,
      runLengthMax: 8,
    })
    return {
      machine,
      feed: (value) => [machine.update(value), machine.runLengthExpected, machine.probabilityOf(3)],
    }
  },
  SpreadScore: () => {
    const machine = new SpreadScore(7)
    return { machine, feed: (value) => machine.update(value) }
  },
}

const random = Random.fromSeed(12)
const values = Array.from({ length: 90 }, (_, i) => random.normal() + (i > 50 ? 1.5 : 0))

it('is what every class of quant with an update is', () => {
  const classes = readdirSync('src/quant', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(`src/quant/${file}`, 'utf8'))
    .filter((text) => /^ {2}update\(/m.test(text))
    .map((text) => /^export class (\w+) implements Resumable/m.exec(text)?.[1])
  expect(new Set(classes)).toEqual(new Set(Object.keys(made)))
})

describe.each(Object.entries(made))('%s', (_, make) => {
  it('goes on to the same bits after being saved, however early', () => {
    for (const cut of [0, 1, 2, 5, 9, 40, 60]) {
      const [whole, first, second] = [make(), make(), make()]
      const seen = values.map(whole.feed)
      values.slice(0, cut).forEach(first.feed)
      // A machine that has seen other things forgets them.
      values.slice(30, 50).forEach(second.feed)
      second.machine.load(JSON.parse(JSON.stringify(first.machine.save())))
      expect(second.machine.save()).toEqual(first.machine.save())
      expect(values.slice(cut).map(second.feed)).toStrictEqual(seen.slice(cut))
    }
  })

  it('starts anew after a reset', () => {
    const [fresh, used] = [make(), make()]
    const start = fresh.machine.save()
    values.slice(0, 53).forEach(used.feed)
    expect(used.machine.save()).not.toEqual(start)
    used.machine.reset()
    expect(used.machine.save()).toEqual(start)
    expect(values.map(used.feed)).toStrictEqual(values.map(fresh.feed))
  })

  it('declines what was not saved, and stays as it is', () => {
    const { machine, feed } = make()
    values.slice(0, 20).forEach(feed)
    const saved: readonly unknown[] = machine.save()
    const hostile = [undefined, null, {}, 'state', 3, [], saved.slice(1), [...saved, 1]]
    const changed = saved.flatMap((_, i) =>
      [Number.NaN, Number.POSITIVE_INFINITY, null, '1', undefined].map((bad) => saved.with(i, bad)),
    )
    for (const bad of [...hostile, ...changed])
      expect(() => machine.load(bad)).toThrow(ArgumentError)
    expect(machine.save()).toEqual(saved)
  })
})
