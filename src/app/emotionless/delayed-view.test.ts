import { describe, expect, it } from 'vitest'
import { modes } from '../../domain/index.ts'
import type { DeskSnapshot, FillPoint, JournalRow, PositionRow } from '../desk-view.ts'
import { SeenDesk } from '../metrics/seen-desk.ts'
import { viewSamples } from '../metrics/view-samples.ts'
import { DelayedFeed } from './delayed-feed.ts'
import { delayedSnapshot, delayedUpdate } from './delayed-view.ts'
import { mayActByHand } from './hand-act.ts'

const hour = 3_600_000
/** Ten in the morning; the day began at `midnight`. */
const midnight = Date.UTC(2026, 0, 1)
const now = midnight + 10 * hour

const fill = (t: number): FillPoint => ({
  t,
  instrument: 'BTC-USD.KRAKEN',
  side: 'buy',
  role: 'entry',
  price: 100,
  quantity: 1,
  fee: 0.25,
  realised: 7,
})
const row = (sequence: number, kind: string, t: number): JournalRow => ({
  sequence,
  t,
  kind,
  text: '',
})
const position: PositionRow = {
  instrument: 'BTC-USD.KRAKEN',
  quantity: 1,
  entryPrice: 100,
  markPrice: 777,
  unrealisedPnl: 677,
  stop: 90,
  target: null,
}

const snapshot: DeskSnapshot = {
  desk: {
    name: 'desk',
    version: '0',
    trading: 'paper',
    currency: 'USD',
    startEquity: 1_000,
    startedAt: 0,
    instruments: [],
    agents: [],
    source: { kind: 'venue', label: 'Kraken', speed: 1 },
  },
  status: {
    marketTime: now,
    receivedAt: now,
    isStale: false,
    isFinished: false,
    mode: 'pause',
    modeReason: 'drawdown',
    equity: 777,
    cash: 777,
    realisedPnl: 777,
    unrealisedPnl: 777,
    fees: 26.5,
    drawdown: 0.777,
    exposure: 0.5,
    trades: 3,
    bars: 9,
    journalSequence: 3,
  },
  equity: [
    { t: midnight - hour, equity: 1_200, drawdown: 0 },
    { t: midnight, equity: 1_100, drawdown: 0.05 },
    { t: midnight + hour, equity: 777, drawdown: 0.777 },
  ],
  bars: { 'BTC-USD.KRAKEN': [{ t: now, o: 1, h: 1, l: 1, c: 1, v: 1 }] },
  fills: [fill(midnight - hour), fill(now)],
  positions: [position],
  orders: [],
  decisions: [],
  journal: [row(3, 'mode-changed', now), row(2, 'order-filled', now), row(1, 'order-filled', 5)],
}

describe('a desk without emotions', () => {
  const shown = delayedSnapshot(snapshot)

  it('shows money as of midnight, and no trace of what it came to since', () => {
    expect(shown.status).toMatchObject({
      equity: 1_100,
      drawdown: 0.05,
      realisedPnl: 100,
      fees: 26.25,
      moneyAsOf: midnight,
    })
    expect(shown.equity.map(({ t }) => t)).toEqual([midnight - hour, midnight])
    expect(shown.fills).toHaveLength(1)
    expect(shown.journal.map(({ sequence }) => sequence)).toEqual([3, 1])
    expect(JSON.stringify(shown)).not.toContain('777')
  })

  it('shows at once what keeps it safe, and the market', () => {
    expect(shown.status).toMatchObject({ mode: 'pause', modeReason: 'drawdown', exposure: 0.5 })
    expect(shown.positions).toMatchObject([{ quantity: 1, stop: 90 }])
    expect(shown.bars).toEqual(snapshot.bars)
  })

  it('shows the money it began with on its first day', () => {
    const fresh = delayedSnapshot({ ...snapshot, equity: snapshot.equity.slice(2) })
    expect(fresh.status).toMatchObject({ equity: 1_000, realisedPnl: 0, drawdown: 0 })
  })

  it('tells as little with an update', () => {
    const { status, equity, fills, positions, journal, bars } = snapshot
    const later = { ...status, marketTime: now + hour, mode: 'reduce' } as const
    const update = delayedUpdate({ status: later, equity, fills, positions, journal, bars }, shown)
    expect(JSON.stringify(update)).not.toContain('777')
    expect(update?.status).toMatchObject({ mode: 'reduce', equity: 1_100, marketTime: now + hour })
    expect(update?.bars).toEqual(bars)
    expect(delayedUpdate({ bars }, shown)).toEqual({ bars })
  })

  it('asks for another snapshot once the day is over', () => {
    const status = { ...snapshot.status, marketTime: midnight + 24 * hour }
    expect(delayedUpdate({ status }, shown)).toBeUndefined()
    expect(delayedSnapshot({ ...snapshot, status }).status.equity).toBe(777)
  })
})

it('lets nobody do by hand what does not lead to safety', () => {
  for (const [n, from] of modes.entries())
    for (const [m, to] of modes.entries())
      expect(mayActByHand({ kind: 'mode', from, to })).toBe(m > n)
  expect(mayActByHand({ kind: 'kill' })).toBe(true)
  expect(mayActByHand({ kind: 'orders' })).toBe(false)
  expect(mayActByHand({ kind: 'wake' })).toBe(false)
  expect(mayActByHand({ kind: 'plan', isApproved: true })).toBe(false)
  expect(mayActByHand({ kind: 'plan', isApproved: false })).toBe(true)
  expect([true, false].map((isWider) => mayActByHand({ kind: 'limit', isWider }))).toEqual([
    false,
    true,
  ])
})

it('metrics of what such a desk shows tell the money of midnight, and its mode of now', () => {
  const feed = { snapshot: () => snapshot, subscribe: () => () => {} }
  const told = (of: SeenDesk, name: string): readonly number[] =>
    viewSamples(of, now).flatMap((each) =>
      each.name === name && each.value !== 0 ? [each.value] : [],
    )
  const [fresh, delayed] = [new SeenDesk(feed), new SeenDesk(new DelayedFeed(feed))]
  for (const name of ['equity', 'cash', 'realised_pnl', 'unrealised_pnl'])
    expect([name, told(fresh, name)]).toEqual([name, [777]])
  for (const name of ['equity', 'cash', 'realised_pnl', 'unrealised_pnl'])
    expect([name, told(delayed, name)]).not.toEqual([name, [777]])
  expect(told(delayed, 'equity')).toEqual([delayedSnapshot(snapshot).status.equity])
  expect(delayed.status.mode).toBe('pause')
})
