import {
  type BookRecord,
  type GapReason,
  LiveBook,
  type QuoteRecord,
  type TickRecord,
} from '../../market/index.ts'
import type { BreakerRules } from './breaker-rules.ts'
import type { Breakers } from './breakers.ts'
import type { Cause } from './cause.ts'
import { judgeBook, judgePrice } from './condition/book-shape.ts'
import type { Finding } from './condition/finding.ts'
import { ManipulatedFlowCondition } from './condition/manipulated-flow.ts'
import { QuoteAgeCondition } from './condition/quote-age.ts'
import { SourcePriceCondition } from './condition/source-price.ts'
import { SpreadCondition } from './condition/spread.ts'
import { ToxicFlowCondition } from './condition/toxic-flow.ts'

export type MarketConditionsNeeds = {
  readonly breakers: Breakers
  readonly rules: BreakerRules
  /** Position of the instrument on the desk. */
  readonly instrument: number
  /** Units of quote currency in one tick. */
  readonly tick: number
  /** Sources of its price, this venue included. */
  readonly sources: number
  /** When somebody began to listen. Unit: us. */
  readonly ts: number
}

const secondsOfMinute = 60

/**
 * Reads the public market of one instrument, as a recorder would, and moves breakers by what it
 * sees: quotes that are old or none, books that cannot be, spreads, prices beside other venues',
 * toxic and manipulated flow. Time is given; nothing is thrown for what a venue says.
 */
export class MarketConditions {
  readonly #needs: MarketConditionsNeeds
  readonly #age: QuoteAgeCondition
  readonly #spread: SpreadCondition
  readonly #toxic: ToxicFlowCondition
  readonly #manipulated: ManipulatedFlowCondition
  readonly #price: SourcePriceCondition
  readonly #book = new LiveBook()
  /** Best bid and ask, as they are read from the book. */
  readonly #bid = new Float64Array(1)
  readonly #ask = new Float64Array(1)
  readonly #lots = new Float64Array(1)
  /** What each condition said last. */
  readonly #findings = new Map<Cause, Finding>()

  constructor(needs: MarketConditionsNeeds) {
    const { rules, ts, sources } = needs
    this.#needs = needs
    this.#age = new QuoteAgeCondition(
      { ageMs: rules.quoteAgeMs, ageMaxMs: rules.quoteAgeMaxMs },
      ts,
    )
    this.#spread = new SpreadCondition({
      multiple: rules.spreadMultiple,
      minBps: rules.spreadMinBps,
    })
    this.#toxic = new ToxicFlowCondition({
      max: rules.vpinMax,
      halt: rules.vpinHalt,
      normal: rules.vpinNormal,
    })
    this.#manipulated = new ManipulatedFlowCondition({
      scoreMin: rules.manipulationScore,
      alerts: rules.manipulationAlerts,
      windowSeconds: secondsOfMinute,
    })
    const { priceMultiple: multiple, priceMin: min } = rules
    const ageMaxUs = rules.quoteAgeMaxMs * 1_000
    this.#price = new SourcePriceCondition({ multiple, min, ageMaxUs }, sources)
  }

  /** What was found of each condition that was asked; a condition that is missing was not. */
  get findings(): ReadonlyMap<Cause, Finding> {
    return this.#findings
  }

  onRecord(record: TickRecord, ts: number): void {
    if (record.kind === 'quote') this.#onQuote(record, ts)
    else if (record.kind === 'trade') {
      this.#heed('no-price', judgePrice(record.ticks * this.#needs.tick), ts)
      this.#heed('vpin', this.#toxic.onTrade(record.side, record.lots, record.tsEvent), ts)
      const { side, ticks, lots } = record
      this.#heed('manipulation', this.#manipulated.onTrade(side, ticks, lots, ts), ts)
    } else if (record.kind !== 'gap') this.#onBook(record, ts)
    else if (record.stream === 'book' || record.stream === 'all') this.#onGap(record.reason, ts)
  }

  /** Another venue shows a price. @param source - Its place, from 1 on. */
  onSource(source: number, price: number, ts: number): void {
    this.#price.onPrice(source, price, ts)
    this.#heed('price', this.#price.at(ts), ts)
  }

  /** Time has passed: what is old is seen by that alone. */
  at(ts: number): void {
    this.#heed('quote-age', this.#age.at(ts), ts)
  }

  /** Nothing is heard any more: as old as a quote can be. */
  onLoss(ts: number): void {
    this.#book.distrust()
    this.#age.onLoss()
    this.at(ts)
  }

  #onGap(reason: GapReason, ts: number): void {
    if (reason === 'malformed')
      this.#heed('no-price', { level: 'trouble', was: Number.NaN, max: 0 }, ts)
    this.onLoss(ts)
  }

  #onQuote({ bidTicks, bidLots, askTicks, askLots, tsEvent }: QuoteRecord, ts: number): void {
    this.#age.onQuote(tsEvent, ts)
    // Nothing stands where nothing is offered, whatever the price says.
    this.#onTop(bidLots > 0 ? bidTicks : Number.NaN, askLots > 0 ? askTicks : Number.NaN, ts)
  }

  #onBook(record: BookRecord, ts: number): void {
    const verdict = this.#book.take(record)
    if (verdict === 'gap' || verdict === 'malformed') {
      this.#book.distrust()
      return this.#onGap(verdict === 'gap' ? 'sequence' : 'malformed', ts)
    }
    if (verdict !== 'counts') return
    this.#age.onQuote(record.tsEvent, ts)
    this.#tellLevels(record, ts)
    const isBid = this.#book.depth(true, this.#bid, this.#lots) > 0
    const isAsk = this.#book.depth(false, this.#ask, this.#lots) > 0
    const [bid, ask] = [this.#bid[0] as number, this.#ask[0] as number]
    this.#onTop(isBid ? bid : Number.NaN, isAsk ? ask : Number.NaN, ts)
  }

  #tellLevels({ kind, isBid, ticks, lots }: BookRecord, ts: number): void {
    if (kind === 'snapshot') this.#manipulated.onSnapshot()
    for (let i = 0; i < ticks.length; i += 1) {
      const [price, size] = [ticks[i] as number, lots[i] as number]
      this.#heed('manipulation', this.#manipulated.onLevel(isBid[i] === true, price, size, ts), ts)
    }
  }

  #onTop(bid: number, ask: number, ts: number): void {
    const { tick } = this.#needs
    const shape = judgeBook(bid, ask)
    this.#heed('book', shape, ts)
    if (Number.isNaN(bid) || Number.isNaN(ask)) return this.#price.onPrice(0, Number.NaN, ts)
    for (const price of [bid, ask]) this.#heed('no-price', judgePrice(price * tick), ts)
    if (shape.level === 'well') this.#heed('spread', this.#spread.onQuote(bid, ask, ts), ts)
    this.#price.onPrice(0, ((bid + ask) / 2) * tick, ts)
    this.#heed('price', this.#price.at(ts), ts)
  }

  #heed(cause: Cause, finding: Finding, ts: number): void {
    const { breakers, instrument: subject } = this.#needs
    const { level, was, max } = finding
    this.#findings.set(cause, finding)
    if (level !== 'trouble' && level !== 'caution') return
    const trouble = { scope: 'instrument', subject, cause, ts, was, max } as const
    if (level === 'trouble') breakers.trip(trouble)
    else breakers.caution(trouble)
  }
}
