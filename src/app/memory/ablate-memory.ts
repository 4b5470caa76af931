import { Random } from '../../base/index.ts'
import {
  type BacktestOptions,
  backtest,
  type RunResult,
  type TrialLedger,
} from '../../engine/index.ts'
import {
  dailyReturns,
  equalWindows,
  type Metrics,
  measure,
  pairedEffect,
  partOfRun,
  type Span,
} from '../../research/index.ts'
import { UserError } from '../../base/index.ts'
import { outcomeOf } from '../trial-outcome.ts'

/** How far agents go by memory in each run; the first is what the others are set beside. */
export const memoryWeights = [0, 0.5, 1] as const

/** Share of the intervals. */
const confidence = 0.95
/** Days that may depend on one another in a test of differences. */
const lags = 5

/** One run with memory of some weight. */
export type MemoryArm = {
  readonly weight: number
  readonly metrics: Metrics
  /** Positions of which everything was remembered by the end. */
  readonly episodes: number
  /** Of each window, what the run returned in it. Per cent. */
  readonly windows: readonly number[]
  /** Beside the run without memory, day by day; nothing of that run itself. */
  readonly effect: ReturnType<typeof pairedEffect> | undefined
  /** Windows in which it came to more, and to less, than without. */
  readonly better: number
  readonly worse: number
}

export type MemoryAblation = {
  readonly windows: readonly Span[]
  readonly arms: readonly MemoryArm[]
}

export type MemoryAblationOptions = Omit<BacktestOptions, 'room' | 'looks' | 'onEnd' | 'stages'> & {
  readonly windowCount: number
  readonly trials: TrialLedger
  readonly onArm?: ((done: number) => void) | undefined
}

/**
 * Runs the same desk over the same bars with memory of different weights. A run remembers nothing
 * when it begins and learns on the way, and every decision sees only what was known before it: so
 * each window is out of sample. Each weight is a trial, and is counted.
 *
 * @throws UserError `bad-windows` where windows would be too short.
 */
export function ablateMemory(options: MemoryAblationOptions): MemoryAblation {
  const { trials, windowCount, onArm, ...rest } = options
  const runs = memoryWeights.map((weight, done) => {
    let episodes = 0
    const setup = { ...rest.setup, recallWeight: weight }
    const { run, trial } = backtest(
      {
        ...{ ...rest, setup },
        onEnd: ({ memory }) => {
          const all = memory?.book.episodes ?? []
          episodes = all.filter(({ kind }) => kind === 'position').length
        },
      },
      trials,
    )
    const metrics = measure(run)
    trials.settle(trial, outcomeOf(run, metrics))
    onArm?.(done + 1)
    return { weight, run, metrics, episodes }
  })
  const [control] = runs
  if (control === undefined) return { windows: [], arms: [] }
  const windows = windowsOf(control.run, windowCount)
  const before = windows.map((span) => returnIn(control.run, span))
  const arms = runs.map(({ run, ...arm }) => {
    const returns = windows.map((span) => returnIn(run, span))
    const gains = returns.map((value, k) => value - (before[k] ?? 0))
    return {
      ...arm,
      windows: returns,
      effect: run === control.run ? undefined : effectOf(control.run, run),
      better: gains.filter((gain) => gain > 0).length,
      worse: gains.filter((gain) => gain < 0).length,
    }
  })
  return { windows, arms }
}

function windowsOf(run: RunResult, windows: number): readonly Span[] {
  const { from, to, intervalUs: barUs } = run
  const made = equalWindows({ from, to, barUs, windows })
  if (made.ok) return made.value
  throw new UserError('bad-windows', `The run cannot be told in windows: ${made.error}.`)
}

function returnIn(run: RunResult, span: Span): number {
  const { startEquity, endEquity } = partOfRun(run, span)
  return 100 * (endEquity / startEquity - 1)
}

/** Fewer days say nothing. */
const daysMin = 16

function effectOf(control: RunResult, treatment: RunResult): MemoryArm['effect'] {
  const pairs = { control: dailyReturns(control), treatment: dailyReturns(treatment) }
  const isComparable = pairs.control.length === pairs.treatment.length
  if (!isComparable || pairs.control.length < daysMin) return undefined
  const random = Random.stream(control.seed, 'memory ablation')
  return pairedEffect('return', pairs, { confidence, lags, random })
}
