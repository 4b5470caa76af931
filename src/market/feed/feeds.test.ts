import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BarColumns, type Micros, micros, minuteUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { GeneratedMarket, generatedFrom, generateMarket } from '../generate/generated-market.ts'
import type { LoadedBars } from '../loaded-bars.ts'
import type { LiveMarket } from './feed.ts'
import type { FeedBar } from './feed-bar.ts'
import { fileFeed } from './file-feed.ts'
import { generatedFeed } from './generated-feed.ts'

/** Time that stands still until it is moved; tasks run when it passes them. */
class HandClock implements Clock {
  #now = 1_000_000
  #tasks: { readonly at: number; readonly task: () => void }[] = []

  now(): Micros {
    return micros(Math.floor(this.#now))
  }

  after(us: number, task: () => void): () => void {
    const entry = { at: this.#now + us, task }
    this.#tasks.push(entry)
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== entry)
    }
  }

  advance(us: number): void {
    const end = this.#now + us
    for (;;) {
      const due = this.#tasks.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (due === undefined) break
      this.#tasks = this.#tasks.filter((other) => other !== due)
      this.#now = Math.max(this.#now, due.at)
      due.task()
    }
    this.#now = end
  }

  get isIdle(): boolean {
    return this.#tasks.length === 0
  }
}

function listen({ feed }: LiveMarket, after: Micros): { bars: FeedBar[]; isEnded: boolean } {
  const heard = { bars: [] as FeedBar[], isEnded: false }
  feed.subscribe(after, {
    bar: (bar) => void heard.bars.push(bar),
    fault: (message) => expect.fail(message),
    end: () => {
      heard.isEnded = true
    },
  })
  return heard
}

const key = (bar: FeedBar): readonly number[] => [bar.ts, bar.instrument]
const isOrdered = (bars: readonly FeedBar[]): boolean =>
  bars.every((bar, i) => {
    const before = bars[i - 1]
    if (before === undefined || before.ts < bar.ts) return true
    return before.ts === bar.ts && before.instrument < bar.instrument
  })

describe('a generated feed', () => {
  const open = (clock: Clock, speed: number): LiveMarket =>
    generatedFeed({ market: () => new GeneratedMarket({ seed: 1 }), label: 'x', speed, clock })

  it('gives a minute of every instrument each second at sixty times real time', () => {
    const clock = new HandClock()
    const heard = listen(open(clock, 60), generatedFrom)
    clock.advance(999_999)
    expect(heard.bars).toEqual([])
    clock.advance(1)
    expect(heard.bars.map((bar) => bar.instrument)).toEqual([0, 1, 2, 3])
    clock.advance(9_000_000)
    expect(heard.bars).toHaveLength(40)
    expect(isOrdered(heard.bars)).toBe(true)
  })

  it('joins its past on to its present without a seam', async () => {
    const clock = new HandClock()
    const after = micros(generatedFrom + 500 * minuteUs)
    const live = open(clock, 60)
    const past = await live.history.fetch(2, generatedFrom, after)
    const heard = listen(live, after)
    clock.advance(3_000_000)
    const whole = (generateMarket({ seed: 1, rows: 503 })[2] as LoadedBars).bars.close
    const present = heard.bars.filter((bar) => bar.instrument === 2).map((bar) => bar.close)
    expect([...past.close, ...present]).toEqual([...whole])
  })

  it('falls silent when closed, even in the middle of a burst', () => {
    const clock = new HandClock()
    const { feed } = open(clock, 0)
    let heard = 0
    feed.subscribe(generatedFrom, {
      bar: () => {
        heard += 1
        if (heard === 700) feed.close()
      },
      fault: (message) => expect.fail(message),
      end: () => expect.fail('a generated market never ends'),
    })
    clock.advance(10_000_000)
    expect(heard).toBe(700)
    expect(clock.isIdle).toBe(true)
  })
})

describe('a file feed', () => {
  const market = generateMarket({ seed: 5, rows: 700 })

  it('gives every bar in order and ends, as fast as it can', () => {
    const clock = new HandClock()
    const heard = listen(fileFeed({ market, speed: 0, clock }), generatedFrom)
    clock.advance(1)
    expect(heard.bars).toHaveLength(4 * 700)
    expect(heard.isEnded).toBe(true)
    expect(isOrdered(heard.bars)).toBe(true)
  })

  it('gives only what closes after the time it is told', async () => {
    const clock = new HandClock()
    const after = micros(generatedFrom + 690 * minuteUs)
    const live = fileFeed({ market, speed: 0, clock })
    const heard = listen(live, after)
    clock.advance(1)
    expect(heard.bars).toHaveLength(40)
    const past = await live.history.fetch(0, micros(after - 5 * minuteUs), after)
    expect(past.length).toBe(5)
    expect(past.ts[4]).toBe(after)
  })

  it('merges any columns into the total order and loses none', () => {
    const times = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 30 })
    fc.assert(
      fc.property(fc.array(times, { minLength: 1, maxLength: 4 }), (columns) => {
        const clock = new HandClock()
        const some = columns.map((minutes, i): LoadedBars => {
          const bars = new BarColumns(minutes.length)
          for (const minute of [...minutes].sort((a, b) => a - b))
            bars.push(minute * minuteUs, 1, 1, 1, 1, 1)
          return { ...(market[i] as LoadedBars), bars }
        })
        const heard = listen(fileFeed({ market: some, speed: 0, clock }), micros(0))
        clock.advance(1)
        expect(isOrdered(heard.bars)).toBe(true)
        const wanted = columns.flatMap((minutes, i) => minutes.map((m) => [m * minuteUs, i]))
        const order = (a: readonly number[], b: readonly number[]): number =>
          (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0)
        expect(heard.bars.map(key).sort(order)).toEqual(wanted.sort(order))
      }),
    )
  })

  it('declines instruments with bars of different lengths', () => {
    const hours = generateMarket({ seed: 5, rows: 1, intervalUs: 60 * minuteUs })
    const mixed = [market[0] as LoadedBars, hours[1] as LoadedBars]
    expect(() => fileFeed({ market: mixed, speed: 0, clock: new HandClock() })).toThrow(
      /differ in length \(BTC-USD.SIM 1m, ETH-USD.SIM 1h\)/,
    )
  })
})
