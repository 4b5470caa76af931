/** Sums and sums of squares of each strategy's returns. */
export type Sums = { readonly sum: Float64Array; readonly square: Float64Array }

/** What is known of every block: enough for the performance in any set of blocks. */
export type BlockSums = {
  readonly blocks: readonly Sums[]
  readonly total: Sums
  /** Returns in half of the blocks. */
  readonly halfLength: number
}

/** Writes the performance of each strategy, of `length` returns with these sums, into `out`. */
export type Performance = (sums: Sums, length: number, out: Float64Array) => void

/** Sums of equal blocks that end where the series end. */
export function blockSums(strategies: readonly Float64Array[], count: number): BlockSums {
  const periods = strategies[0]?.length ?? 0
  const length = Math.floor(periods / count)
  const start = periods - length * count
  const total = noSums(strategies.length)
  const blocks = Array.from({ length: count }, (_, block) => {
    const sums = noSums(strategies.length)
    strategies.forEach((returns, i) => addReturns(sums, i, returns, start + block * length, length))
    return sums
  })
  for (const block of blocks) addSums(total, total, block)
  return { blocks, total, halfLength: (length * count) / 2 }
}

/**
 * Visits every way to take half of the blocks, each together with the rest, once: the first block
 * is always in the half. Sums of a half are those of its beginning and one block more, so they are
 * the same bits however the half is reached.
 */
export function halves(of: BlockSums, visit: (half: Sums, rest: Sums) => void): void {
  const wanted = of.blocks.length / 2
  const width = of.total.sum.length
  const levels = Array.from({ length: wanted + 1 }, () => noSums(width))
  const rest = noSums(width)
  const extend = (taken: number, from: number): void => {
    const sums = levels[taken] as Sums
    if (taken === wanted) {
      takeSums(rest, of.total, sums)
      visit(sums, rest)
      return
    }
    // The first block is always taken, and enough blocks must be left for the others.
    const last = taken === 0 ? 0 : of.blocks.length - (wanted - taken)
    for (let block = from; block <= last; block += 1) {
      addSums(levels[taken + 1] as Sums, sums, of.blocks[block] as Sums)
      extend(taken + 1, block + 1)
    }
  }
  extend(0, 0)
}

/** How the performance of strategies is measured. */
export function performanceOf(name: 'sharpe' | 'mean'): Performance {
  return name === 'sharpe' ? sharpes : means
}

/** The ways to choose `taken` of `count`. */
export function choose(count: number, taken: number): number {
  let ways = 1
  for (let k = 1; k <= taken; k += 1) ways = (ways * (count - taken + k)) / k
  return ways
}

const sharpes: Performance = ({ sum, square }, length, out) => {
  for (let i = 0; i < out.length; i += 1) {
    const mean = (sum[i] as number) / length
    const around = (square[i] as number) - mean * (sum[i] as number)
    // Equal returns leave a spread of rounding only: the ratio would be one of rounding too.
    const hasSpread = around > 1e-12 * (square[i] as number)
    out[i] = hasSpread ? mean / Math.sqrt(around / (length - 1)) : 0
  }
}

const means: Performance = ({ sum }, length, out) => {
  for (let i = 0; i < out.length; i += 1) out[i] = (sum[i] as number) / length
}

function noSums(width: number): Sums {
  return { sum: new Float64Array(width), square: new Float64Array(width) }
}

function addReturns(
  sums: Sums,
  strategy: number,
  returns: Float64Array,
  start: number,
  length: number,
): void {
  let sum = 0
  let square = 0
  for (let i = start; i < start + length; i += 1) {
    const value = returns[i] as number
    sum += value
    square += value * value
  }
  sums.sum[strategy] = sum
  sums.square[strategy] = square
}

function addSums(out: Sums, one: Sums, other: Sums): void {
  for (let i = 0; i < out.sum.length; i += 1) {
    out.sum[i] = (one.sum[i] as number) + (other.sum[i] as number)
    out.square[i] = (one.square[i] as number) + (other.square[i] as number)
  }
}

function takeSums(out: Sums, whole: Sums, part: Sums): void {
  for (let i = 0; i < out.sum.length; i += 1) {
    out.sum[i] = (whole.sum[i] as number) - (part.sum[i] as number)
    out.square[i] = (whole.square[i] as number) - (part.square[i] as number)
  }
}
