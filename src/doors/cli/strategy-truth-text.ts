import { formatTime, minorPerUnit } from '../../domain/index.ts'
import type { Drought, Truth } from '../../ledger/index.ts'
import { formatDuration, formatPlain, formatSignedPercent } from '../../research/index.ts'
import { columnLines } from './column-lines.ts'

/** What is true of a run, for people. Money of the quote currency, rounded to cents. */
export function truthLines(truth: Truth, drought: Drought): readonly string[] {
  const { trades, costs, scans, signals } = truth
  return [
    ...columnLines([
      ['as of', `${formatTime(truth.asOf)} UTC, mode ${truth.mode}`],
      ['version', truth.version],
      ['equity', `${money(truth.equity)} ${truth.quote}, of ${money(truth.deposits)} put in`],
      ['net', `${money(truth.net)}, ${percent(truth.net, truth.deposits)}`],
      ['drawdown', `${share(truth.drawdownMax)} at worst, ${share(truth.drawdownNow)} now`],
      ['costs', `fees ${money(costs.fees)}, slippage ${money(costs.slippage)}`],
      ['break-even', `${formatPlain(costs.breakEvenBps, 1)} bp to pay for a way in and out`],
      ['fees', `${partOf(trades.fees, trades.grossWon)} of gross wins`],
      ['trades', `${trades.trades}, ${trades.wins} won and ${trades.losses} lost`],
      ['expectancy', `${money(trades.expectancy)} a trade`],
      [
        'held',
        `wins ${held(trades.winHeldUs, trades.wins)}, losses ${held(trades.lossHeldUs, trades.losses)}`,
      ],
      ['losses in a row', `${trades.losingRunMax} at most, ${trades.losingRunNow} now`],
      ['scans', `${scans.received} of ${scans.expected} expected`],
      ['signals', `${signals.signals}, ${signals.acts} acted on, ${signals.refused} refused`],
      ['refused by', refusals(truth)],
      ['drought', drought.told],
    ]),
    '',
    ...columnLines([
      ['', 'trades', 'won', 'net', 'fees', 'a trade'],
      ...(
        [
          ['7 days', truth.week],
          ['30 days', truth.month],
          ...truth.byInstrument,
          ...truth.byVersion,
          ...truth.byRegime,
        ] as const
      ).map(([name, of]) => [
        ...[name, `${of.trades}`, `${of.wins}`, money(of.net), money(of.fees)],
        money(of.expectancy),
      ]),
    ]),
  ]
}

function money(minor: bigint): string {
  return formatPlain(Number(minor) / minorPerUnit, 2)
}

function share(of: number): string {
  return `${formatPlain(100 * of, 1)} %`
}

function percent(part: bigint, whole: bigint): string {
  return whole === 0n ? 'n/a' : formatSignedPercent((100 * Number(part)) / Number(whole))
}

/** The same of what has no sign. */
function partOf(part: bigint, whole: bigint): string {
  return whole === 0n ? 'n/a' : share(Number(part) / Number(whole))
}

function held(us: number, trades: number): string {
  return trades === 0 ? 'n/a' : formatDuration(us / trades)
}

/** The limits that refused most, with how often. */
function refusals({ signals }: Truth): string {
  const most = Object.entries(signals.refusals).sort(([, a], [, b]) => b - a)
  const named = most.slice(0, 3).map(([limit, count]) => `${limit} ${count}`)
  return named.length === 0 ? 'nothing' : named.join(', ')
}
