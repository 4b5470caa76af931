import { Random } from '../../base/index.ts'
import { BarColumns } from '../../domain/index.ts'
import { type LoadedBars, PricePath } from '../../market/index.ts'
import { deviation } from '../../quant/index.ts'
import { withBars } from './rebuild-bars.ts'

/**
 * Instruments that nobody can know anything of: each is a seeded random walk without drift, from
 * the first open of its own, with the deviation of its returns, its times and its volumes.
 *
 * @param draw - From 0; another draw, another walk. Equal seeds and draws give equal bars.
 */
export function noiseMarket(
  market: readonly LoadedBars[],
  seed: number,
  draw: number,
): readonly LoadedBars[] {
  return market.map((of) => {
    const name = `nulls/noise/${of.instrument.id}/${draw}`
    return withBars(of, walk(of.bars, seed, name), 'noise')
  })
}

function walk(bars: BarColumns, seed: number, name: string): BarColumns {
  const noise = new BarColumns(bars.length)
  const random = Random.stream(seed, name)
  const path = new PricePath(bars.open[0] ?? 1, Random.stream(seed, `${name}/range`))
  const volatility = volatilityOf(bars)
  for (let row = 0; row < bars.length; row += 1) {
    path.advance(volatility * random.normal(), volatility)
    const { open, high, low, close } = path
    noise.push(bars.ts[row] as number, open, high, low, close, bars.volume[row] as number)
  }
  return noise
}

/** Standard deviation of the returns from close to close; 0 where there are too few. */
function volatilityOf({ close, length }: BarColumns): number {
  const returns = new Float64Array(Math.max(0, length - 1))
  for (let i = 0; i < returns.length; i += 1)
    returns[i] = (close[i + 1] as number) / (close[i] as number) - 1
  return deviation(returns) ?? 0
}
