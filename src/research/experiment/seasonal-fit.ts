import { cholesky, type Matrix, matrix, solveCholesky } from '../../quant/index.ts'

/** What a regression goes by: a value per cell in every column, NaN where there is none. */
export type SeasonalData = {
  readonly y: Float64Array
  readonly columns: readonly Float64Array[]
  /** Cells so far apart have one constant: that of their hour of the week. */
  readonly seasons: number
}

/** A regression fitted on some cells. */
export type SeasonalFit = {
  /** Mean squared residual of the cells it was fitted on. */
  readonly residual: number
  /** What it says of a cell; NaN where a column has no value, or no cell of its hour was seen. */
  readonly at: (cell: number) => number
}

/**
 * Least squares of `y` on columns and a constant for each season, over cells [`from`, `to`) at
 * which all of them have a value. Means of the seasons are taken out first, which gives the slopes
 * of the regression with a dummy for each.
 *
 * @returns `undefined` when columns are collinear, or there are fewer than four cells for each
 *   column.
 * @see Frisch and Waugh 1933; Lovell 1963.
 */
export function seasonalFit(data: SeasonalData, from: number, to: number): SeasonalFit | undefined {
  const { y, columns, seasons } = data
  const cells = wholeCells(data, from, to)
  if (cells.length < 4 * (columns.length + 1)) return undefined
  const means = [y, ...columns].map((column) => seasonMeans(column, cells, seasons))
  const { gram, products, squares } = normalEquations(data, cells, means)
  const lower = cholesky(gram)
  if (lower === undefined) return undefined
  const slopes = solveCholesky(lower, products)
  let explained = 0
  for (let j = 0; j < slopes.length; j += 1)
    explained += (slopes[j] as number) * (products[j] as number)
  const at = (cell: number): number => {
    const season = cell % seasons
    let sum = means[0]?.[season] as number
    for (let j = 0; j < slopes.length; j += 1) {
      const value = columns[j]?.[cell] as number
      sum += (slopes[j] as number) * (value - (means[j + 1]?.[season] as number))
    }
    return sum
  }
  return { residual: Math.max(0, squares - explained) / cells.length, at }
}

/** Of what is left when the means of the seasons are taken out, those of `y` first. */
function normalEquations(
  { y, columns, seasons }: SeasonalData,
  cells: Int32Array,
  means: readonly Float64Array[],
): { readonly gram: Matrix; readonly products: Float64Array; readonly squares: number } {
  const size = columns.length
  const gram = matrix(size, size)
  const products = new Float64Array(size)
  const row = new Float64Array(size)
  let squares = 0
  for (const cell of cells) {
    const season = cell % seasons
    const left = (y[cell] as number) - (means[0]?.[season] as number)
    squares += left * left
    for (let j = 0; j < size; j += 1) {
      const x = (columns[j]?.[cell] as number) - (means[j + 1]?.[season] as number)
      row[j] = x
      products[j] = (products[j] as number) + x * left
      for (let k = 0; k <= j; k += 1)
        gram.values[j * size + k] = (gram.values[j * size + k] as number) + x * (row[k] as number)
    }
  }
  return { gram, products, squares }
}

function wholeCells({ y, columns }: SeasonalData, from: number, to: number): Int32Array {
  const cells = new Int32Array(Math.max(0, to - from))
  let count = 0
  for (let cell = from; cell < to; cell += 1) {
    let sum = y[cell] as number
    for (let j = 0; j < columns.length; j += 1) sum += (columns[j] as Float64Array)[cell] as number
    if (!Number.isNaN(sum)) cells[count++] = cell
  }
  return cells.subarray(0, count)
}

/** The mean of each season; NaN for one that no cell is of. */
function seasonMeans(column: Float64Array, cells: Int32Array, seasons: number): Float64Array {
  const sums = new Float64Array(seasons)
  const counts = new Int32Array(seasons)
  for (const cell of cells) {
    const season = cell % seasons
    sums[season] = (sums[season] as number) + (column[cell] as number)
    counts[season] = (counts[season] as number) + 1
  }
  return sums.map((sum, season) => sum / (counts[season] as number))
}
