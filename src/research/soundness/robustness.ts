import type { Expectation } from '../../agents/index.ts'
import type { RunResult } from '../../engine/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { formatPercent, formatPlain } from '../format-figure.ts'
import { marketStretches, type RegimeName, regimeNames, type Stretch } from './market-regimes.ts'
import { figuresOfRunParts } from './part-of-curve.ts'
import { expectationChecks, scenarioCheck, type ScenarioRun } from './scenario-check.ts'
import {
  bounded,
  category,
  notAsked,
  type SoundnessCategory,
  type SoundnessCheck,
  statement,
} from './soundness-check.ts'
import type { SoundnessThresholds } from './soundness-thresholds.ts'

export type RobustnessEvidence = {
  readonly run: RunResult
  readonly market: readonly LoadedBars[]
  readonly scenarios: readonly ScenarioRun[]
  readonly expectations: readonly Expectation[]
}

/** Fewer stretches are an episode, not a regime. */
const stretchesMin = 3

/** What was found of one part: its checks, and figures by name. */
type Found = {
  readonly checks: readonly SoundnessCheck[]
  readonly figures: Readonly<Record<string, number | undefined>>
}

/** Whether it holds in markets of every kind, and in the second half as in the first. */
export function robustness(of: RobustnessEvidence, asked: SoundnessThresholds): SoundnessCategory {
  const stretches = marketStretches(of.market)
  const found = [
    ...regimeNames.map((name) => regime(of.run, stretches, name, asked)),
    halves(of.run, asked.secondHalfMin),
    ...of.scenarios.map((each) => scenario(each, of.expectations, asked)),
  ]
  const figures = Object.fromEntries(found.flatMap((each) => Object.entries(each.figures)))
  return category(
    'robustness',
    figures,
    found.flatMap(({ checks }) => checks),
  )
}

function regime(
  run: RunResult,
  stretches: readonly Stretch[],
  name: RegimeName,
  { regimeDrawdownMax: bound, regimeSharpeMin }: SoundnessThresholds,
): Found {
  const parts = stretches.filter(({ regimes }) => regimes.includes(name))
  const asked = `Sharpe above ${formatPlain(regimeSharpeMin, 2)}, drawdown at most ${share(bound)}`
  if (parts.length < stretchesMin) {
    const why = `${parts.length} stretches of the data are ${name}; ${stretchesMin} are needed`
    return { checks: [notAsked(name, why, asked)], figures: {} }
  }
  const { sharpe, drawdowns } = figuresOfRunParts(run, parts)
  const behind = `in ${parts.length} stretches`
  const plain = (value: number): string => formatPlain(value, 2)
  return {
    checks: [
      bounded({
        ...{ name: `${name}: Sharpe`, value: sharpe?.value, text: plain, relation: 'above' },
        ...{ bound: regimeSharpeMin },
        remark: sharpe === undefined ? 'its returns are too few or too equal' : behind,
      }),
      bounded({
        ...{ name: `${name}: drawdown`, value: drawdowns.max, text: share, bound },
        relation: 'at most',
      }),
    ],
    figures: { [`${name}Sharpe`]: sharpe?.value, [`${name}Drawdown`]: drawdowns.max },
  }
}

function halves(run: RunResult, kept: number): Found {
  const name = 'second half'
  const asked = `a Sharpe of at least ${kept} times that of the first, above 0`
  const { ts, length } = run.equity
  const middle = ts[Math.max(0, Math.floor(length / 2) - 1)] ?? 0
  const sharpeOf = (from: number, to: number): number | undefined =>
    figuresOfRunParts(run, [{ from, to }]).sharpe?.value
  const [first, second] = [sharpeOf(0, middle), sharpeOf(middle, Number.POSITIVE_INFINITY)]
  if (first === undefined || second === undefined)
    return { checks: [notAsked(name, 'no Sharpe in one of the halves', asked)], figures: {} }
  // What lost in the first half has nothing to keep: it must only have come to something.
  const isKept = second > 0 && second >= kept * first
  const found = `${formatPlain(first, 2)}, then ${formatPlain(second, 2)}`
  return {
    checks: [statement(name, isKept, found, asked)],
    figures: { firstHalfSharpe: first, secondHalfSharpe: second },
  }
}

function scenario(
  of: ScenarioRun,
  expectations: readonly Expectation[],
  { regimeDrawdownMax }: SoundnessThresholds,
): Found {
  const key = of.scenario.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return {
    checks: [scenarioCheck(of, regimeDrawdownMax), ...expectationChecks(of, expectations)],
    figures: {
      [`${key}Trades`]: of.metrics.trades.count,
      [`${key}ReturnPct`]: of.metrics.curve.returnPct,
      [`${key}Drawdown`]: of.metrics.curve.drawdowns.max,
      [`${key}SizeOfLimit`]: of.sizeOfLimit,
    },
  }
}

function share(value: number): string {
  return formatPercent(100 * value)
}
