import type {
  BarPoint,
  DecisionRow,
  DeskSnapshot,
  DeskUpdate,
  EquityPoint,
  FillPoint,
  JournalRow,
} from '../../../src/app/desk-view.ts'
import { bucketEquity } from './bucket-equity.ts'
import { mergeRisk } from './merge-risk.ts'
import { mergeSwarm } from './merge-swarm.ts'

// Kept a while past what a snapshot holds, so that a page left open grows no further.
const equityMax = 4_000
const barsMax = 3_000
const barsKept = 1_500
const fillsMax = 500
const rowsMax = 200

/**
 * The desk after `update`. Parts that did not change keep their identity, so that what reads them
 * need not be drawn again. Merging the same update twice changes nothing.
 */
export function mergeUpdate(desk: DeskSnapshot, update: DeskUpdate): DeskSnapshot {
  const risk = mergeRisk(desk.risk, update.risk)
  const swarm = mergeSwarm(desk.swarm, update.swarm)
  return {
    desk: desk.desk,
    status: update.status ?? desk.status,
    equity: mergeEquity(desk.equity, update.equity ?? []),
    bars: mergeBars(desk.bars, update.bars ?? {}),
    fills: mergeFills(desk.fills, update.fills ?? []),
    positions: update.positions ?? desk.positions,
    orders: update.orders ?? desk.orders,
    decisions: mergeDecisions(desk.decisions, update.decisions ?? []),
    journal: mergeJournal(desk.journal, update.journal ?? []),
    ...(risk === undefined ? {} : { risk }),
    ...(swarm === undefined ? {} : { swarm }),
  }
}

/** A fresh snapshot in the order the page relies on: it may name a decision twice. */
export function arrangeSnapshot(snapshot: DeskSnapshot): DeskSnapshot {
  return { ...snapshot, decisions: mergeDecisions([], snapshot.decisions) }
}

function mergeEquity(
  known: readonly EquityPoint[],
  fresh: readonly EquityPoint[],
): readonly EquityPoint[] {
  const merged = appendByTime(known, fresh)
  return merged.length > equityMax ? bucketEquity(merged, equityMax / 2) : merged
}

function mergeBars(known: DeskSnapshot['bars'], fresh: DeskSnapshot['bars']): DeskSnapshot['bars'] {
  const changed = Object.entries(fresh).filter(([, points]) => points.length > 0)
  if (changed.length === 0) return known
  const merged: Record<string, readonly BarPoint[]> = { ...known }
  for (const [instrument, points] of changed) {
    const bars = appendByTime(known[instrument] ?? [], points)
    merged[instrument] = bars.length > barsMax ? bars.slice(-barsKept) : bars
  }
  return merged
}

/** Adds points newer than the last one known; one of the same time replaces it. */
function appendByTime<P extends { readonly t: number }>(
  known: readonly P[],
  fresh: readonly P[],
): readonly P[] {
  if (fresh.length === 0) return known
  const merged = [...known]
  for (const point of fresh) {
    const last = merged.at(-1)
    if (last === undefined || point.t > last.t) merged.push(point)
    else if (point.t === last.t) merged[merged.length - 1] = point
  }
  return merged
}

function mergeFills(
  known: readonly FillPoint[],
  fresh: readonly FillPoint[],
): readonly FillPoint[] {
  const firstFresh = fresh[0]
  if (firstFresh === undefined) return known
  const nearby = new Set(known.filter((fill) => fill.t >= firstFresh.t).map(keyOfFill))
  const added = fresh.filter((fill) => !nearby.has(keyOfFill(fill)))
  return added.length === 0 ? known : [...known, ...added].slice(-fillsMax)
}

function keyOfFill(fill: FillPoint): string {
  const { t, instrument, side, role, price, quantity, fee, realised } = fill
  return [t, instrument, side, role, price, quantity, fee, realised].join()
}

/** Newest first, one per time and instrument; the latest of every instrument is never dropped. */
function mergeDecisions(
  known: readonly DecisionRow[],
  fresh: readonly DecisionRow[],
): readonly DecisionRow[] {
  if (fresh.length === 0) return known
  const byKey = new Map<string, DecisionRow>()
  for (const row of [...fresh, ...known]) {
    const key = `${row.t} ${row.instrument}`
    if (!byKey.has(key)) byKey.set(key, row)
  }
  const newestFirst = [...byKey.values()].sort((a, b) => b.t - a.t)
  const seen = new Set<string>()
  return newestFirst.filter((row, i) => {
    const isLatest = !seen.has(row.instrument)
    seen.add(row.instrument)
    return isLatest || i < rowsMax
  })
}

function mergeJournal(
  known: readonly JournalRow[],
  fresh: readonly JournalRow[],
): readonly JournalRow[] {
  if (fresh.length === 0) return known
  const sequences = new Set(fresh.map((row) => row.sequence))
  return [...fresh, ...known.filter((row) => !sequences.has(row.sequence))].slice(0, rowsMax)
}
