import { Random } from '../../src/base/index.ts'
import { BarColumns, hourUs, type InstrumentId } from '../../src/domain/index.ts'
import type { Agent, BarView, Mind, Opinion } from '../../src/agents/index.ts'
import { WalkedMarket } from './walked-market.ts'

/** A market of hours of noise, in which something may be planted. */
export type PatternMarket = {
  readonly seed: number
  readonly rows: number
  /** Deviation of an hour. */
  readonly noise: number
  /** Return of the bar after three falls, the last of which had much volume; 0 plants nothing. */
  readonly planted: number
  readonly id?: InstrumentId
}

const window = 24

/** Bars, and whether the planted pattern stood at the close of each. */
export function patternBars(of: PatternMarket): {
  readonly bars: BarColumns
  readonly stands: readonly boolean[]
} {
  const chance = Random.stream(of.seed, 'pattern-market')
  const bars = new BarColumns(of.rows)
  const stands: boolean[] = []
  let close = 1_000_000
  for (let row = 0; row < of.rows; row += 1) {
    const before = close
    const lift = stands[row - 1] === true ? of.planted : 0
    close = Math.round(before * Math.exp(lift + of.noise * chance.normal()))
    const volume = Math.round(1_000 * Math.exp(0.6 * chance.normal()))
    const top = Math.max(before, close)
    bars.push((row + 1) * hourUs, before, top + 1, Math.min(before, close) - 1, close, volume)
    stands.push(hasPattern(bars))
  }
  return { bars, stands }
}

function hasPattern({ close, volume, length }: BarColumns): boolean {
  if (length < window) return false
  const fell = (k: number): boolean =>
    (close[length - k] as number) <= (close[length - k - 1] as number)
  const mean = volume.subarray(length - window, length).reduce((a, b) => a + b, 0) / window
  return fell(1) && fell(2) && fell(3) && (volume[length - 1] as number) >= 1.5 * mean
}

/** What an agent says bar by bar, and what it says of it. */
export type Session = {
  readonly opinions: readonly (Opinion | undefined)[]
  readonly words: readonly string[]
  readonly mind: Mind
  readonly view: BarView
}

/** @param restartAt - The row before which its mind is saved and brought back; none below 0. */
export function sessionOf(agent: Agent, bars: BarColumns, seed: number, restartAt = -1): Session {
  const instrument = { id: 'P-USD.SIM' as InstrumentId, tickSize: 0.01, lotSize: 0.01 }
  const make = (): Mind => agent.makeMind?.(seed) as Mind
  let mind = make()
  const opinions: (Opinion | undefined)[] = []
  const words: string[] = []
  const market = new WalkedMarket([{ instrument, bars, intervalUs: hourUs }])
  let view = market.view(0, agent.features, mind)
  for (let row = 0; row < bars.length; row += 1) {
    market.moveTo(row)
    if (row < market.warmup) {
      opinions.push(undefined)
      words.push('')
      continue
    }
    if (row === restartAt) {
      const saved = JSON.parse(JSON.stringify(mind.save()))
      mind = make()
      mind.load(saved)
      view = market.view(0, agent.features, mind)
    }
    view.row = row
    const opinion = agent.opine(view)
    opinions.push(opinion && { ...opinion })
    words.push(agent.explain(view))
  }
  return { opinions, words, mind, view }
}
