import { type Agent, defineAgent, whole } from '../../src/agents/index.ts'
import { defined, Random } from '../../src/base/index.ts'
import {
  type Instrument,
  type InstrumentId,
  hourUs,
  instrument,
  micros,
} from '../../src/domain/index.ts'
import type { DeskSetup, GuardRules } from '../../src/engine/index.ts'
import { defaultCaps } from '../../src/execution/index.ts'
import type { FeedBar } from '../../src/market/index.ts'
import { breakerDefaults, defaultLimits } from '../../src/risk/index.ts'
import { defaultCosts } from '../../src/venue/index.ts'
import type { Scene } from './desk-scene.ts'

/** What watches over a desk unless somebody says otherwise. */
export const usualGuard: GuardRules = {
  breakers: breakerDefaults,
  caps: defaultCaps,
  hasStandings: true,
  hasTiers: true,
}

function made(id: string): Instrument {
  const of = instrument(id as InstrumentId, '0.01', '0.0001')
  return defined(of.ok ? of.value : undefined, id)
}

/** Wants a little of everything for some hours, then nothing of it, and so on for ever. */
const eager = defineAgent({
  name: 'eager',
  summary: 'Goes in and out.',
  parameters: {
    hours: whole(5, { min: 1, max: 100, help: 'in, and out again' }),
    thousandths: whole(40, { min: 1, max: 1_000, help: 'of equity' }),
  },
  features: () => ({}),
  opine: (view, p) => {
    const isIn = Math.floor(view.asOf / hourUs / p.hours) % 2 === 0
    const exposure = isIn ? p.thousandths / 1_000 : 0
    return view.say({ exposure, confidence: 0.9, stop: view.close * 0.97 })
  },
})

export function eagerAgent(hours: number, thousandths: number): Agent {
  const seated = eager.seat({ hours, thousandths })
  return defined(seated.ok ? seated.value : undefined, 'eager agent')
}

/** Bars of an hour of two instruments that go their own ways, now and then with a jump. */
function hourBars(seed: number, from: number, hours: number): FeedBar[] {
  const random = Random.stream(seed, 'hours')
  const closes = [100_000, 30_000]
  const bars: FeedBar[] = []
  for (let hour = 1; hour <= hours; hour += 1)
    for (const [i, open] of closes.entries()) {
      const spread = random.next() < 0.01 ? 0.08 : 0.006
      const close = Math.max(100, Math.round(open * Math.exp(spread * random.normal())))
      closes[i] = close
      const [high, low] = [Math.max(open, close) + random.below(40), Math.min(open, close)]
      const ts = micros(from + hour * hourUs)
      bars.push({ instrument: i, ts, open, high, low: low - random.below(40), close, volume: 1e9 })
    }
  return bars
}

/**
 * A desk with every limit and guard as they are by default, that trades all the time. Its capital
 * is just above the border of a tier, and trading costs it: it loses trust, and falls out of it.
 *
 * @param from - Before its first bar. Unit: us.
 */
export function guardedScene(
  seed: number,
  { from = Date.UTC(2024, 0, 1) * 1_000, hours = 400 }: { from?: number; hours?: number } = {},
  over: Partial<DeskSetup> = {},
): Scene {
  const setup: DeskSetup = {
    seed,
    instruments: [made('BTC-USD.SIM'), made('ETH-USD.SIM')],
    intervalsUs: [hourUs, hourUs],
    agents: [eagerAgent(3, 40), eagerAgent(5, 30)],
    quorum: 1,
    limits: { ...defaultLimits, lossesInRowMax: 4, tradesPerDayMax: 6 },
    guard: usualGuard,
    costs: defaultCosts,
    cash: 503_000_000_000n,
    rebalanceMin: 0.002,
    ...over,
  }
  return { setup, bars: hourBars(seed, from, hours) }
}
