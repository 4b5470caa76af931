import { UserError } from '../base/index.ts'
import type { Micros } from '../domain/index.ts'
import type { BacktestOptions, Desk, RunResult } from '../engine/index.ts'
import type { LoadedBars } from '../market/index.ts'
import {
  equalWindows,
  type HoldControl,
  holdControl,
  type Metrics,
  measure,
  partOfRun,
  type Span,
} from '../research/index.ts'

/** A part of the time of a run, and what the swarm had learned before it. */
export type SwarmWindow = Span & {
  /** Agents that had shown help when it began. */
  readonly shown: readonly string[]
  readonly metrics: Metrics
  /** Bought at its beginning, at the same cost. */
  readonly hold: HoldControl
}

/** Looks at a desk at the beginning of each window, and tells of all of them at the end. */
export class SwarmWindows {
  readonly #market: readonly LoadedBars[]
  readonly #spans: readonly Span[]
  readonly #shown: (readonly string[])[] = []
  readonly looks: NonNullable<BacktestOptions['looks']>

  /**
   * @param windows - How many, of equal time. Whole, 1 or more.
   * @throws UserError `bad-windows` where they would be too short.
   */
  constructor(market: readonly LoadedBars[], windows: number) {
    this.#market = market
    this.#spans = spansOf(market, windows)
    this.looks = {
      at: this.#spans.map(({ from }) => from),
      onLook: (k, desk) => {
        this.#shown[k] = shownBy(desk)
      },
    }
  }

  of(run: RunResult, costs: BacktestOptions['setup']['costs']): readonly SwarmWindow[] {
    return this.#spans.map((span, k) => {
      const part = partOfRun(run, span)
      const metrics = measure(part)
      const bars = this.#market.map((of) =>
        of.bars.slice(of.bars.rowAt(span.from + 1), of.bars.rowAt(span.to + 1)),
      )
      const hold = holdControl(part, metrics, bars, costs)
      return { ...span, shown: this.#shown[k] ?? [], metrics, hold }
    })
  }
}

function spansOf(market: readonly LoadedBars[], windows: number): readonly Span[] {
  const withBars = market.filter(({ bars }) => bars.length > 0)
  const barUs = Math.max(...withBars.map(({ intervalUs }) => intervalUs))
  const from = Math.min(
    ...withBars.map(({ bars, intervalUs }) => (bars.ts[0] as number) - intervalUs),
  )
  const to = Math.max(...withBars.map(({ bars }) => bars.ts[bars.length - 1] as number))
  const made = equalWindows({ from: from as Micros, to: to as Micros, barUs, windows })
  if (made.ok) return made.value
  throw new UserError('bad-windows', `The run cannot be told in windows: ${made.error}.`)
}

/** The agents whose interval of the gain on a coin lies above nothing. */
function shownBy({ earned, setup: { agents } }: Desk): readonly string[] {
  if (earned === undefined) return []
  return agents.flatMap(({ id }, a) => (earned.book.standing(a).isUnproven ? [] : [id]))
}
