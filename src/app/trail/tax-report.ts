import { UserError } from '../../base/index.ts'
import { type Instrument, type Micros, micros } from '../../domain/index.ts'
import {
  type Disposal,
  isLongTerm,
  type TaxLot,
  type LotMethod,
  LotTrail,
  type Rebate,
  type Reconciled,
  washDays,
  washFinder,
} from '../../ledger/index.ts'
import { isWithin, type TrailPeriod, trailPeriod } from './trail-period.ts'
import { openTrail, type TrailSource } from './trail-source.ts'
import type { TaxDisposal } from './tax-disposal.ts'
import { sumTaxes, type TaxTotals } from './tax-totals.ts'

/** What is asked for. */
export type TaxRequest = {
  readonly folder: string
  /** Of the calendar, UTC; everything when left out. */
  readonly year?: string | undefined
  readonly method: LotMethod
  /** That of the books; no other is known. Theirs when left out. */
  readonly currency?: string | undefined
}

/** A lot that is open at the end of the period. */
export type TaxOpenLot = TaxLot & {
  readonly instrument: number
  readonly side: Disposal['side']
}

/** All that is told for tax of one desk and one period. Money in minor quote units. */
export type TaxReport = {
  readonly source: TrailSource
  readonly period: TrailPeriod
  readonly method: LotMethod
  readonly currency: string
  readonly instruments: readonly Instrument[]
  /** When the last event happened that was read. */
  readonly asOf: Micros
  /** Of the period, in the order in which they were booked. */
  readonly disposals: readonly TaxDisposal[]
  /** Of the period. The books charge no funding, so there is none here. */
  readonly rebates: readonly Rebate[]
  readonly open: readonly TaxOpenLot[]
  readonly totals: TaxTotals
  /** Everything up to the end of the period against the ledger. */
  readonly reconciled: readonly Reconciled[]
  /** Fees paid in a currency that is not in the books, up to the end of the period. */
  readonly elsewhere: bigint
}

/**
 * Disposals, income and open lots of a desk, out of its journal. Writes nothing.
 *
 * @throws UserError `no-journal`, `journal-damaged`, `journal-newer`, `usage`; `lots-differ` when
 *   lots and ledger do not come to the same to the last unit.
 */
export function taxReport({ folder, year, method, currency }: TaxRequest): TaxReport {
  const period = trailPeriod(year)
  const source = openTrail(folder)
  const { instruments } = source.header.setup
  const quote = instruments[0]?.quote ?? 'USD'
  refuseCurrency(currency, quote)
  const { trail, asOf, atEnd } = follow(source, period, method)
  refuseUneven(atEnd.reconciled, instruments)
  const isWash = washFinder(trail.acquisitions, (i) => instruments[i]?.base ?? '')
  const disposals = trail.disposals
    .filter(({ closedTs }) => isWithin(period, closedTs))
    .map((of): TaxDisposal => {
      return { ...of, term: isLongTerm(of) ? 'long' : 'short', isWashSale: isWash(of) }
    })
  const rebates = trail.rebates.filter(({ ts }) => isWithin(period, ts))
  const totals = sumTaxes({ disposals, rebates, instruments, byMonth: period.year !== undefined })
  return {
    ...{ source, period, method, currency: quote, instruments, asOf },
    ...{ disposals, rebates, totals, ...atEnd },
  }
}

/** What is so at the end of the period. */
type AtEnd = Pick<TaxReport, 'open' | 'reconciled' | 'elsewhere'>

function follow(
  { header, events }: TrailSource,
  { until }: TrailPeriod,
  method: LotMethod,
): { readonly trail: LotTrail; readonly asOf: Micros; readonly atEnd: AtEnd } {
  const { instruments } = header.setup
  const trail = new LotTrail(instruments, method)
  let asOf = micros(0)
  let atEnd: AtEnd | undefined
  for (const { event } of events()) {
    // What follows the period only tells whether losses in it are wash sales.
    if (atEnd === undefined && (trail.bookedAt(event) ?? 0) >= until)
      atEnd = stateOf(trail, instruments.length)
    trail.onEvent(event)
    if (event.kind === 'bar-closed' || event.kind === 'run-started') asOf = later(asOf, event.ts)
  }
  asOf = later(asOf, trail.ts)
  return { trail, asOf, atEnd: atEnd ?? stateOf(trail, instruments.length) }
}

function later(a: Micros, b: Micros): Micros {
  return a > b ? a : b
}

function stateOf(trail: LotTrail, instruments: number): AtEnd {
  const open = Array.from({ length: instruments }, (_, instrument) => {
    const side = trail.book.held(instrument) < 0 ? 'short' : 'long'
    return trail.book.open(instrument).map((lot): TaxOpenLot => ({ ...lot, instrument, side }))
  })
  return { open: open.flat(), reconciled: trail.reconcile(), elsewhere: trail.elsewhere }
}

function refuseCurrency(asked: string | undefined, quote: string): void {
  if (asked === undefined || asked.toUpperCase() === quote) return
  throw new UserError(
    'usage',
    `The books of this desk are in ${quote} and know no rate of ${asked}; ask for --currency ` +
      `${quote}, and convert by the rates that your tax office names.`,
  )
}

function refuseUneven(reconciled: readonly Reconciled[], instruments: readonly Instrument[]): void {
  const uneven = reconciled.find(({ isEven }) => !isEven)
  if (uneven === undefined) return
  throw new UserError(
    'lots-differ',
    `The lots of ${instruments[uneven.instrument]?.id ?? ''} do not come to what the ledger booked, ` +
      'so no report is made; please report it with the output of coinswarm journal export.',
    3,
  )
}

/** What a reader must know, one sentence each. */
export function taxRemarks({ method, elsewhere, currency }: TaxReport): readonly string[] {
  const unknown =
    elsewhere === 0n
      ? []
      : [
          'Some fees were paid in a currency that these books do not hold. They count as fees here; ' +
            'that spending it may be a disposal of its own does not.',
        ]
  return [
    'This is no tax advice. Which method, which holding period and which rule against wash sales ' +
      'hold for you is for your tax office or adviser to say.',
    `Method: ${methodWords[method]} Amounts are in ${currency}, exact to 0.00000001; what a ` +
      'division leaves over stays with the lots that stay open.',
    'Gain is proceeds less cost less fees, those of buying and of selling each in its share. "long" ' +
      'is held for more than a year of the calendar (UTC); a short sale is always "short".',
    `"wash" marks a loss with another purchase of the same up to ${washDays} days before or after. ` +
      'Nothing is adjusted for it.',
    'These books charge no funding and no borrowing; rebates are income and stand apart.',
    ...unknown,
  ]
}

const methodWords: Readonly<Record<LotMethod, string>> = {
  fifo: 'first in, first out.',
  lifo: 'last in, first out.',
  hifo: 'the dearest lot first, fees counted in; of short sales the one sold lowest.',
  average: 'average cost of all that is held, the oldest date first.',
}
