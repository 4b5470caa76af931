import type { DeskSnapshot, EquityPoint } from '../../app/index.ts'
import { lastOver } from './last-over.ts'
import type { Reply } from './telegram-text.ts'

/** What each command says of a desk, by its name. Nothing here changes anything. */
export const deskReplies: Readonly<Record<string, (desk: DeskSnapshot, words: string) => Reply>> = {
  status,
  positions,
  trades,
  report,
  weekly,
  risk,
  performance,
  orders,
  decisions,
}

const dayMs = 86_400_000

function status({ desk, status: now }: DeskSnapshot): Reply {
  const where =
    desk.trading === 'paper' ? 'simulated fills, no real money' : 'rehearsal, no real money'
  return {
    title: `${desk.name}: ${now.mode}`,
    lines: [
      ...(now.mode === 'normal' ? [] : [`why        ${now.modeReason}`]),
      `market     ${desk.source.label}${now.isStale ? ', STALE' : ''}`,
      `trading    ${where}`,
      `time       ${timeText(now.marketTime)} UTC`,
      `equity     ${now.equity.toFixed(2)} ${desk.currency}, ${changeText(now.equity, desk.startEquity)}`,
      `drawdown   ${percent(now.drawdown)}`,
      `exposure   ${percent(now.exposure)}`,
      `trades     ${now.trades}`,
      ...(now.champion === undefined
        ? []
        : [`champion   ${now.champion.version.slice(0, 12) || 'none'}`]),
      ...(now.moneyAsOf === undefined ? [] : [`money      as of ${timeText(now.moneyAsOf)} UTC`]),
    ],
  }
}

function positions({ positions: held, desk }: DeskSnapshot): Reply {
  return {
    title: 'Positions',
    lines:
      held.length === 0
        ? ['nothing is held']
        : held.flatMap((each) => [
            `${each.instrument}  ${amount(each.quantity)}`,
            `  entry ${amount(each.entryPrice)}, now ${amount(each.markPrice)}, ` +
              `${signed(each.unrealisedPnl)} ${desk.currency}`,
            `  stop ${each.stop ?? 'none'}, target ${each.target ?? 'none'}`,
          ]),
  }
}

function trades({ fills }: DeskSnapshot, words: string): Reply {
  const count = /^\d{1,2}$/.test(words) ? Math.max(1, Number(words)) : 10
  const shown = fills.slice(-count).toReversed()
  return { title: 'Trades', lines: shown.length === 0 ? ['no fill yet'] : shown.map(fillText) }
}

/** One fill as one line. */
export function fillText(fill: DeskSnapshot['fills'][number]): string {
  const { t, side, quantity, instrument, price, realised } = fill
  const booked = realised === 0 ? '' : `, booked ${signed(realised)}`
  return `${timeText(t)}  ${side} ${amount(quantity)} ${instrument} at ${amount(price)}${booked}`
}

function report(snapshot: DeskSnapshot): Reply {
  return over('Last 24 hours of the market', snapshot, dayMs)
}

function weekly(snapshot: DeskSnapshot): Reply {
  return over('Last 7 days of the market', snapshot, 7 * dayMs)
}

function over(title: string, snapshot: DeskSnapshot, ms: number): Reply {
  const { status: now, fills, desk } = snapshot
  const found = lastOver(snapshot.equity, now.marketTime - ms)
  const since = now.marketTime - ms
  const within = fills.filter(({ t }) => t >= since)
  const sum = (of: (fill: DeskSnapshot['fills'][number]) => number): string =>
    within.reduce((total, fill) => total + of(fill), 0).toFixed(2)
  const more = fills.length === 500 && (fills[0]?.t ?? 0) > since ? ' (of the last 500)' : ''
  return {
    title,
    lines: [
      ...(found === undefined
        ? ['no bar to trade on yet']
        : [
            `from       ${timeText(found.from)} UTC`,
            `equity     ${found.start.toFixed(2)} to ${found.end.toFixed(2)} ${desk.currency}`,
            `change     ${changeText(found.end, found.start)}`,
            `fell       ${percent(found.drawdown)} at most`,
          ]),
      `fills      ${within.length}${more}, fees ${sum(({ fee }) => fee)}, booked ${sum((of) => of.realised)}`,
      `mode       ${now.mode}`,
      'of simulated fills; the past is no promise',
    ],
  }
}

function risk({ risk: view }: DeskSnapshot): Reply {
  if (view === undefined) return { title: 'Risk', lines: ['nothing is known of the limits yet'] }
  const near = view.limits.toSorted((a, b) => part(b) - part(a)).slice(0, 12)
  const open = view.breakers.filter(({ state }) => state !== 'closed')
  return {
    title: 'Risk',
    lines: [
      ...near.map(
        ({ label, was, max, unit }) =>
          `${label}: ${was === null ? 'not known' : valueText(was, unit)} of ${valueText(max, unit)}`,
      ),
      ...open.map(
        ({ scope, subject, state, cause }) => `breaker ${scope} ${subject}: ${state}, ${cause}`,
      ),
      ...(view.isCrisis ? ['CRISIS: sizes are halved'] : []),
    ],
  }
}

function part({ was, max }: { readonly was: number | null; readonly max: number }): number {
  return was === null || max === 0 ? 1 : was / max
}

function valueText(value: number, unit: 'share' | 'money' | 'count'): string {
  if (unit === 'share') return percent(value)
  return unit === 'money' ? value.toFixed(2) : String(Math.round(value))
}

function performance({ status: now, desk, equity }: DeskSnapshot): Reply {
  const deepest = equity.reduce((most, { drawdown }) => Math.max(most, drawdown), now.drawdown)
  return {
    title: 'Performance since the start',
    lines: [
      `started    ${timeText(desk.startedAt)} UTC`,
      `equity     ${now.equity.toFixed(2)} ${desk.currency}, ${changeText(now.equity, desk.startEquity)}`,
      `booked     ${signed(now.realisedPnl)}, open ${signed(now.unrealisedPnl)}`,
      `fees       ${now.fees.toFixed(2)}`,
      `drawdown   ${percent(now.drawdown)} now, ${percent(deepest)} at most`,
      `trades     ${now.trades}`,
      'of simulated fills; the past is no promise',
    ],
  }
}

function orders({ orders: open }: DeskSnapshot): Reply {
  const lines = open
    .slice(0, 30)
    .map(
      ({ side, quantity, instrument, type, role, status: state }) =>
        `${side} ${amount(quantity)} ${instrument}, ${type} ${role}, ${state}`,
    )
  return { title: 'Orders', lines: lines.length === 0 ? ['none'] : lines }
}

function decisions({ decisions: made }: DeskSnapshot): Reply {
  const lines = made
    .slice(0, 8)
    .flatMap(({ t, instrument, exposure, outcome, voices }) => [
      `${timeText(t)}  ${instrument}  wants ${percent(exposure)}: ${outcome}`,
      ...voices.slice(0, 3).map(({ agent, because }) => `  ${agent}: ${because}`),
    ])
  return { title: 'Decisions', lines: lines.length === 0 ? ['none yet'] : lines }
}

export function timeText(t: number): string {
  return new Date(t).toISOString().slice(0, 16).replace('T', ' ')
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(2)}`
}

function changeText(end: number, start: EquityPoint['equity']): string {
  return start === 0 ? 'of nothing' : `${signed(100 * (end / start - 1))} %`
}

function amount(value: number): string {
  return String(Number(value.toPrecision(7)))
}
