import fc from 'fast-check'
import { expect, it } from 'vitest'
import { micros } from '../../domain/index.ts'
import { type Disposal, LotBook, type LotFill } from './lot-book.ts'
import { lotMethods } from './lot-method.ts'

const fills = fc.array(
  fc.record({
    instrument: fc.nat(1),
    signedLots: fc.integer({ min: -40, max: 40 }).filter((lots) => lots !== 0),
    value: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    fee: fc.bigInt({ min: 0n, max: 10n ** 9n }),
  }),
  { maxLength: 40 },
)

type Drawn = Pick<LotFill, 'instrument' | 'signedLots' | 'value' | 'fee'>

function booked(
  method: (typeof lotMethods)[number],
  drawn: readonly Drawn[],
): { readonly book: LotBook; readonly disposals: readonly Disposal[] } {
  const book = new LotBook(2, method)
  const disposals = drawn.flatMap((fill, i) =>
    book.take({ ...fill, ts: micros(i), orderId: i + 1 }),
  )
  return { book, disposals }
}

/** Gains of all lots, less what open longs cost, and what open shorts brought; less open fees. */
function worth({ book, disposals }: ReturnType<typeof booked>): readonly bigint[] {
  return [0, 1].map((instrument) => {
    const isShort = book.held(instrument) < 0
    const open = book.open(instrument).reduce((sum, { value, fee }) => {
      return sum + (isShort ? value : -value) - fee
    }, 0n)
    const own = disposals.filter((of) => of.instrument === instrument)
    return own.reduce((sum, { gain }) => sum + gain, open)
  })
}

it('comes to the same money in and out by every method, to the last unit', () => {
  fc.assert(
    fc.property(fills, (drawn) => {
      const flows = [0, 1].map((instrument) =>
        drawn
          .filter((fill) => fill.instrument === instrument)
          .reduce((sum, { signedLots, value, fee }) => {
            return sum + (signedLots > 0 ? -value : value) - fee
          }, 0n),
      )
      for (const method of lotMethods) expect(worth(booked(method, drawn))).toEqual(flows)
    }),
    { numRuns: 300 },
  )
})

it('closes lots in the order of the method, and the dearest short is the one sold lowest', () => {
  const fill = (signedLots: number, value: bigint): Drawn => {
    return { instrument: 0, signedLots, value, fee: 0n }
  }
  const long = [fill(1, 20n), fill(1, 30n), fill(1, 10n), fill(-1, 25n)]
  const short = [fill(-1, 20n), fill(-1, 30n), fill(-1, 10n), fill(1, 25n)]
  const opened = (drawn: readonly Drawn[]): readonly unknown[] =>
    lotMethods.map((method) => booked(method, drawn).disposals.map(({ openedBy }) => openedBy))
  expect(opened(long)).toEqual([[1], [3], [2], [1]])
  expect(opened(short)).toEqual([[1], [3], [3], [1]])
})
