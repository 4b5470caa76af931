import { dayUs } from '../../domain/index.ts'
import type { RunResult, Trade } from '../../engine/index.ts'
import { formatDuration, formatPercent, formatPlain, plural } from '../format-figure.ts'
import { awakeShare } from './awake-share.ts'
import type { Summary } from './summarise.ts'
import { isOpen } from './trade-figures.ts'

type ShutSpan = RunResult['shut'][number]

/** How to see what a run would have been without being put to sleep. */
export const withoutStandings = 'risk.hasStandings = false shows the rest'

/** That risk stopped trusting something half-way; all figures are of the time after it as well. */
export function asleepSentences(run: RunResult): readonly string[] {
  const spans = run.shut.filter(({ scope }) => scope !== 'desk')
  const last = spans.at(-1)
  if (last === undefined) return []
  const share = formatPercent(100 * awakeShare(run))
  const [what, had] = sleepersOf(run, spans)
  const until = last.to === undefined ? 'on' : `to ${dayOf(last.to)}`
  const first = what === 'it' ? last : (spans[0] as ShutSpan)
  const when =
    what === 'it'
      ? `no new position from ${dayOf(first.from)} ${until}`
      : `the first on ${dayOf(first.from)}`
  return [
    `Risk put ${what} to sleep for what ${had} lost: ${when} (${first.reason}). Of the time asked ` +
      `about it was awake ${share}, and the figures are of all of it: ${withoutStandings}.`,
  ]
}

/** What was put to sleep, and who had lost. */
function sleepersOf(run: RunResult, spans: readonly ShutSpan[]): readonly [string, string] {
  const count = (scope: ShutSpan['scope']): number =>
    new Set(spans.filter((span) => span.scope === scope).map(({ subject }) => subject)).size
  const instruments = count('instrument')
  const strategies = count('strategy')
  if (run.instruments.length === 1 && run.strategies === 1) return ['it', 'it had']
  const parts = [
    ...(instruments === 0
      ? []
      : [`${instruments} of ${plural(run.instruments.length, 'instrument')}`]),
    ...(strategies === 0 ? [] : [`${strategies} of ${run.strategies} strategies`]),
  ]
  return [parts.join(' and '), instruments + strategies === 1 ? 'it had' : 'they had']
}

/** What was still held at the end, and whether there were prices of it until then. */
export function openSentences(run: RunResult): readonly string[] {
  const open = run.trades.filter(isOpen)
  const [first] = open
  if (first === undefined) return []
  const net = open.reduce((sum, { netPnl }) => sum + netPnl, 0)
  const currency = run.instruments[0]?.quote ?? ''
  const made = `would have ${net < 0 ? 'lost' : 'made'} ${formatPlain(Math.abs(net), 2)} ${currency}`
  const since = dayOf(Math.min(...open.map(({ tsEntry }) => tsEntry)))
  const name = run.instruments[first.instrument]?.id
  const sentence =
    open.length === 1
      ? `A ${first.side} position in ${name} is still open, since ${since}: left at the last price it ${made}`
      : `${open.length} positions are still open, the oldest since ${since}: left at the last prices they ${made}`
  return [`${sentence}, and so counts among the trades.`, ...silentSentences(run, open)]
}

function dayOf(ts: number): string {
  return new Date(ts / 1_000).toISOString().slice(0, 10)
}

/** Bars without which a market is taken to have ended. */
const silentBars = 10
const namesMax = 3

/** Of what is held and has had no price for long. */
function silentSentences(run: RunResult, open: readonly Trade[]): readonly string[] {
  const longUs = Math.max(dayUs, silentBars * run.intervalUs)
  const silent = open.filter(({ tsExit }) => run.to - tsExit > longUs)
  const [first] = silent
  if (first === undefined) return []
  const names = silent.slice(0, namesMax).map(({ instrument }) => run.instruments[instrument]?.id)
  const more = silent.length > namesMax ? ` and ${silent.length - namesMax} more` : ''
  const which = silent.length === 1 ? '' : ', the first'
  const when = `${dayOf(first.tsExit)}, ${formatDuration(run.to - first.tsExit)} before the end`
  return [
    `The bars of ${names.join(', ')}${more} end early${which} on ${when}: ` +
      'what is held of it stands at its last price, at which nobody may have bought it.',
  ]
}

/** What being short would have cost, and did not. */
export function shortSentences(shorts: number, trades: number): readonly string[] {
  if (shorts === 0) return []
  return [
    `${formatPlain(shorts, 0)} of ${plural(trades, 'trade')} sold short: what is borrowed for that, ` +
      'and funding, cost nothing here and are not in any figure.',
  ]
}

/** A run as far as it tells whether it was asleep. */
type Sleeper = Pick<Summary, 'awakeShare'>

/** Of how many runs risk allowed new positions for a part of the time only. */
export function asleepCount(runs: readonly (Sleeper | null)[]): number {
  return runs.filter((of) => of !== null && (of.awakeShare ?? 1) < 1).length
}

/** That runs are compared by times in which they were switched off. @param best - The chosen. */
export function asleepAmong(
  runs: readonly (Sleeper | null)[],
  best: Sleeper | null | undefined,
): readonly string[] {
  const asleep = asleepCount(runs)
  if (asleep === 0) return []
  const awake = best?.awakeShare ?? 1
  const own = awake < 1 ? `, of which the best was awake ${formatPercent(100 * awake)}` : ''
  const all =
    runs.length === 1 ? 'it' : `${formatPlain(asleep, 0)} of ${formatPlain(runs.length, 0)}`
  return [
    `Risk paused ${all} or put ${all === 'it' || asleep === 1 ? 'it' : 'them'} to sleep before the end, ` +
      `and the figures are of all of the time${own}: ${withoutStandings}.`,
  ]
}
