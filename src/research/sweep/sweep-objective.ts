import type { Summary } from '../metrics/summarise.ts'

/** Figures of a run that a sweep can look for the best of. */
export type Objective =
  | 'sharpe'
  | 'sortino'
  | 'calmar'
  | 'returnPct'
  | 'cagrPct'
  | 'netPnl'
  | 'profitFactor'
  | 'expectancy'
  | 'winRate'
  | 'payoff'
  | 'drawdownMax'
  | 'volatilityPct'
  | 'turnoverPerYear'
  | 'feesBps'

const objectives: Readonly<Record<Objective, 'most' | 'least'>> = {
  sharpe: 'most',
  sortino: 'most',
  calmar: 'most',
  returnPct: 'most',
  cagrPct: 'most',
  netPnl: 'most',
  profitFactor: 'most',
  expectancy: 'most',
  winRate: 'most',
  payoff: 'most',
  drawdownMax: 'least',
  volatilityPct: 'least',
  turnoverPerYear: 'least',
  feesBps: 'least',
}

export const objectiveNames: readonly Objective[] = Object.keys(objectives) as Objective[]

/** Whether a larger figure is the better one. */
export function wantsMost(objective: Objective): boolean {
  return objectives[objective] === 'most'
}

/** The figure asked for, as the run shows it; `null` where it is not defined. */
export function figureOf(objective: Objective, summary: Summary): number | null {
  return summary[objective]
}

/** The same for a search, to which less is better; NaN where it is not defined. */
export function lossOf(objective: Objective, figure: number | null): number {
  if (figure === null) return Number.NaN
  return wantsMost(objective) ? -figure : figure
}
