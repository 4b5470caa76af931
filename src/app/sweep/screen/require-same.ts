import { UserError } from '../../../base/index.ts'
import { backtest } from '../../../engine/index.ts'
import { ScreenMarket, ScreenRun, screenRuns } from '../../../research/index.ts'
import { writtenDown } from '../written-down.ts'
import type { Screened, ScreenJob } from './screen-plan.ts'
import { type ScreenOptions, screenSetup } from './screen-options.ts'
import { crossingOf } from './screen-worker.ts'

/** Variants that the engine runs as well, spread over all. */
const comparedMax = 3

/**
 * Has the engine run some of the variants under the same terms, and compares every fill.
 *
 * @returns How many were compared.
 * @throws UserError `screen-differs`.
 */
export function requireSame(
  options: ScreenOptions,
  variants: ScreenJob['variants'],
  screened: readonly Screened[],
): number {
  const fit = screened.flatMap(({ error }, k) => (error === null ? [k] : []))
  const step = Math.max(1, Math.floor(fit.length / comparedMax))
  const sample = fit.filter((_, i) => i % step === 0).slice(0, comparedMax)
  for (const k of sample) compare(options, variants[k] ?? {})
  return sample.length
}

function compare(
  { definition, kind, market: bars }: ScreenOptions,
  parameters: ScreenJob['variants'][number],
): void {
  const { base } = definition
  const setup = screenSetup(definition)
  const crossing = crossingOf({ kind, base }, parameters)
  const seated = kind.seat({ ...base, ...parameters })
  const [of] = bars
  if (!crossing.ok || !seated.ok || of === undefined) return
  const terms = {
    costs: setup.costs,
    cash: Number(setup.cash),
    costBuffer: setup.limits.costBuffer,
  }
  const market = new ScreenMarket(of)
  const run = new ScreenRun(market, crossing.value, terms, true)
  screenRuns(market, [run])
  const engine = backtest(
    { setup: { ...setup, agents: [seated.value] }, market: bars },
    writtenDown,
  )
  const theirs = engine.run.fills.map(({ ts, side, price, quantity, fee }) =>
    [ts, side, price, quantity, fee].join(' '),
  )
  const ours = (run.book.kept ?? []).map(({ row, side, price, lots, fee }) =>
    [of.bars.ts[row], side, price, lots, fee].join(' '),
  )
  const length = Math.max(ours.length, theirs.length)
  for (let i = 0; i < length; i += 1)
    if (ours[i] !== theirs[i])
      throw new UserError(
        'screen-differs',
        `The engine and the screen part at fill ${i + 1} of ${seated.value.id}, which is a mistake ` +
          'of coinswarm; leave out --screen.',
        3,
      )
}
