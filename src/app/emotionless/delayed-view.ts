import type {
  DeskSnapshot,
  DeskStatus,
  DeskUpdate,
  EquityPoint,
  FillPoint,
  JournalRow,
  PositionRow,
} from '../desk-view.ts'
import type { RiskView } from '../risk-view.ts'

const dayMs = 86_400_000

/** Limits that tell what today has brought. */
const todays: ReadonlySet<string> = new Set(['drawdown', 'daily-loss', 'trade-loss'])

/**
 * A desk as somebody sees it who is not to be moved by it: money as of the last midnight, UTC, and
 * nothing of what was bought and sold since. Prices, orders, modes, alerts and limits stand as they
 * are: what keeps a desk safe is not delayed. Pure.
 *
 * What is held is shown at what it cost. Of the money only equity is known at midnight, so that
 * cash is all of it and what was made is all booked.
 */
export function delayedSnapshot(snapshot: DeskSnapshot): DeskSnapshot {
  const cutoff = midnightBefore(snapshot.status.marketTime)
  const equity = upTo(snapshot.equity, cutoff)
  const fills = upTo(snapshot.fills, cutoff)
  const { startEquity } = snapshot.desk
  const last = equity.at(-1) ?? { t: cutoff, equity: startEquity, drawdown: 0 }
  return {
    ...snapshot,
    status: {
      ...delayedStatus(snapshot.status, last, startEquity),
      // What is known of the fills of long ago is only what they cost in all.
      fees: Math.max(0, snapshot.status.fees - feesOf(after(snapshot.fills, cutoff))),
      moneyAsOf: cutoff,
    },
    equity,
    fills,
    positions: snapshot.positions.map(atCost),
    journal: snapshot.journal.filter((row) => isOld(row, cutoff)),
    ...(snapshot.risk === undefined ? {} : { risk: delayedRisk(snapshot.risk) }),
  }
}

/**
 * The same for what has changed since.
 *
 * @param shown - The delayed snapshot that a reader has.
 * @returns `undefined` once a midnight has passed: the reader needs another snapshot.
 */
export function delayedUpdate(update: DeskUpdate, shown: DeskSnapshot): DeskUpdate | undefined {
  const { status: was } = shown
  const cutoff = midnightBefore(was.marketTime)
  const { status, positions, journal, risk, equity: _equity, fills: _fills, ...rest } = update
  if (status !== undefined && midnightBefore(status.marketTime) !== cutoff) return undefined
  const { equity, cash, realisedPnl, unrealisedPnl, fees, drawdown } = was
  const of = { equity, cash, realisedPnl, unrealisedPnl, fees, drawdown }
  const money = { ...of, moneyAsOf: cutoff }
  return {
    ...rest,
    ...(status === undefined ? {} : { status: { ...status, ...money } }),
    ...(positions === undefined ? {} : { positions: positions.map(atCost) }),
    ...(journal === undefined ? {} : { journal: journal.filter((row) => isOld(row, cutoff)) }),
    ...(risk === undefined ? {} : { risk: delayedRisk(risk) }),
  }
}

function delayedStatus(
  status: DeskStatus,
  { equity, drawdown }: EquityPoint,
  startEquity: number,
): DeskStatus {
  const realisedPnl = equity - startEquity
  return { ...status, equity, drawdown, cash: equity, realisedPnl, unrealisedPnl: 0 }
}

function delayedRisk(risk: RiskView): RiskView {
  return {
    ...risk,
    limits: risk.limits.filter(({ name }) => !todays.has(name)),
    standings: risk.standings.map((row) => ({ ...row, pnl: 0 })),
  }
}

function atCost(row: PositionRow): PositionRow {
  return { ...row, markPrice: row.entryPrice, unrealisedPnl: 0 }
}

/** A fill says what it brought, and so is told late; everything else at once. */
function isOld({ kind, t }: JournalRow, cutoff: number): boolean {
  return kind !== 'order-filled' || t <= cutoff
}

function upTo<T extends { readonly t: number }>(rows: readonly T[], cutoff: number): readonly T[] {
  return rows.filter(({ t }) => t <= cutoff)
}

function after<T extends { readonly t: number }>(rows: readonly T[], cutoff: number): readonly T[] {
  return rows.filter(({ t }) => t > cutoff)
}

function feesOf(fills: readonly FillPoint[]): number {
  return fills.reduce((sum, { fee }) => sum + fee, 0)
}

/** The start of the day, UTC, of a time in milliseconds. */
function midnightBefore(t: number): number {
  return Math.floor(t / dayMs) * dayMs
}
