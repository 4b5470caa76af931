import { type Agent, agentByName } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import {
  backtestControl,
  type BacktestOptions,
  curveRoom,
  type RunResult,
} from '../engine/index.ts'
import { randomRates } from '../research/index.ts'

/** Random traders beside a run: as many as are done in about a second, at least 3, at most 19. */
export function randomRunsFor(bars: number): number {
  return Math.max(3, Math.min(19, Math.floor(5_000_000 / Math.max(1, bars))))
}

/** Where a run was made; who was seated does not matter. */
export type TradedOn = Pick<BacktestOptions, 'market' | 'tapes' | 'onProgress'> & {
  readonly setup: Omit<BacktestOptions['setup'], 'agents'>
}

/**
 * Runs traders that know nothing, and trade as often and as much as `run` did, on the same bars at
 * the same cost.
 *
 * @param figures - What is kept of each: its curve is written over by the next.
 * @returns None when the run closed no trade.
 */
export function randomTraders<T>(
  { setup, market, tapes, onProgress }: TradedOn,
  run: RunResult,
  figures: (control: RunResult) => T,
): readonly T[] {
  const columns = market.map((of) => of.bars)
  const rates = randomRates(run, columns)
  if (rates === undefined) return []
  const kind = defined(agentByName('random'), 'the random control')
  const seated = kind.seat(rates)
  if (!seated.ok) return []
  const agents: readonly Agent[] = [seated.value]
  const room = curveRoom(columns, 0)
  return Array.from({ length: randomRunsFor(run.bars) }, (_, n) => {
    const control = backtestControl({
      // A yardstick is believed at its word, and trades wherever it likes.
      setup: { ...setup, agents, seed: setup.seed + n + 1, votes: undefined, swarm: undefined },
      market,
      tapes,
      room,
    })
    onProgress?.((n + 2) * run.bars)
    return figures(control)
  })
}
