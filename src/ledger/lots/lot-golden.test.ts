import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { micros } from '../../domain/index.ts'
import { LotBook } from './lot-book.ts'
import { lotMethods } from './lot-method.ts'

/** Of generate-lots.py; amounts are fractions as text. */
type Case = {
  readonly name: string
  readonly fills: readonly (readonly [signed: number, value: number, fee: number])[]
  readonly methods: Readonly<
    Record<
      string,
      {
        readonly disposals: readonly (readonly [number, number, number, ...string[]])[]
        readonly open: readonly (readonly [number, number, string, string])[]
      }
    >
  >
}

const golden: { readonly cases: readonly Case[] } = JSON.parse(
  readFileSync('test/golden/lots.json', 'utf8'),
)

/** How far a whole amount is from a fraction, in whole units rounded away from nought. */
function apart(amount: bigint, fraction: string): bigint {
  const [numerator = '', denominator = ''] = fraction.split('/')
  const below = BigInt(denominator)
  const difference = amount * below - BigInt(numerator)
  const size = difference < 0n ? -difference : difference
  return (size + below - 1n) / below
}

/** Each close of a lot can leave less than a unit with what stays open. */
const unitsMost = 8n

describe.each(golden.cases)('$name', ({ fills, methods }) => {
  it.each(lotMethods)('comes by %s to what rational numbers come to', (method) => {
    const book = new LotBook(1, method)
    const disposals = fills.flatMap(([signedLots, value, fee], i) =>
      book.take({
        ...{ instrument: 0, ts: micros(i + 1), orderId: i + 1, signedLots },
        ...{ value: BigInt(value), fee: BigInt(fee) },
      }),
    )
    const told = methods[method]
    expect(disposals.map((of) => [of.openedBy, of.closedBy, of.lots])).toEqual(
      told?.disposals.map(([opened, closed, lots]) => [opened, closed, lots]),
    )
    const far = disposals.flatMap((of, i) =>
      [of.proceeds, of.cost, of.fees, of.gain].map((amount, cell) =>
        apart(amount, String(told?.disposals[i]?.[cell + 3])),
      ),
    )
    expect(far.filter((units) => units > unitsMost)).toEqual([])
    const open = book.open(0)
    expect(open.map(({ orderId, lots }) => [orderId, lots])).toEqual(
      told?.open.map(([opened, lots]) => [opened, lots]),
    )
    for (const [i, lot] of open.entries())
      expect(apart(lot.value, String(told?.open[i]?.[2]))).toBeLessThanOrEqual(unitsMost)
  })
})

it('holds numbers that were worked out by hand', () => {
  const [first] = golden.cases
  // Bought 10 each for 1000, 1200 and 900, fees 10 each; sold 15 for 1800, 15 for 1500, fees 30.
  const gains = (method: string): readonly unknown[] | undefined =>
    first?.methods[method]?.disposals.map((row) => row[6])
  expect(gains('fifo')).toEqual(['170/1', '-15/1', '-115/1', '70/1'])
  expect(gains('lifo')).toEqual(['270/1', '-15/1', '-115/1', '-30/1'])
  expect(gains('hifo')).toEqual(['-30/1', '85/1', '-15/1', '70/1'])
  expect(gains('average')).toEqual(['410/3', '205/3', '-95/3', '-190/3'])
})
