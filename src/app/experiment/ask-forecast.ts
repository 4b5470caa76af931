import { UserError } from '../../base/index.ts'
import { dayUs, hourUs } from '../../domain/index.ts'
import {
  type ForecastQuestion,
  type LagPoint,
  lagCurve,
  type TestedClaim,
  testForecast,
  volatilityCells,
} from '../../research/index.ts'
import { codeMoat, type CodeMoatName } from '../../sources/index.ts'
import type { ForecastPart } from './hypothesis.ts'
import type { Subject } from './load-subject.ts'

export type ForecastAsked = {
  readonly part: ForecastPart
  readonly subject: Subject
  readonly lagUs: number
  readonly confidence: number
  readonly seed: number
  readonly onShift?: (() => void) | undefined
}

/** The test of one subject, and the curve over lags beside it. */
export type ForecastAnswer = {
  readonly claim: TestedClaim | string
  readonly curve: readonly LagPoint[]
}

/** Whether the columns of a source make forecasts of volatility better. */
export function askForecast(asked: ForecastAsked): ForecastAnswer {
  const { part, lagUs, confidence, seed, onShift } = asked
  const cellUs = part.horizonHours * hourUs
  const question: ForecastQuestion = {
    ...forecastMarket(asked, cellUs),
    ...{ lagUs, confidence, seed, onShift },
    rules: {
      trainCells: (part.trainDays * dayUs) / cellUs,
      refitCells: (part.refitDays * dayUs) / cellUs,
      loss: part.loss,
    },
    permutations: part.permutations,
  }
  const claim = testForecast(question)
  const lags = part.curveHours.map((hours) => hours * hourUs)
  return { claim, curve: typeof claim === 'string' ? [] : lagCurve(question, lags) }
}

/** Cells from where the source first says something: nobody can be asked about what is before. */
function forecastMarket(
  { part, subject }: ForecastAsked,
  cellUs: number,
): Pick<ForecastQuestion, 'market' | 'columnsAt'> {
  const { market, log } = subject
  if (cellUs % market.intervalUs !== 0)
    throw new UserError(
      'experiment-bars',
      `${subject.name}: ${part.horizonHours} hours are no whole number of its bars; take others.`,
    )
  const known = (log.tsEvent[0] as number) + dayUs
  const cells = volatilityCells(market.bars, market.intervalUs, { cellUs, from: known })
  return {
    market: cells,
    columnsAt: (lagUs) => {
      const moat = codeMoat(log, cells.from, { lagUs })
      return part.columns.map((name) => moat[name].map((value) => scaled(name, value)))
    },
  }
}

/** Counts in logarithms, as the variance they are held against; ratios as they are. */
function scaled(name: CodeMoatName, value: number): number {
  return name === 'commits24h' || name === 'contributors24h' ? Math.log(1 + value) : value
}
