import { dayUs, formatTime, type Micros } from '../../domain/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { type CheckRow, figuresOf, notRun } from '../check-row.ts'
import { plural } from '../format-figure.ts'

const name = 'survivorship'
/** What ends so much before the last bar of the market has not lived to its end. */
const endedUs = 2 * dayUs

/**
 * Warns when every instrument lives to the end of the data: a market of those that are still there
 * leaves out the ones that went to nothing, and was chosen with the future in mind.
 */
export function survivorship(market: readonly LoadedBars[]): CheckRow {
  const alive = market.filter(({ bars }) => bars.length > 0)
  if (alive.length === 0) return notRun(name, 'There is no bar.')
  const lastOf = ({ bars }: LoadedBars): number => bars.ts[bars.length - 1] as number
  const end = Math.max(...alive.map(lastOf))
  const ended = alive.filter((of) => end - lastOf(of) > Math.max(endedUs, 2 * of.intervalUs))
  const list = ended.map((of) => `${of.instrument.id} (${formatTime(lastOf(of) as Micros)})`)
  return {
    name,
    status: ended.length === 0 ? 'warn' : 'pass',
    figures: figuresOf({ instruments: alive.length, ended: ended.length }),
    why:
      ended.length === 0
        ? `${plural(alive.length, 'instrument')}, and none ends before the data do: those that ` +
          'went to nothing may be missing.'
        : `${ended.length} of ${plural(alive.length, 'instrument')} end before the data do: ` +
          `${list.join(', ')}.`,
  }
}
