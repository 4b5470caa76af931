import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { real, whole } from '../../agents/index.ts'
import { gridPoints, gridSize } from './sweep-grid.ts'
import {
  parametersAt,
  parseAxis,
  searchParameter,
  type SweepAxis,
  unitPlaces,
} from './sweep-axis.ts'

const schema = {
  fast: whole(10, { min: 2, max: 500, help: 'bars' }),
  hurdle: real(0.01, { min: 0, max: 1, help: 'share of price' }),
  side: { kind: 'choice', default: 'long', options: ['long', 'short'], help: 'which way' },
  isCalm: { kind: 'flag', default: true, help: 'whether it waits' },
} as const

function axis(text: string): SweepAxis {
  const parsed = parseAxis(schema, text)
  if (!parsed.ok) throw new Error(parsed.error)
  return parsed.value
}

function refusal(text: string): string {
  const parsed = parseAxis(schema, text)
  return parsed.ok ? 'none' : parsed.error
}

describe('an axis', () => {
  it('is a span, a span on a logarithm, steps or a list', () => {
    expect(axis('fast=5..50')).toEqual({
      ...{ name: 'fast', kind: 'span', isWhole: true },
      ...{ low: 5, high: 50, isLog: false },
    })
    expect(axis('fast=5..50:log')).toMatchObject({ isLog: true })
    expect(axis('hurdle=0.1..0.5/0.1')).toMatchObject({
      kind: 'list',
      values: [0.1, 0.2, 0.3, 0.4, 0.5],
      isOrdered: true,
    })
    expect(axis('fast=5|20|10')).toMatchObject({ values: [5, 20, 10], isOrdered: true })
    expect(axis('side=short|long')).toMatchObject({ values: ['short', 'long'], isOrdered: false })
    expect(axis('isCalm=true|false')).toMatchObject({ values: [true, false] })
    expect(axis('hurdle=0.0..0.25')).toMatchObject({ low: 0, high: 0.25 })
    expect(axis('hurdle=1e-3..1e-1:log')).toMatchObject({ low: 0.001, high: 0.1 })
  })

  it.each([
    ['fast', /is not like/],
    ['=5..6', /is not like/],
    ['fats=5..50', /unknown parameter 'fats'; perhaps fast/],
    ['fast=50..5', /from low to high within 2\.\.500, whole numbers; it was 50\.\.5/],
    ['fast=1..50', /within 2\.\.500/],
    ['fast=5..50.5', /whole numbers/],
    ['fast=5..x', /it was 5\.\.x/],
    ['fast=5..50/0', /whole step above 0/],
    ['fast=5..50/2.5', /whole step/],
    ['hurdle=0..1/0.00001', /100001 steps; at most 10000/],
    ['hurdle=0..1:log', /low above 0/],
    ['side=long|up', /cannot be 'up'/],
    ['side=a..b', /is no number/],
    ['fast=5|5', /lists 5 twice/],
    ['fast=', /cannot be ''/],
    [
      'fast=12-48/12',
      /cannot be '12-48\/12', .* a whole number from 2 to 500 nor like NAME=LOW\.\.HIGH, /,
    ],
    ['fast=12..48:12', /'12\.\.48:12', .* NAME=LOW\.\.HIGH\/STEP/],
  ])('is declined: %s', (text, sentence) => {
    expect(refusal(text)).toMatch(sentence)
  })

  it('declines any text without falling over it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseAxis(schema, text)
        parseAxis(schema, `fast=${text}`)
        parseAxis(schema, `side=${text}`)
      }),
    )
  })
})

describe('a grid', () => {
  it('has every point once, the last axis running fastest', () => {
    const axes = [axis('fast=2..3'), axis('side=long|short')]
    const all = gridPoints(axes, 5).map((point) => parametersAt(axes, point))
    expect(all).toEqual([
      { fast: 2, side: 'long' },
      { fast: 2, side: 'short' },
      { fast: 3, side: 'long' },
      { fast: 3, side: 'short' },
    ])
    expect(gridSize(axes, 5)).toBe(4)
  })

  it('takes a span evenly on its scale, both ends included', () => {
    const log = [axis('fast=5..500:log')]
    expect(gridPoints(log, 3).map(([place]) => place)).toEqual([5, 50, 500])
    expect(gridPoints([axis('hurdle=0..1')], 5).map(([place]) => place)).toEqual([
      0, 0.25, 0.5, 0.75, 1,
    ])
  })

  it('lies in the unit cube, and within what can be searched', () => {
    const axes = [axis('fast=5..500:log'), axis('hurdle=0..0.5/0.1'), axis('fast=7..7')]
    for (const point of gridPoints(axes, 4)) {
      for (const place of unitPlaces(axes, point)) {
        expect(place).toBeGreaterThanOrEqual(0)
        expect(place).toBeLessThanOrEqual(1)
      }
      point.forEach((place, i) => {
        const parameter = searchParameter(axes[i] as SweepAxis)
        if (parameter.kind === 'category') return
        expect(place >= parameter.low && place <= parameter.high).toBe(true)
      })
    }
  })
})
