import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { ArgumentError } from '../argument.ts'
import {
  alertLevel,
  carryRegimes,
  type HiddenMarkov,
  nameRegimes,
  type RegimeName,
  regimeNames,
  type RegimeRule,
  regimeStress,
} from './index.ts'

type Laws = { readonly means: readonly number[]; readonly volatilities: readonly number[] }

/** States that stay nine days of ten and go on as `ways` say, or anywhere alike. */
function regimeModel({ means, volatilities }: Laws, ways?: readonly number[][]): HiddenMarkov {
  const states = means.length
  const transition = new Float64Array(states * states)
  for (let i = 0; i < states; i += 1)
    for (let j = 0; j < states; j += 1) {
      const way = ways?.[i]?.[j] ?? 1 / (states - 1)
      transition[i * states + j] = i === j ? (states === 1 ? 1 : 0.9) : 0.1 * way
    }
  return {
    states,
    start: new Float64Array(states).fill(1 / states),
    transition,
    emission: {
      kind: 'diagonal-gaussian',
      dimensions: 1,
      means: Float64Array.from(means),
      variances: Float64Array.from(volatilities, (volatility) => volatility * volatility),
    },
  }
}

/** State `order[i]` of `model` becomes state i. */
function permuted(model: HiddenMarkov, order: readonly number[]): HiddenMarkov {
  const { states, transition, emission } = model
  if (emission.kind !== 'diagonal-gaussian') throw new Error('only for diagonal ones')
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from(order, (state) => values[state] as number)
  const moved = new Float64Array(states * states)
  for (const [i, from] of order.entries())
    for (const [j, to] of order.entries())
      moved[i * states + j] = transition[from * states + to] as number
  const { means, variances } = emission
  return {
    ...model,
    start: pick(model.start),
    transition: moved,
    emission: { ...emission, means: pick(means), variances: pick(variances) },
  }
}

const six = regimeModel(
  {
    means: [-3, -0.6, 0.01, 0.9, 0.5, 1.2],
    volatilities: [5, 1.4, 1, 2.5, 1, 1.1],
  },
  // Crisis leads to recovery, and recovery to all that is better.
  [
    [0, 0.2, 0, 0.8, 0, 0],
    [0.5, 0, 0.3, 0.2, 0, 0],
    [0.1, 0.4, 0, 0, 0.5, 0],
    [0.1, 0, 0.2, 0, 0.4, 0.3],
    [0, 0.1, 0.4, 0, 0, 0.5],
    [0, 0, 0.2, 0, 0.8, 0],
  ],
)

describe('names', () => {
  it('gives six states the six names', () => {
    expect(nameRegimes(six)).toEqual(regimeNames)
  })

  it('gives two states a bull and a bear, and a crisis where it is wild', () => {
    const names = (means: number[], volatilities: number[]): readonly RegimeName[] =>
      nameRegimes(regimeModel({ means, volatilities }))
    expect(names([0.5, -0.5], [1, 1.2])).toEqual(['Bull', 'Bear'])
    expect(names([-1, 0.5], [3, 1])).toEqual(['Crisis', 'Bull'])
    expect(names([0.1, -0.02], [1, 3])).toEqual(['Bull', 'Crisis'])
    expect(names([0.1, 0.2], [1, 3])).toEqual(['Bull', 'StrongBull'])
    expect(names([0.001, -0.002], [1, 1])).toEqual(['Sideways', 'Sideways'])
    expect(names([0.1, 0.12], [1, 3])).toEqual(['Bull', 'Crisis'])
    expect(names([0.5], [1])).toEqual(['Bull'])
    expect(names([0], [1])).toEqual(['Sideways'])
  })

  it('calls only one that follows a fall a recovery', () => {
    const laws = { means: [-0.5, 0.5, 0.4], volatilities: [1, 1, 1] }
    const afterBear = [
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 0],
    ]
    expect(nameRegimes(regimeModel(laws, afterBear))).toEqual(['Bear', 'Bull', 'Recovery'])
  })

  it('lets states of one kind share a name rather than give one a wrong name', () => {
    const wild = { means: [-0.2, -0.1, 0, 0.2], volatilities: [6, 5, 1, 1] }
    expect(nameRegimes(regimeModel(wild))).toEqual(['Crisis', 'Crisis', 'Sideways', 'Bull'])
    const falling = {
      means: [-0.5, -0.4, -0.3, -0.2, -0.1, -0.08],
      volatilities: [1, 1, 1, 1, 1, 1],
    }
    expect(new Set(nameRegimes(regimeModel(falling)))).toEqual(new Set(['Bear']))
    const rising = { means: [0.1, 0.2, 0.3], volatilities: [1, 1, 1] }
    expect(nameRegimes(regimeModel(rising))).toEqual(['Bull', 'Bull', 'StrongBull'])
  })

  it('lets a state of hardly any time take no name from the others', () => {
    const model = regimeModel({ means: [0.1, 0.2, 9], volatilities: [1, 1, 1] })
    const rare = Float64Array.of(0.95, 0.0499, 0.0001, 0.0499, 0.95, 0.0001, 0.5, 0.5, 0)
    const named = (rule: RegimeRule): readonly RegimeName[] =>
      nameRegimes({ ...model, transition: rare }, rule)
    expect(named({})).toEqual(['Bull', 'StrongBull', 'StrongBull'])
    expect(named({ shareMin: 0 })).toEqual(['Bull', 'Bull', 'StrongBull'])
  })

  it('keeps its word on any states, whatever order they stand in', () => {
    const number = fc.double({ min: -2, max: 2, noNaN: true })
    const volatility = fc.double({ min: 0.1, max: 5, noNaN: true })
    const states = fc.array(fc.tuple(number, volatility), { minLength: 1, maxLength: 6 })
    const held = fc.array(fc.option(fc.constantFrom(...regimeNames), { nil: undefined }), {
      minLength: 6,
      maxLength: 6,
    })
    fc.assert(
      fc.property(states, fc.nat(), fc.boolean(), held, (laws, seed, isHeld, allHeld) => {
        const means = laws.map(([mean]) => mean)
        fc.pre(new Set(means).size === means.length)
        const random = Random.fromSeed(seed)
        const model = regimeModel(
          { means, volatilities: laws.map(([, volatility]) => volatility) },
          laws.map((_, i) => shares(laws.length, i, random)),
        )
        const taken = isHeld ? allHeld.slice(0, laws.length) : []
        const names = nameRegimes(model, {}, taken)
        const meansOf = (name: RegimeName): number[] => means.filter((_, k) => names[k] === name)
        for (const name of ['Recovery', 'Bull', 'StrongBull'] as const)
          expect(Math.min(...meansOf(name))).toBeGreaterThanOrEqual(0)
        expect(Math.max(...meansOf('Bull'))).toBeLessThan(Math.min(...meansOf('StrongBull')))
        const order = shuffled(laws.length, random)
        const moved = nameRegimes(
          permuted(model, order),
          {},
          order.map((state) => taken[state]),
        )
        expect(moved).toEqual(order.map((state) => names[state]))
      }),
    )
  })

  it('counts every wild state that does not rise as stress, held or not', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 0, noNaN: true }),
        fc.double({ min: 1.5, max: 20, noNaN: true }),
        fc.constantFrom(undefined, ...regimeNames),
        (mean, wide, held) => {
          const model = regimeModel({ means: [0.1, 0.2, mean], volatilities: [1, 0.9, wide] })
          const names = nameRegimes(model, {}, [undefined, undefined, held])
          expect(['Crisis', 'Bear']).toContain(names[2])
          expect(alertLevel([0, 0, 1], names)).not.toBe('calm')
        },
      ),
    )
  })

  it('declines seven states, and states without a mean and a volatility', () => {
    const means = [1, 2, 3, 4, 5, 6, 7]
    expect(() => nameRegimes(regimeModel({ means, volatilities: means }))).toThrow(ArgumentError)
    const counts: HiddenMarkov = {
      states: 1,
      start: Float64Array.of(1),
      transition: Float64Array.of(1),
      emission: { kind: 'poisson', dimensions: 1, rates: Float64Array.of(2) },
    }
    expect(() => nameRegimes(counts)).toThrow('poisson')
    expect(() => nameRegimes(six, {}, [...regimeNames, 'Bull'])).toThrow('taken')
    expect(() => nameRegimes(six, { shareMin: 0.5 })).toThrow(ArgumentError)
    expect(() => nameRegimes(six, { wildRiseRatio: -1 })).toThrow(ArgumentError)
    expect(() => nameRegimes(six, { dimension: 1 })).toThrow(ArgumentError)
    expect(() => nameRegimes(six, { flatRatio: -1 })).toThrow(ArgumentError)
  })
})

/** Chances of going from state `i` to the others, at random. */
function shares(states: number, i: number, random: Random): number[] {
  const raw = Array.from({ length: states }, (_, j) => (i === j ? 0 : 0.01 + random.next()))
  const total = raw.reduce((a, b) => a + b, 0) || 1
  return raw.map((value) => value / total)
}

function shuffled(count: number, random: Random): readonly number[] {
  const keyed = Array.from({ length: count }, (_, i) => [random.next(), i] as const)
  return keyed.toSorted(([a], [b]) => a - b).map(([, i]) => i)
}

describe('names over a refit', () => {
  const before = { model: six, names: nameRegimes(six) }

  it('stay with their laws when the states come in another order', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const order = shuffled(6, Random.fromSeed(seed))
        const moved = carryRegimes(before, permuted(six, order))
        expect(moved).toEqual(order.map((state) => before.names[state]))
      }),
    )
  })

  it('stay though the rule would now name otherwise', () => {
    const model = regimeModel({ means: [0.04, -0.5], volatilities: [1, 1.2] })
    const next = regimeModel({ means: [0.02, -0.4], volatilities: [1, 1.2] })
    const names = nameRegimes(model)
    expect(names).toEqual(['Bull', 'Bear'])
    expect(nameRegimes(next)).toEqual(['Sideways', 'Bear'])
    expect(carryRegimes({ model, names }, next)).toEqual(['Bull', 'Bear'])
  })

  it('are given up by a state that has come to fall', () => {
    const model = regimeModel({ means: [0.1, -0.5], volatilities: [1, 1.2] })
    const next = regimeModel({ means: [-0.1, -0.5], volatilities: [1, 1.2] })
    expect(carryRegimes({ model, names: ['Bull', 'Bear'] }, next)).toEqual(['Bear', 'Bear'])
  })

  it('are given anew to a state unlike all before', () => {
    const model = regimeModel({ means: [0.5, -0.5], volatilities: [1, 1.2] })
    const next = regimeModel({ means: [0.5, -8], volatilities: [1, 5] })
    expect(carryRegimes({ model, names: ['Bull', 'Bear'] }, next)).toEqual(['Bull', 'Crisis'])
    expect(carryRegimes({ model, names: ['Bull', 'Bear'] }, next, { distanceMax: 1 })).toEqual([
      'Bull',
      'Bear',
    ])
  })

  it('are kept by those that stay when states are added or dropped', () => {
    const means = [0.5, -0.5, 0.001]
    const three = regimeModel({ means, volatilities: [1, 2, 0.3] })
    const two = regimeModel({ means: [-0.5, 0.5], volatilities: [2, 1] })
    expect(carryRegimes({ model: two, names: ['Bear', 'Bull'] }, three)).toEqual([
      'Bull',
      'Bear',
      'Sideways',
    ])
    expect(carryRegimes({ model: three, names: ['Bull', 'Bear', 'Sideways'] }, two)).toEqual([
      'Bear',
      'Bull',
    ])
  })
})

describe('alert', () => {
  const names = ['Crisis', 'Bear', 'Bull'] as const

  it('rises with the chance of a crisis and half that of a bear market', () => {
    expect(regimeStress([0.2, 0.4, 0.4], names)).toBeCloseTo(0.4, 15)
    const levels = [0, 0.1, 0.25, 0.5, 0.75].map((crisis) =>
      alertLevel([crisis, 0, 1 - crisis], names),
    )
    expect(levels).toEqual(['calm', 'watch', 'caution', 'warning', 'critical'])
    expect(alertLevel([0, 1, 0], names)).toBe('warning')
    expect(alertLevel([0, 1, 0], names, { bearWeight: 1 })).toBe('critical')
    expect(alertLevel([0.3, 0, 0.7], names, { thresholds: [0.4, 0.5, 0.6, 0.7] })).toBe('calm')
  })

  it('declines chances that are none and thresholds that fall', () => {
    expect(() => alertLevel([1.5, 0, 0], names)).toThrow(ArgumentError)
    expect(() => alertLevel([Number.NaN, 0, 0], names)).toThrow(ArgumentError)
    expect(() => alertLevel([1, 0], names)).toThrow(ArgumentError)
    expect(() => alertLevel([1, 0, 0], names, { thresholds: [0.5, 0.4, 0.6, 0.7] })).toThrow(
      'must rise',
    )
  })
})
