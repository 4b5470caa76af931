import { describe, expect, it } from 'vitest'
import { canonicalJson, type Json } from '../../../base/index.ts'
import { micros, secondUs } from '../../../domain/index.ts'
import { GeneratedMarket } from '../../../market/index.ts'
import type { MarketEvent } from '../exchange/exchange-event.ts'
import { FlatFees } from '../exchange/fees.ts'
import { openRules } from '../exchange/listing.ts'
import { SimulatedExchange } from '../exchange/simulated-exchange.ts'
import { GeneratedStream } from './generated-stream.ts'

const startTs = micros(1_704_067_200_000_000)

function market(seed: number): GeneratedMarket {
  return new GeneratedMarket({ seed, intervalUs: secondUs, from: startTs })
}

function scene(seed: number, legSteps = 2) {
  const events: MarketEvent[] = []
  const bars = market(seed)
  const exchange = new SimulatedExchange({
    listings: bars.instruments.map((instrument) => ({
      instrument,
      rules: openRules,
      perpetual: undefined,
    })),
    fees: new FlatFees(0, 0),
    sink: { onExchangeEvent: (event) => void ('account' in event || events.push(event)) },
    startTs,
    tellsBook: true,
  })
  return {
    events,
    exchange,
    stream: new GeneratedStream({ bars, target: exchange, seed, legSteps }),
  }
}

describe('a generated stream', () => {
  it('prints exactly the bars it is made from, each within its bar', () => {
    const { events, stream } = scene(1)
    const seconds = 120
    stream.nextUntil(micros(startTs + seconds * secondUs - 1))
    const bars = market(1)
    for (let second = 0; second < seconds; second += 1) {
      bars.next()
      for (const i of bars.instruments.keys()) {
        const prints = events.filter(
          (event) =>
            event.kind === 'trade' &&
            event.instrument === i &&
            event.ts >= bars.ts - secondUs &&
            event.ts < bars.ts,
        ) as Extract<MarketEvent, { kind: 'trade' }>[]
        // So few lots in a second that some steps of the way print nothing.
        if ((bars.volume[i] as number) < 7) continue
        const prices = prints.map(({ price }) => price)
        expect([prices[0], Math.max(...prices), Math.min(...prices), prices.at(-1)]).toEqual([
          bars.open[i],
          bars.high[i],
          bars.low[i],
          bars.close[i],
        ])
        expect(prints.reduce((sum, { lots }) => sum + lots, 0)).toBe(bars.volume[i])
      }
    }
  })

  it('keeps every book uncrossed, with prints at the best of the side that was crossed', () => {
    const { exchange, stream } = scene(2)
    for (let i = 0; i < 2_000; i += 1) {
      stream.step()
      for (const instrument of stream.instruments.keys()) {
        const bid = exchange.best(instrument, 'buy')
        const ask = exchange.best(instrument, 'sell')
        if (bid === undefined || ask === undefined) continue
        expect(bid.price).toBeLessThan(ask.price)
        expect([bid.price, ask.price]).toContain(exchange.lastPrice(instrument))
      }
    }
  })

  it('runs forward in time, and never beyond the time asked for', () => {
    const { events, stream } = scene(3)
    const until = micros(startTs + 777_777)
    stream.nextUntil(until)
    expect(stream.nextTs).toBeGreaterThan(until)
    const times = events.map(({ ts }) => ts)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times.at(-1)).toBeLessThanOrEqual(until)
  })

  it('is the same for the same seed, and goes on from a saved state', () => {
    const [a, b] = [scene(4), scene(4)]
    const half = micros(startTs + 30 * secondUs + 123_456)
    const end = micros(startTs + 60 * secondUs)
    a.stream.nextUntil(half)
    const saved = JSON.parse(canonicalJson([a.exchange.save(), a.stream.save()])) as [Json, Json]
    b.exchange.load(saved[0])
    b.stream.load(saved[1])
    const told = a.events.length
    a.stream.nextUntil(end)
    b.stream.nextUntil(end)
    expect(b.events.length).toBeGreaterThan(1_000)
    expect(b.events).toEqual(a.events.slice(told))
    const again = scene(4)
    again.stream.nextUntil(end)
    expect(again.events).toEqual(a.events)
  })
})
