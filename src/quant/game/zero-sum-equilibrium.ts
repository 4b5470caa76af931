import type { Matrix } from '../matrix/index.ts'
import { sharesOf } from '../shares-of.ts'
import { requirePayoffs, type StrategyPair } from './bimatrix-game.ts'

/** What is left of a pivot's rounding, relative to payoffs that lie between 1 and 2. */
const tolerance = 1e-11

/**
 * The equilibrium of a zero-sum game by linear programming: the shares with which the row player
 * gets most at worst, and the column player pays least at worst. Where there are several, one.
 *
 * The simplex method with Bland's rule, which ends always. Exploitability of the answer is within
 * some 1e-12 of the range of the payoffs.
 *
 * @param payoffs - To the player who picks the row.
 * @returns Strategies and `value`, what the row player gets in the mean.
 * @throws ArgumentError when a payoff is not finite or there are none.
 * @see Dantzig 1951. Golden numbers: scipy 1.17.1 `linprog` (HiGHS).
 */
export function zeroSumEquilibrium(payoffs: Matrix): StrategyPair & { readonly value: number } {
  requirePayoffs('payoffs', payoffs)
  const { rows, columns } = payoffs
  const lowest = payoffs.values.reduce((least, value) => Math.min(least, value))
  const highest = payoffs.values.reduce((most, value) => Math.max(most, value))
  const range = highest > lowest ? highest - lowest : 1
  // Of payoffs between 1 and 2 the value is above 0, and the slack variables are a start.
  const tableau = tableauOf(payoffs, (value) => 1 + (value - lowest) / range)
  const basis = Int32Array.from({ length: rows }, (_, i) => columns + i)
  for (;;) {
    const entering = enteringOf(tableau, rows, columns)
    if (entering < 0) break
    const leaving = leavingOf(tableau, basis, rows, columns, entering)
    pivot(tableau, rows, rows + columns + 1, leaving, entering)
    basis[leaving] = entering
  }
  const width = rows + columns + 1
  const total = tableau[rows * width + width - 1] as number
  const column = new Float64Array(columns)
  basis.forEach((variable, i) => {
    if (variable < columns) column[variable] = (tableau[i * width + width - 1] as number) / total
  })
  const row = Float64Array.from(
    { length: rows },
    (_, i) => (tableau[rows * width + columns + i] as number) / total,
  )
  return { row: shares(row), column: shares(column), value: lowest + range * (1 / total - 1) }
}

/** Rows: payoffs, the identity, 1. The last row: minus 1 for each column, then nothing. */
function tableauOf(
  { rows, columns, values }: Matrix,
  scaled: (value: number) => number,
): Float64Array {
  const width = rows + columns + 1
  const tableau = new Float64Array((rows + 1) * width)
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < columns; j += 1)
      tableau[i * width + j] = scaled(values[i * columns + j] as number)
    tableau[i * width + columns + i] = 1
    tableau[i * width + width - 1] = 1
  }
  tableau.fill(-1, rows * width, rows * width + columns)
  return tableau
}

/** The first variable that would still raise the sum, or -1. */
function enteringOf(tableau: Float64Array, rows: number, columns: number): number {
  const from = rows * (rows + columns + 1)
  for (let j = 0; j < rows + columns; j += 1)
    if ((tableau[from + j] as number) < -tolerance) return j
  return -1
}

/** The row that bounds the entering variable; of equals the one of the first variable. */
function leavingOf(
  tableau: Float64Array,
  basis: Int32Array,
  rows: number,
  columns: number,
  entering: number,
): number {
  const width = rows + columns + 1
  let leaving = -1
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < rows; i += 1) {
    const slope = tableau[i * width + entering] as number
    if (slope <= tolerance) continue
    const ratio = (tableau[i * width + width - 1] as number) / slope
    const isFirst = leaving < 0 || (basis[i] as number) < (basis[leaving] as number)
    if (ratio < least - tolerance || (ratio <= least + tolerance && isFirst)) {
      leaving = i
      least = Math.min(least, ratio)
    }
  }
  return leaving
}

function pivot(
  tableau: Float64Array,
  rows: number,
  width: number,
  leaving: number,
  entering: number,
): void {
  const from = leaving * width
  const scale = tableau[from + entering] as number
  for (let j = 0; j < width; j += 1) tableau[from + j] = (tableau[from + j] as number) / scale
  for (let i = 0; i <= rows; i += 1) {
    const factor = tableau[i * width + entering] as number
    if (i === leaving || factor === 0) continue
    for (let j = 0; j < width; j += 1)
      tableau[i * width + j] =
        (tableau[i * width + j] as number) - factor * (tableau[from + j] as number)
  }
}

/** Without the -1e-17 of rounding, and adding up to 1. */
function shares(values: Float64Array): Float64Array {
  return sharesOf(values.map((value) => Math.max(value, 0)))
}
