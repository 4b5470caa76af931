import type { Agent } from '../agents/index.ts'
import type { OutsideColumns } from '../features/index.ts'
import type { LoadedBars } from '../market/index.ts'
import { type BacktestOptions, type BacktestSetup, runBacktest } from './backtest.ts'
import type { CurveRoom } from './curve-room.ts'
import { Recorded } from './recorded.ts'
import type { RunResult } from './run-result.ts'

/** A backtest that was written down, with its agents, settings and market. */
export type RecordedTrial = Recorded<BacktestOptions>

/** How a null differs from the trial it belongs to. What is left out stays as it was. */
export type NullChange = {
  /** Other bars of the same instruments, one per instrument. What was recorded goes with them. */
  readonly market?: readonly LoadedBars[] | undefined
  /** Other columns of the same names beside the same bars: what an agent takes from outside. */
  readonly outside?: readonly (OutsideColumns | undefined)[] | undefined
  /** What stands between an agent and the desk: the same agent, heard otherwise. */
  readonly hear?: ((agent: Agent) => Agent) | undefined
  /** Fees and slippage times this. Above 0. */
  readonly costFactor?: number | undefined
  /** Bars by which market orders reach the exchange later. */
  readonly delayBars?: number | undefined
  /** Room for the equity curve, written over by the next run given it. */
  readonly room?: CurveRoom | undefined
}

/**
 * A trial that was written down, run again where there is nothing to find, or with what it says
 * turned, late or dearer. Nothing is chosen by it, so it is not counted: its agents are those of
 * the trial, with their parameters and features, and only what is heard of them may differ.
 *
 * @throws TypeError for a trial that `backtest` has not made, another agent in the place of its
 *   own, or other instruments.
 */
export function backtestNull(trial: RecordedTrial, change: NullChange): RunResult {
  const { setup, market, tapes, outside, warmUntil } = Recorded.contentOf(trial)
  const { costFactor = 1, delayBars, room } = change
  requireInstruments(market, change.market)
  const options: BacktestOptions & { readonly delayBars?: number | undefined } = {
    setup: dearer({ ...setup, agents: heard(setup.agents, change.hear) }, costFactor),
    market: change.market ?? market,
    tapes: change.market === undefined ? tapes : undefined,
    outside: change.outside ?? outside,
    warmUntil,
    delayBars,
    room,
  }
  return runBacktest(options)
}

function requireInstruments(
  market: readonly LoadedBars[],
  other: readonly LoadedBars[] | undefined,
): void {
  if (other === undefined) return
  const isSame = (of: LoadedBars, i: number): boolean =>
    of.instrument.id === market[i]?.instrument.id && of.intervalUs === market[i]?.intervalUs
  if (other.length === market.length && other.every(isSame)) return
  throw new TypeError('a null has the instruments of its trial')
}

function heard(agents: readonly Agent[], hear: NullChange['hear']): readonly Agent[] {
  if (hear === undefined) return agents
  return agents.map((agent) => {
    const other = hear(agent)
    const { id, name, parameters, features } = other
    if (id !== agent.id || name !== agent.name || parameters !== agent.parameters)
      throw new TypeError(`a null seats ${agent.id}, not ${id}`)
    if (features !== agent.features) throw new TypeError(`${agent.id} keeps its features`)
    return other
  })
}

/** A rebate stays as it is. Buying power is measured at the new costs. */
function dearer(setup: BacktestSetup, factor: number): BacktestSetup {
  if (factor === 1) return setup
  const { costs, limits } = setup
  const { feeTakerPpm, feeMakerPpm, slippage } = costs
  const more = (factor - 1) * (feeTakerPpm / 1_000_000 + slippage)
  return {
    ...setup,
    costs: {
      ...costs,
      feeTakerPpm: Math.round(feeTakerPpm * factor),
      feeMakerPpm: Math.round(feeMakerPpm > 0 ? feeMakerPpm * factor : feeMakerPpm),
      slippage: slippage * factor,
    },
    limits: { ...limits, costBuffer: Math.max(0, limits.costBuffer + more) },
  }
}
