import { dayUs } from '../../domain/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { quantile } from '../../quant/index.ts'

/** The four regimes, in the order in which they are shown. */
export const regimeNames = ['bull', 'bear', 'calm', 'wild'] as const
export type RegimeName = (typeof regimeNames)[number]

/** A stretch of a market, and what it was. Microseconds; `from` is not part of it, `to` is. */
export type Stretch = {
  readonly from: number
  readonly to: number
  /** One of bull and bear, and one of calm and wild. */
  readonly regimes: readonly RegimeName[]
}

const stretchMaxUs = 30 * dayUs
/** A market is cut into so many stretches at least. */
const stretchesMin = 24
/** Fewer bars have no volatility worth the name. */
const barsMin = 20

type Told = { readonly from: number; readonly to: number; moved: number; noise: number }

/**
 * A market cut into stretches of thirty days, or into 24 when it is shorter than that. A stretch in
 * which prices rose is bull, any other bear; one more volatile than the median stretch is wild, any
 * other calm. So each is two of the four, and all four are there in every market that both rose and
 * fell. It is said of the past as it was, by the bars themselves: no strategy could know it then.
 * Several instruments count alike: the mean of their logarithmic moves, and of their volatilities.
 *
 * @returns Empty when a stretch would have fewer than 20 bars.
 */
export function marketStretches(market: readonly LoadedBars[]): readonly Stretch[] {
  const filled = market.filter(({ bars }) => bars.length > 0)
  const barUs = Math.max(0, ...filled.map((of) => of.intervalUs))
  const from = Math.min(
    ...filled.map(({ bars, intervalUs }) => (bars.ts[0] as number) - intervalUs),
  )
  const to = Math.max(...filled.map(({ bars }) => bars.ts[bars.length - 1] as number))
  const lengthUs = Math.min(stretchMaxUs, (to - from) / stretchesMin)
  if (!(lengthUs >= barsMin * barUs && barUs > 0)) return []
  const count = Math.ceil((to - from) / lengthUs)
  const told = Array.from({ length: count }, (_, n) =>
    tellStretch(filled, from + n * lengthUs, Math.min(to, from + (n + 1) * lengthUs)),
  )
  const middle =
    quantile(
      Float64Array.from(told, ({ noise }) => noise),
      0.5,
    ) ?? 0
  return told.map(({ moved, noise, ...span }) => ({
    ...span,
    regimes: [moved > 0 ? 'bull' : 'bear', noise > middle ? 'wild' : 'calm'],
  }))
}

function tellStretch(market: readonly LoadedBars[], from: number, to: number): Told {
  const stretch: Told = { from, to, moved: 0, noise: 0 }
  for (const { bars } of market) {
    // A bar that closes on the border belongs to what it closes.
    const [first, end] = [bars.rowAt(from + 1), bars.rowAt(to + 1)]
    let squares = 0
    for (let row = Math.max(1, first); row < end; row += 1) {
      const move = Math.log((bars.close[row] as number) / (bars.close[row - 1] as number))
      stretch.moved += move / market.length
      squares += move * move
    }
    stretch.noise += Math.sqrt(squares / Math.max(1, end - first)) / market.length
  }
  return stretch
}
