import { UserError } from '../../../base/index.ts'
import { backtest } from '../../../engine/index.ts'
import { ScreenMarket, ScreenRun, screenRuns } from '../../../research/index.ts'
import { writtenDown } from '../written-down.ts'
import { type ScreenOptions, screenSetup, screenTerms } from './screen-options.ts'
import type { Screened } from './screen-plan.ts'
import type { SeatedVariant } from './screen-worker.ts'

/** Variants that the engine runs as well, spread over all. */
const comparedMax = 3

/**
 * Has the engine run some of the variants under the same terms, and compares every fill.
 *
 * @param seats - Of all variants, as `screened`.
 * @returns How many were compared.
 * @throws UserError `screen-differs`.
 */
export function requireSame(
  options: ScreenOptions,
  seats: readonly (SeatedVariant | undefined)[],
  screened: readonly Screened[],
): number {
  const fit = seats.flatMap((seat, k) => (seat && screened[k]?.error === null ? [seat] : []))
  const step = Math.max(1, Math.floor(fit.length / comparedMax))
  const sample = fit.filter((_, i) => i % step === 0).slice(0, comparedMax)
  const markets = options.market.map((of) => new ScreenMarket(of))
  for (const seat of sample) for (const market of markets) compare(options, seat, market)
  return sample.length
}

function compare(
  { definition, market }: ScreenOptions,
  { agent, crossing }: SeatedVariant,
  screen: ScreenMarket,
): void {
  const setup = { ...screenSetup(definition), agents: [agent] }
  const theirs = backtest({ setup, market }, writtenDown).run.fills.map(
    ({ ts, side, price, quantity, fee }) => [ts, side, price, quantity, fee].join(' '),
  )
  const run = new ScreenRun(screen, crossing, screenTerms(definition), true)
  screenRuns(screen, [run])
  const ours = (run.book.kept ?? []).map(({ row, side, price, lots, fee }) =>
    [screen.bars.ts[row], side, price, lots, fee].join(' '),
  )
  const length = Math.max(ours.length, theirs.length)
  for (let i = 0; i < length; i += 1)
    if (ours[i] !== theirs[i])
      throw new UserError(
        'screen-differs',
        `The engine and the screen part at fill ${i + 1} of ${agent.id}, which is a mistake of ` +
          'coinswarm; leave out --screen.',
        3,
      )
}
