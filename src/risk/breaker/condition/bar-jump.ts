import { quantile } from '../../../quant/index.ts'
import type { Finding } from './finding.ts'

export type BarJumpOptions = {
  /** Jump, in multiples of the median absolute one. */
  readonly multiple: number
  /** And at least this, as a share of the price. */
  readonly min: number
}

const jumpsKept = 240
const jumpsMin = 30
/** While there are fewer. */
const firstMin = 0.2

/**
 * A bar that closes further from the one before than bars do: a spike, or a crash. What is usual is
 * figured only where a jump is large enough to ask: every bar comes by here.
 *
 * @param closes - In any unit, above 0. @param row - Of the bar; those before it are looked at.
 * @returns `undefined` for a jump that is never one too many.
 */
export function judgeBarJump(
  closes: Float64Array,
  row: number,
  options: BarJumpOptions,
): Finding | undefined {
  if (row === 0) return undefined
  const before = closes[row - 1] as number
  if (Math.abs((closes[row] as number) - before) <= options.min * before) return undefined
  return judge(closes, row, options)
}

function judge(closes: Float64Array, row: number, { multiple, min }: BarJumpOptions): Finding {
  const jumps: number[] = []
  for (let k = Math.max(1, row - jumpsKept); k < row; k += 1) {
    const jump = jumpTo(closes, k)
    if (Number.isFinite(jump)) jumps.push(jump)
  }
  const usual = quantile(Float64Array.from(jumps), 0.5) ?? 0
  const max = Math.max(min, jumps.length < jumpsMin ? firstMin : multiple * usual)
  const was = jumpTo(closes, row)
  return { level: was <= max ? 'well' : 'trouble', was, max }
}

function jumpTo(closes: Float64Array, row: number): number {
  return Math.abs((closes[row] as number) / (closes[row - 1] as number) - 1)
}
