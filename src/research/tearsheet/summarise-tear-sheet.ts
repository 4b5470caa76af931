import { type Summary, summarise } from '../metrics/summarise.ts'
import type { Capacity } from './capacity.ts'
import { unitsOf } from './cost-waterfall.ts'
import type { RivalRow } from './rival-comparison.ts'
import type { NotRun, TearSheet } from './tear-sheet.ts'
import { type Figure, figure } from '../figure.ts'

/** Every figure of a tear sheet that `summarise` and its kin do not have: finite, or null. */
export function summariseTearSheet(sheet: TearSheet): object {
  const { attribution, costs, metrics } = sheet
  return {
    cone: coneOf(sheet),
    drawdowns: metrics.curve.drawdowns.worst.map((one) => ({
      depth: one.depth,
      from: isoOf(one.from),
      trough: isoOf(one.trough),
      recovered: one.recovered === undefined ? null : isoOf(one.recovered),
      days: one.lengthUs / 86_400_000_000,
    })),
    rollingSharpe: rollingOf(sheet),
    months: metrics.months.map(({ year, months, totalPct }) => ({
      year,
      months: Array.from({ length: 12 }, (_, k) => figure(months[k])),
      totalPct: figure(totalPct),
    })),
    returns: distributionOf(sheet),
    costs: {
      gross: unitsOf(costs.gross),
      fees: unitsOf(costs.fees),
      slippage: unitsOf(costs.slippage),
      net: unitsOf(costs.net),
    },
    byInstrument: attribution.instruments.map(({ gross, fees, slippage, net, ...rest }) => ({
      ...rest,
      gross: unitsOf(gross),
      fees: unitsOf(fees),
      slippage: unitsOf(slippage),
      net: unitsOf(net),
    })),
    byRegime: attribution.regimes.map(({ net, ...rest }) => ({ ...rest, net: unitsOf(net) })),
    capacity: capacityOf(sheet.capacity),
    triedSharpes: sheet.tried,
    nulls: sheet.nulls,
    rivals: sheet.rivals.map(rivalOf),
  }
}

function coneOf({ cone }: TearSheet): object | null {
  if (cone === undefined) return null
  const steps = cone.steps.map(({ ts, ...bands }) => ({ ts: isoOf(ts), ...bands }))
  return { ...cone, steps }
}

function rollingOf({ rolling }: TearSheet): object | null {
  if (rolling === undefined) return null
  return {
    ...rolling,
    points: rolling.points.map(({ ts, ...point }) => ({ ts: isoOf(ts), ...point })),
  }
}

function distributionOf({ distribution }: TearSheet): object | null {
  if (distribution === undefined) return null
  const { risk95, risk99, mean, deviation, best, worst, ...rest } = distribution
  return {
    ...rest,
    meanPct: mean,
    deviationPct: deviation,
    bestPct: best,
    worstPct: worst,
    valueAtRisk95Pct: risk95.valueAtRisk,
    expectedShortfall95Pct: risk95.expectedShortfall,
    valueAtRisk99Pct: risk99.valueAtRisk,
    expectedShortfall99Pct: risk99.expectedShortfall,
  }
}

function capacityOf(capacity: Capacity | NotRun): object {
  if ('notRun' in capacity) return capacity
  const { halfLife, impactFactor, markets } = capacity
  return {
    points: capacity.points.map((point) => ({
      ...point,
      sharpe: figure(point.sharpe),
      sharpeLow: figure(point.sharpeLow),
      sharpeHigh: figure(point.sharpeHigh),
      slippageBps: figure(point.slippageBps),
    })),
    halfLife: halfLife.kind === 'reached' ? halfLife.capital : null,
    halfLifeIs: halfLife.kind,
    impactFactor,
    markets,
  }
}

type RivalSummary = {
  readonly name: string
  readonly hash: string
  readonly summary: Summary
  readonly differenceBps: Figure
  readonly differenceInterval: readonly [low: Figure, high: Figure]
  readonly dieboldMariano: Figure
}

function rivalOf({ name, run, metrics, difference }: RivalRow): RivalSummary {
  return {
    name,
    hash: run.hash,
    summary: summarise(metrics),
    differenceBps: figure(difference?.effect),
    differenceInterval: [figure(difference?.low), figure(difference?.high)],
    dieboldMariano: figure(difference?.dieboldMariano),
  }
}

function isoOf(ts: number): string {
  return new Date(ts / 1_000).toISOString()
}
