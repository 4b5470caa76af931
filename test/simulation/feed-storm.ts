import { createHash } from 'node:crypto'
import { Random } from '../../src/base/index.ts'
import { dayUs, instrument, type InstrumentId, minuteUs, secondUs } from '../../src/domain/index.ts'
import { type FeedBar, OrderBook, type TickRecord } from '../../src/market/index.ts'
import { ccxtFeed, TickStream } from '../../src/venue/index.ts'
import { StormClock } from './storm-clock.ts'
import { barOf, type StormFault, StormVenue } from './storm-venue.ts'

const startUs = 1_700_000_040_000_000 - (1_700_000_040_000_000 % minuteUs)
const silenceUs = 30 * secondUs
/** Silence is looked for twice in its time. */
const flaggedUs = 1.5 * silenceUs
const turnUs = 5 * secondUs
/** Without a fault for so long everything agrees: the longest wait, and a silence before it. */
const quietUs = 90 * secondUs

/** What a storm came to. */
export type Storm = {
  readonly hash: string
  readonly faults: number
  readonly connections: number
  readonly trades: number
  readonly lost: number
  readonly bars: number
  readonly quietInstants: number
  /** Most tasks and calls that waited at once, on each day. */
  readonly waitingByDay: readonly number[]
}

/** Two feeds, as they are used, behind a line that breaks some hundred times a day. */
export class FeedStorm {
  readonly #clock = new StormClock(startUs)
  readonly #random: Random
  readonly #venue: StormVenue
  readonly #stream: TickStream
  readonly #feed: ReturnType<typeof ccxtFeed>
  readonly #book = new OrderBook()
  readonly #hash = createHash('sha256')
  #fault: StormFault = 'none'
  #faultUntil = 0
  #faultFrom = 0
  #healthyFrom: number = startUs
  #faults = 0
  #lastTrade = 0
  #areTradesGapped = false
  #lost = 0
  #told = 0
  #bars = 0
  #lastBar: number = startUs
  #quietInstants = 0
  readonly #waitingByDay: number[] = []
  /** What was broken first where the feeds would catch an error. */
  #broken: string | undefined

  constructor(seed: number) {
    this.#random = Random.stream(seed, 'feed-storm')
    this.#venue = new StormVenue(this.#clock, seed)
    const made = instrument('BTC-USD.STORM' as InstrumentId, '0.01', '0.01')
    if (!made.ok) throw new Error(made.error)
    const of = made.value
    this.#stream = new TickStream({
      exchange: this.#venue,
      instrument: of,
      clock: this.#clock,
      clockOffsetUs: 0,
      depth: undefined,
      silenceUs,
      onRecord: (record) => this.#take(record),
      onNote: () => {},
    })
    this.#feed = ccxtFeed({
      client: {
        name: 'Storm',
        intervals: ['1m'],
        time: async () => this.#clock.now(),
        instrument: async () => of,
        bars: (id, intervalUs, since) => this.#venue.bars(id, intervalUs, since),
      },
      clock: this.#clock,
      instruments: [of],
      intervalUs: minuteUs,
      offsetUs: 0,
    })
    this.#stream.open()
    this.#feed.subscribe(this.#clock.now(), {
      bar: (bar) => this.#bar(bar),
      fault: () => {},
      end: () => {},
    })
  }

  /** Goes on for so many days, then lets the line be well until everything agrees. */
  async run(days: number, onDay: () => void = () => {}): Promise<Storm> {
    for (let day = 0; day < days; day += 1) {
      let most = 0
      for (let us = 0; us < dayUs; us += turnUs) {
        this.#draw()
        await this.#turn()
        most = Math.max(most, this.#clock.pending + this.#venue.waiting)
      }
      this.#waitingByDay.push(most)
      onDay()
    }
    this.#setFault('none', 0)
    for (let us = 0; us < 2 * quietUs; us += turnUs) await this.#turn()
    promiseThat(this.#lastTrade === this.#venue.trades, 'the newest trade was not told')
    promiseThat(this.#clock.now() - this.#lastBar < 2 * minuteUs, 'the newest bar was not told')
    this.#feed.close()
    await this.#stream.close()
    return {
      hash: this.#hash.digest('hex'),
      faults: this.#faults,
      connections: this.#venue.connections,
      trades: this.#told,
      lost: this.#lost,
      bars: this.#bars,
      quietInstants: this.#quietInstants,
      waitingByDay: this.#waitingByDay,
    }
  }

  /** A fault about every six minutes: most are short, one in twenty lasts up to half an hour. */
  #draw(): void {
    const now = this.#clock.now()
    if (this.#fault !== 'none') {
      if (now >= this.#faultUntil) this.#setFault('none', 0)
    } else if (this.#random.below(72) === 0) {
      const longest = this.#random.below(20) === 0 ? 1_800 : 120
      const us = (1 + this.#random.below(longest)) * secondUs
      this.#setFault(this.#random.below(2) === 0 ? 'cut' : 'mute', us)
    }
  }

  #setFault(fault: StormFault, us: number): void {
    const now = this.#clock.now()
    if (fault === 'none') this.#healthyFrom = now
    else {
      this.#faults += 1
      this.#faultFrom = now
      this.#faultUntil = now + us
    }
    this.#fault = fault
    this.#venue.fault = fault
  }

  async #turn(): Promise<void> {
    this.#venue.change()
    await this.#clock.advance(turnUs)
    if (this.#broken !== undefined) throw new Error(this.#broken)
    const now = this.#clock.now()
    if (this.#fault !== 'none' && now - this.#faultFrom > flaggedUs + turnUs)
      promiseThat(this.#book.isStale, 'a book nobody hears of is not stale')
    if (this.#fault === 'none' && now - this.#healthyFrom >= quietUs) this.#compare()
  }

  #compare(): void {
    if (this.#clock.now() - this.#venue.liedTs < quietUs) return
    promiseThat(!this.#book.isStale, 'the book is stale though all is well')
    this.#quietInstants += 1
    for (const isBid of [true, false]) {
      const count = this.#book.size(isBid)
      promiseThat(count === this.#venue.size(isBid), 'the book has other levels than the venue')
      const [ticks, lots] = [new Float64Array(count), new Float64Array(count)]
      this.#book.depth(isBid, ticks, lots)
      for (const [i, at] of ticks.entries())
        promiseThat(lots[i] === this.#venue.lotsAt(isBid, at), 'a level is not the venue’s')
    }
  }

  #take(record: TickRecord): void {
    this.#hash.update(JSON.stringify(record))
    if (record.kind === 'gap') {
      if (record.stream === 'book') this.#book.distrust()
      if (record.stream === 'trades') this.#areTradesGapped = true
    } else if (record.kind === 'trade') this.#trade(record.trade)
    else if (record.kind !== 'quote') {
      if (record.kind === 'snapshot') this.#book.snapshot(record.last)
      else {
        const verdict = this.#book.update(record.first, record.last, record.previous)
        this.#note(verdict === 'next', `a change was told that is ${verdict}`)
      }
      for (const [i, ticks] of record.ticks.entries())
        this.#book.set(record.isBid[i] === true, ticks, record.lots[i] ?? 0)
    }
  }

  /** Each once, in order; what is missing lies in a gap that was marked. */
  #trade(id: number): void {
    this.#note(id > this.#lastTrade, `trade ${id} was told after ${this.#lastTrade}`)
    const missing = id - this.#lastTrade - 1
    this.#note(missing === 0 || this.#areTradesGapped, `${missing} trades are missing unsaid`)
    this.#lost += missing
    this.#lastTrade = id
    this.#told += 1
    this.#areTradesGapped = false
  }

  /** Each once, in order, and none is missing, however long the line was down. */
  #bar({ ts, open, close }: FeedBar): void {
    this.#note(ts === this.#lastBar + minuteUs, `bar ${ts} follows ${this.#lastBar}`)
    const [first = 0, , , last = 0] = barOf(ts)
    this.#note(open === first * 100 && close === last * 100, `bar ${ts} is another`)
    this.#lastBar = ts
    this.#bars += 1
    this.#hash.update(`${ts}`)
  }

  #note(isKept: boolean, broken: string): void {
    if (!isKept) this.#broken ??= broken
  }
}

function promiseThat(isKept: boolean, broken: string): void {
  if (!isKept) throw new Error(broken)
}
