import { Random, shuffle } from '../../base/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { rebuildBars, withBars } from './rebuild-bars.ts'

/**
 * The market with the moves of its bars in another order: what there was to know from one bar of
 * the next is gone, while the moves themselves, their sum and their volume stay. Instruments whose
 * bars have the same times are shuffled alike, so what they do together stays too.
 *
 * @param draw - From 0; another draw, another order. Equal seeds and draws give equal bars.
 */
export function shuffledMarket(
  market: readonly LoadedBars[],
  seed: number,
  draw: number,
): readonly LoadedBars[] {
  const [first] = market
  const isShared = market.every((of) => first !== undefined && haveSameTimes(first, of))
  return market.map((of) => {
    const name = isShared ? 'all' : of.instrument.id
    const random = Random.stream(seed, `nulls/shuffled/${name}/${draw}`)
    return withBars(of, rebuildBars(of.bars, shuffledRows(of.bars.length, random)), 'shuffled')
  })
}

/** Rows 1 to `length` - 1 in random order. */
export function shuffledRows(length: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: Math.max(0, length - 1) }, (_, i) => i + 1)
  shuffle(order, random)
  return order
}

function haveSameTimes({ bars: a }: LoadedBars, { bars: b }: LoadedBars): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let row = 0; row < a.length; row += 1) if (a.ts[row] !== b.ts[row]) return false
  return true
}
