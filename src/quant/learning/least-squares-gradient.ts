import { sumOfProducts } from '../sum-of.ts'

/** How a sum of squares falls with each coefficient, kept up as coefficients move. */
export type Gradient = {
  /** Mean product of column `j` with what is left of y. */
  of(j: number): number
  /** Coefficient `j` has grown by `by`. */
  move(j: number, by: number): void
}

/** @param columns - Centred. @param left - y, centred; what is left of it is written here. */
export function gradientOf(columns: readonly Float64Array[], left: Float64Array): Gradient {
  return left.length > columns.length
    ? new ProductGradient(columns, left)
    : new ResidualGradient(columns, left)
}

export function meanProduct(a: Float64Array, b: Float64Array): number {
  return sumOfProducts(a, b) / a.length
}

/** Looks at all rows each time: for few rows. */
class ResidualGradient implements Gradient {
  readonly #columns: readonly Float64Array[]
  readonly #left: Float64Array

  constructor(columns: readonly Float64Array[], left: Float64Array) {
    this.#columns = columns
    this.#left = left
  }

  of(j: number): number {
    return meanProduct(this.#columns[j] as Float64Array, this.#left)
  }

  move(j: number, by: number): void {
    const column = this.#columns[j] as Float64Array
    const left = this.#left
    for (let i = 0; i < left.length; i += 1)
      left[i] = (left[i] as number) - by * (column[i] as number)
  }
}

/**
 * Looks at no row more than once for each coefficient that is ever used: keeps the products of such
 * a column with all others. For more rows than columns.
 *
 * @see Friedman, Hastie and Tibshirani 2010, 2.2, "covariance updates".
 */
class ProductGradient implements Gradient {
  readonly #columns: readonly Float64Array[]
  readonly #gradient: Float64Array
  readonly #products: (Float64Array | undefined)[]

  constructor(columns: readonly Float64Array[], y: Float64Array) {
    this.#columns = columns
    this.#gradient = Float64Array.from(columns, (column) => meanProduct(column, y))
    this.#products = columns.map(() => undefined)
  }

  of(j: number): number {
    return this.#gradient[j] as number
  }

  move(j: number, by: number): void {
    const products = this.#products[j] ?? this.#multiply(j)
    const gradient = this.#gradient
    for (let k = 0; k < gradient.length; k += 1)
      gradient[k] = (gradient[k] as number) - by * (products[k] as number)
  }

  #multiply(j: number): Float64Array {
    const column = this.#columns[j] as Float64Array
    const products = Float64Array.from(this.#columns, (other) => meanProduct(column, other))
    this.#products[j] = products
    return products
  }
}
