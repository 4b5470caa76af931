import { decimals, formatDecimal, parseDecimal, UserError } from '../base/index.ts'
import { type Instrument, instrument } from '../domain/index.ts'

/**
 * The coarsest grid of which every given tick and lot is a multiple, under the name of the first.
 *
 * @throws UserError `bad-spec` when its lot would be finer than money can count.
 */
export function commonGrid(grids: readonly Instrument[]): Instrument {
  const [first, ...rest] = grids
  if (first === undefined) throw new UserError('empty-file', 'no bars were named; give a file.')
  const tick = rest.reduce((step, grid) => commonStep(step, grid.tick), first.tick)
  const lot = rest.reduce((step, grid) => commonStep(step, grid.lot), first.lot)
  const joined = instrument(first.id, tick, lot)
  if (!joined.ok) throw new UserError('bad-spec', `${joined.error}.`)
  return joined.value
}

/** How many of the fine step make a coarse one that is a multiple of it. */
export function stepsIn(coarse: string, fine: string): number {
  const scale = Math.max(decimals(coarse), decimals(fine))
  return Number((parseDecimal(coarse, scale) ?? 1n) / (parseDecimal(fine, scale) ?? 1n))
}

/** The largest step that both steps are multiples of: of 0.05 and 0.02 it is 0.01. */
function commonStep(a: string, b: string): string {
  const scale = Math.max(decimals(a), decimals(b))
  let x = parseDecimal(a, scale) ?? 1n
  let y = parseDecimal(b, scale) ?? 1n
  while (y > 0n) [x, y] = [y, x % y]
  const text = formatDecimal(x, scale)
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text
}
