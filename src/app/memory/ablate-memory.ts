import { Random, UserError } from '../../base/index.ts'
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
import { outcomeOf } from '../trial-outcome.ts'

/**
 * What is tried, the desk without memory first. The last is a control: told of any ten moments,
 * whatever they were like, agents that lose on the whole go smaller too, and lose less. Only what
 * the most similar do beyond it is recall.
 */
export const memoryArms = [
  { name: 'none', recallWeight: 0 },
  { name: 'half', recallWeight: 0.5 },
  { name: 'full', recallWeight: 1 },
  { name: 'any', recallWeight: 1, recallsAny: true },
] as const

/** Share of the intervals. */
const confidence = 0.95
/** Days that may depend on one another in a test of differences. */
const lags = 5

type ArmName = (typeof memoryArms)[number]['name']
type Effect = ReturnType<typeof pairedEffect>

/** One run. */
export type MemoryArm = {
  readonly name: ArmName
  readonly metrics: Metrics
  /** Positions of which everything was remembered by the end. */
  readonly episodes: number
  /** Of each window, what the run returned in it. Per cent. */
  readonly windows: readonly number[]
  /** Beside the run without memory, day by day; nothing of that run itself. */
  readonly effect: Effect | undefined
  /** Windows in which it came to more, and to less, than without. */
  readonly better: number
  readonly worse: number
}

export type MemoryAblation = {
  readonly windows: readonly Span[]
  readonly arms: readonly MemoryArm[]
  /** Of the most similar in full beside any in full: what likeness alone does. */
  readonly likeness: Effect | undefined
}

export type MemoryAblationOptions = Omit<BacktestOptions, 'room' | 'looks' | 'onEnd' | 'stages'> & {
  readonly windowCount: number
  readonly trials: TrialLedger
  readonly onArm?: ((done: number) => void) | undefined
}

type Ran = Pick<MemoryArm, 'name' | 'metrics' | 'episodes'> & { readonly run: RunResult }

/**
 * Runs the same desk over the same bars with memory of different weights, and with the control. A
 * run remembers nothing when it begins and learns on the way, and every decision sees only what was
 * known before it: so each window is out of sample. Each run is a trial, and is counted.
 *
 * @throws UserError `bad-windows` where windows would be too short.
 */
export function ablateMemory(options: MemoryAblationOptions): MemoryAblation {
  const { windowCount, onArm } = options
  const runs = memoryArms.map((arm, done) => {
    const ran = runArm(options, arm)
    onArm?.(done + 1)
    return ran
  })
  const [control] = runs
  if (control === undefined) return { windows: [], arms: [], likeness: undefined }
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
  const named = (wanted: ArmName): RunResult =>
    (runs.find(({ name }) => name === wanted) ?? control).run
  return { windows, arms, likeness: effectOf(named('any'), named('full')) }
}

function runArm(
  options: MemoryAblationOptions,
  { name, ...rules }: (typeof memoryArms)[number],
): Ran {
  const { trials, windowCount: _, onArm: __, ...rest } = options
  let episodes = 0
  const onEnd: BacktestOptions['onEnd'] = ({ memory }) => {
    const all = memory?.book.episodes ?? []
    episodes = all.filter(({ kind }) => kind === 'position').length
  }
  const setup = { ...rest.setup, ...rules }
  const { run, trial } = backtest({ ...rest, setup, onEnd }, trials)
  const metrics = measure(run)
  trials.settle(trial, outcomeOf(run, metrics))
  return { name, run, metrics, episodes }
}

function windowsOf({ from, to, intervalUs: barUs }: RunResult, windows: number): readonly Span[] {
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

function effectOf(control: RunResult, treatment: RunResult): Effect | undefined {
  const pairs = { control: dailyReturns(control), treatment: dailyReturns(treatment) }
  const isComparable = pairs.control.length === pairs.treatment.length
  if (!isComparable || pairs.control.length < daysMin) return undefined
  const random = Random.stream(control.seed, 'memory ablation')
  return pairedEffect('return', pairs, { confidence, lags, random })
}
