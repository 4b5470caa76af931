import type { Agent } from '../agents/index.ts'
import { UserError } from '../base/index.ts'
import { backtest, type BacktestSetup, curveRoom, streamNames } from '../engine/index.ts'
import { measure } from '../research/index.ts'
import { type SeedNoise, seedNoise } from './seed-noise.ts'
import type { JudgeOptions } from './run-backtest.ts'
import { withSwarm } from './run-swarm.ts'
import { outcomeOf } from './trial-outcome.ts'

/** A whole run of a swarm without a part of it. */
export type AblationRow = {
  readonly kind: 'agent' | 'stream'
  readonly leftOut: string
  /** Agents that were left out. Whole, 1 or more. */
  readonly agents: number
  readonly returnPct: number
  /** Of the run with all of them, less that. Per cent of the equity at the start. */
  readonly difference: number
  /** Whether the return lies beyond what another seed alone may do. */
  readonly isBeyondNoise: boolean
}

export type Ablation = {
  /** Of the run with all agents. */
  readonly returnPct: number
  readonly noise: SeedNoise
  readonly rows: readonly AblationRow[]
  /** Whether it was stopped before the last row. */
  readonly isPartial: boolean
}

export type AblationOptions = Pick<
  JudgeOptions,
  'setup' | 'market' | 'tapes' | 'outside' | 'trials'
> & {
  /** Of the run with all agents, which was made before. */
  readonly returnPct: number
  /** Told how many runs are done, of `ablationRuns`. */
  readonly onRun?: ((runs: number) => void) | undefined
  /** Waited for between two runs. @returns Whether to go on. */
  readonly mayGoOn: () => Promise<boolean>
}

/** Runs with another seed. */
const noiseRuns = 9

type Part = Pick<AblationRow, 'kind' | 'leftOut'> & { readonly rest: readonly Agent[] }

/** How many runs `ablateSwarm` makes. @throws UserError `usage` where there is nothing left. */
export function ablationRuns(agents: readonly Agent[]): number {
  return noiseRuns + partsOf(agents).length
}

/**
 * Runs a swarm again without each of its agents and each of its streams, and with other seeds,
 * which is how far a run may differ by nothing. Each is another configuration on the same data, and
 * is counted as a trial.
 *
 * @throws UserError `usage` for a swarm of one.
 */
export async function ablateSwarm(options: AblationOptions): Promise<Ablation> {
  const { setup, returnPct, mayGoOn, onRun } = options
  const parts = partsOf(setup.agents)
  const runAs = runner(options)
  let runs = 0
  const next = async (changed: Partial<BacktestSetup>): Promise<number | undefined> => {
    if (!(await mayGoOn())) return undefined
    const came = runAs(changed)
    runs += 1
    onRun?.(runs)
    return came
  }
  const noise: number[] = []
  for (let n = 1; n <= noiseRuns; n += 1) {
    const came = await next({ seed: setup.seed + n })
    if (came !== undefined) noise.push(came)
  }
  const without: { readonly part: Part; readonly came: number }[] = []
  for (const part of parts) {
    const came = await next({ agents: part.rest })
    if (came !== undefined) without.push({ part, came })
  }
  const seeds = seedNoise([returnPct, ...noise], parts.length)
  return {
    ...{ returnPct, noise: seeds, isPartial: without.length < parts.length },
    rows: without.map(({ part: { kind, leftOut, rest }, came }) => ({
      ...{ kind, leftOut, agents: setup.agents.length - rest.length, returnPct: came },
      difference: returnPct - came,
      isBeyondNoise: seeds.bounds !== undefined && isBeyond(came, seeds.bounds),
    })),
  }
}

function isBeyond(value: number, [low, high]: NonNullable<SeedNoise['bounds']>): boolean {
  return value < low || value > high
}

/** Every agent, and every stream that not all agents are of. */
function partsOf(agents: readonly Agent[]): readonly Part[] {
  if (agents.length < 2)
    throw new UserError(
      'usage',
      '--ablate leaves out one agent after another, and there is but one; name several by --agent.',
    )
  const each = agents.map(({ id }, a) => ({
    ...{ kind: 'agent' as const, leftOut: id },
    rest: agents.filter((_, other) => other !== a),
  }))
  const streams = (['technical', 'pattern'] as const).flatMap((of): Part[] => {
    const rest = agents.filter(({ stream }) => stream !== of)
    if (rest.length === 0 || rest.length === agents.length) return []
    return [{ kind: 'stream', leftOut: streamNames[of], rest }]
  })
  return [...each, ...streams]
}

/** Of a run only its return is kept, so all write their curves to one place. */
function runner(of: AblationOptions): (changed: Partial<BacktestSetup>) => number {
  const { market, tapes, outside, trials } = of
  const room = curveRoom(
    market.map(({ bars }) => bars),
    0,
  )
  return (changed) => {
    const setup = withSwarm({ ...of.setup, ...changed }, outside !== undefined)
    const { run, trial } = backtest({ setup, market, tapes, outside, room }, trials)
    const metrics = measure(run)
    trials.settle(trial, outcomeOf(run, metrics))
    return metrics.curve.returnPct
  }
}
