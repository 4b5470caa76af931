import { type Agent, type AgentKind, defineAgent, whole } from '../../src/agents/index.ts'
import { defined, Random } from '../../src/base/index.ts'
import {
  BarColumns,
  dayUs,
  type InstrumentId,
  instrument,
  type Micros,
} from '../../src/domain/index.ts'
import { columnsSha256, type LoadedBars } from '../../src/market/index.ts'

/** Days between two turns of the state of the market, on average, and between two of a guesser. */
const daysOfState = 30
const daysOfGuess = 2
const deviation = 0.015
const from = 1_609_459_200_000_000

/**
 * Daily bars of one instrument. Each day has a state, up or down, that anybody can read off the
 * volume; the next day's return is noise plus `drift` in the direction of the state.
 *
 * @param drift - Of a day, fraction. 0 is noise, and nobody can know anything.
 */
export function knownMarket(seed: number, days: number, drift: number): LoadedBars {
  const random = Random.stream(seed, 'a market of known truth')
  const bars = new BarColumns(days)
  let price = 1_000_000
  let state = random.next() < 0.5 ? 1 : 0
  for (let day = 0; day < days; day += 1) {
    const open = Math.max(2, Math.round(price))
    price = Math.max(1_000, price * (1 + drift * (2 * state - 1) + deviation * random.normal()))
    if (random.next() < 1 / daysOfState) state = 1 - state
    const close = Math.round(price)
    const [top, bottom] = [Math.max(open, close), Math.min(open, close)]
    bars.push(from + (day + 1) * dayUs, open, top + 1, bottom - 1, close, 2_000_000_000 + state)
  }
  const made = instrument('BTC-USD.SIM' as InstrumentId, '0.01', '0.00000001')
  return {
    instrument: defined(made.ok ? made.value : undefined, 'instrument'),
    ...{ bars, intervalUs: dayUs, sha256: columnsSha256(bars) },
    sources: [
      {
        path: 'known truth',
        rows: days,
        from: from as Micros,
        to: (from + days * dayUs) as Micros,
      },
    ],
  }
}

const exposure = 0.15
const confidence = 0.6

/** Reads the state off the volume: it has whatever edge was planted. */
const reader: AgentKind = defineAgent({
  name: 'reader',
  summary: 'Reads the state of a market of known truth.',
  parameters: {},
  features: () => ({}),
  opine: (view) => ({
    exposure: (Math.round(view.volume * 1e8) % 2 === 1 ? 1 : -1) * exposure,
    confidence,
  }),
})

/** As busy, and of no use: its side follows from the calendar and its number alone. */
const guesser: AgentKind = defineAgent({
  name: 'guesser',
  summary: 'Guesses by the calendar.',
  parameters: { number: whole(0, { min: 0, max: 1_000_000, help: 'which guesser' }) },
  features: () => ({}),
  opine: (view, { number }) => {
    const turn = Math.floor((view.asOf / dayUs + (number % daysOfGuess)) / daysOfGuess)
    return { exposure: stirred(turn, number) % 2 === 0 ? exposure : -exposure, confidence }
  },
})

/** Of two whole numbers one that says nothing of either. @see The finaliser of MurmurHash3. */
function stirred(one: number, two: number): number {
  let h = Math.imul(one, 0x9e3779b1) ^ Math.imul(two, 0x85ebca77)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** The one agent that knows. */
export function readerAgent(): Agent {
  return seated(reader, {})
}

/** An agent that knows nothing, and differs from all others. */
export function guesserAgent(number: number): Agent {
  return seated(guesser, { number })
}

function seated(kind: AgentKind, parameters: Record<string, unknown>): Agent {
  const agent = kind.seat(parameters)
  return defined(agent.ok ? agent.value : undefined, kind.name)
}
