import { describe, expect, it } from 'vitest'
import { defined, Random } from '../../base/index.ts'
import { BarColumns, minuteUs } from '../../domain/index.ts'
import { avellanedaStoikov } from '../../quant/index.ts'
import { AskedAgent } from '../../../test/conformance/asked-agent.ts'
import { madeInstrument, seatOf } from '../../../test/simulation/null-scene.ts'
import type { LoadedBars } from '../../market/index.ts'
import type { Quotes } from '../opinion.ts'
import { marketMaker } from './index.ts'

const barUs = 15 * minuteUs
const rows = 600

/** Bars whose closes are random, but those of the last hundred all rise where it is told to. */
function barsOf(isOneSided: boolean, id = 'BTC-USD.SIM'): LoadedBars {
  const random = Random.stream(1, 'maker')
  const bars = new BarColumns(rows)
  let close = 1_000_000
  for (let row = 1; row <= rows; row += 1) {
    const open = close
    const move = 0.002 * random.normal()
    close = Math.round(open * (1 + (isOneSided && row > rows - 100 ? 0.004 : move)))
    bars.push(row * barUs, open, Math.max(open, close) + 500, Math.min(open, close) - 500, close, 9)
  }
  return { instrument: madeInstrument(id), bars, intervalUs: barUs, sha256: id, sources: [] }
}

type Asking = { readonly position?: number; readonly parameters?: Record<string, unknown> }

function askedOf(
  markets: readonly LoadedBars[],
  { position = 0, parameters = {} }: Asking = {},
): { readonly asked: AskedAgent; readonly quotes: Quotes | undefined } {
  const asked = new AskedAgent(seatOf(marketMaker, parameters), { markets })
  let quotes: Quotes | undefined
  for (let row = 0; row < rows; row += 1) {
    if (!asked.moveTo(row)) continue
    asked.view.position = position
    quotes = asked.opine()?.quotes
  }
  return { asked, quotes }
}

function quotesOf(asking: Asking = {}): Quotes {
  return defined(askedOf([barsOf(false)], asking).quotes, 'quotes')
}

describe('market-maker', () => {
  it('quotes as Avellaneda and Stoikov have it, with the fee on either side', () => {
    const position = 0.04
    const { asked, quotes } = askedOf([barsOf(false)], { position })
    const { close, features } = asked.view
    const [deviation = 0, range = 0] = [features['deviation']?.value, features['range']?.value]
    const decay = 2 / range
    const exact = avellanedaStoikov({
      ...{ riskAversion: 0.05 * decay, volatility: deviation * close, decay },
      ...{ mid: close, inventory: position / 0.02, timeLeft: 8 },
    })
    expect(quotes?.bid).toBeCloseTo(exact.bid - 0.0016 * close, 6)
    expect(quotes?.ask).toBeCloseTo(exact.ask + 0.0016 * close, 6)
    expect(exact.reservationPrice).toBeLessThan(close)
  })

  it('leans against what it holds, either way', () => {
    const [short, flat, long] = [-0.04, 0, 0.04].map((position) => quotesOf({ position }))
    expect(short?.bid).toBeGreaterThan(flat?.bid ?? 0)
    expect(long?.ask).toBeLessThan(flat?.ask ?? 0)
    expect(long?.bid).toBeLessThan(flat?.bid ?? 0)
  })

  it('comes nearer by a rebate, and never through the market', () => {
    const width = ({ bid, ask }: Quotes): number => ask - bid
    const paid = quotesOf({ parameters: { feeBps: -2 } })
    const free = quotesOf({ parameters: { feeBps: 0 } })
    const { asked } = askedOf([barsOf(false)])
    expect(width(free) - width(paid)).toBeCloseTo(2 * 0.0002 * asked.view.close, 6)
    const eager = quotesOf({ parameters: { feeBps: -100 } })
    expect(eager.bid).toBeCloseTo(asked.view.close * (1 - 0.0001), 8)
    expect(eager.ask).toBeCloseTo(asked.view.close * (1 + 0.0001), 8)
  })

  it('leaves one-sided flow alone, and says how one-sided it is', () => {
    const { asked, quotes } = askedOf([barsOf(true)])
    expect(quotes).toBeUndefined()
    const why = asked.agent.explain(asked.view)
    expect(why).toMatch(/^abstains: 0\.[89]\d* of the volume is one-sided \(0\.62 and more/)
    expect(askedOf([barsOf(true)], { parameters: { toxic: 1 } }).quotes).toBeDefined()
  })

  it('divides its inventory among the instruments of the desk, unless each has its own', () => {
    const three = ['XYZ-USD.SIM', 'ETH-USD.SIM', 'BTC-USD.SIM'].map((id) => barsOf(false, id))
    const bound = (together: boolean): number | undefined =>
      askedOf(three, { parameters: { together, inventoryMax: 0.03 } }).quotes?.inventoryMax
    expect(bound(true)).toBeCloseTo(0.01, 12)
    expect(bound(false)).toBe(0.03)
  })
})
