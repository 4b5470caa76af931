import { type Agent, type AgentKind, defineAgent } from '../../src/agents/index.ts'
import { defined, Random } from '../../src/base/index.ts'
import { hourUs, type Micros } from '../../src/domain/index.ts'
import type { FeedBar } from '../../src/market/index.ts'

const [startUs, hoursUp] = [1_704_067_200_000_000, 12]

/** Bars of an hour that rise for half of every day and fall for the other, more or less. */
export function waveBars(days: number): readonly FeedBar[] {
  const chance = Random.stream(5, 'wave')
  let close = 50_000
  return Array.from({ length: 24 * days }, (_, hour) => {
    const open = close
    const drift = hour % 24 < hoursUp ? 0.0012 : -0.0012
    close = Math.round(open * Math.exp(drift + 0.003 * chance.normal()))
    const [high, low] = [Math.max(open, close) + 20, Math.min(open, close) - 20]
    const ts = (startUs + (hour + 1) * hourUs) as Micros
    return { instrument: 0, ts, open, high, low, close, volume: 9_000_000_000 }
  })
}

/** Holds from one in the morning to one in the afternoon; how much, by what memory says. */
export const waver: AgentKind = defineAgent({
  name: 'waver',
  summary: 'Holds for half of a day, by what came of moments like this one.',
  parameters: {},
  features: () => ({}),
  opine: (view) => {
    const hour = Math.floor(view.asOf / hourUs) % 24
    if (hour === hoursUp) return view.say({ exposure: 0, confidence: 0.6 })
    if (hour !== 1) return undefined
    const came = view.recall?.similar({ exposure: 0.2, confidence: 0.6, most: 10 })
    const more = came === undefined ? 0 : Math.max(-0.1, Math.min(0.1, 10 * came.mean))
    return view.say({ exposure: 0.2 + more, confidence: 0.6 })
  },
})

export function waverSeat(): Agent {
  const seat = waver.seat({})
  return defined(seat.ok ? seat.value : undefined, 'waver')
}
