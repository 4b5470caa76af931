import type { DeskFeed, DeskSnapshot, DeskUpdate } from '../../src/app/index.ts'
import { Random } from '../../src/base/index.ts'
import { SampleDesk } from './page-sample-desk.ts'
import { type Situation, sampleRisk } from './page-sample-risk.ts'

/** A desk as it was at one time; it says nothing more until `publish`. */
export class ShownDesk implements DeskFeed {
  readonly #snapshot: DeskSnapshot
  readonly #listeners = new Set<(update: DeskUpdate) => void>()

  constructor(snapshot: DeskSnapshot) {
    this.#snapshot = snapshot
  }

  snapshot(): DeskSnapshot {
    return this.#snapshot
  }

  subscribe(listener: (update: DeskUpdate) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  publish(update: DeskUpdate): void {
    for (const listener of this.#listeners) listener(update)
  }
}

/** The sample desk after `steps` minutes of market. */
export function sampled(steps: number, situation: Situation | 'silent' = 'quiet'): DeskSnapshot {
  const desk = new SampleDesk(3, Date.now() - 4_000)
  for (let i = 0; i < steps; i += 1) desk.step()
  desk.show(situation)
  return desk.snapshot()
}

/** The same desk with other words about its state. */
export function withStatus(
  desk: DeskSnapshot,
  status: Partial<DeskSnapshot['status']>,
): DeskSnapshot {
  return { ...desk, status: { ...desk.status, ...status } }
}

/** Sums of twelve digits, eight decimals, and the longest names and reasons that may come. */
export function withLongWords(desk: DeskSnapshot): DeskSnapshot {
  const long = new Map(desk.desk.instruments.map(({ id }, i) => [id, longIds[i] ?? id]))
  const named = <Row extends { readonly instrument: string }>(row: Row): Row => ({
    ...row,
    instrument: long.get(row.instrument) ?? row.instrument,
  })
  const { risk } = desk
  return {
    ...desk,
    desk: {
      ...desk.desk,
      name: 'treasury-of-the-foundation-second-book-paper',
      startEquity: 100_000_000_000,
      agents: [longAgent, 'hold'],
      instruments: desk.desk.instruments.map((one) => ({
        ...one,
        id: long.get(one.id) ?? one.id,
        lotSize: 0.00000001,
      })),
      source: {
        kind: 'venue',
        label: 'Binance USDⓈ-M Futures public market data through the European gateway',
        speed: 1,
      },
    },
    status: { ...desk.status, ...longMoney },
    equity: desk.equity.map((point) => ({ ...point, equity: point.equity * 1_234_567 })),
    bars: Object.fromEntries(Object.entries(desk.bars).map(([id, b]) => [long.get(id) ?? id, b])),
    fills: desk.fills.map((fill) => ({
      ...named(fill),
      quantity: 1_234_567.12345678,
      fee: 1_234_567.89,
      realised: fill.realised * 1_000_000,
    })),
    positions: desk.positions.map((row) => ({
      ...named(row),
      quantity: 1_234_567.12345678,
      unrealisedPnl: -123_456_789_012.34,
    })),
    orders: desk.orders.map((row) => ({
      ...named(row),
      quantity: 1_234_567.12345678,
      filled: 765_432.87654321,
    })),
    decisions: desk.decisions.map((row) => ({
      ...named(row),
      outcome: `refused: ${longReason}`,
      voices: row.voices.map((voice, i) => (i === 0 ? { ...voice, agent: longAgent } : voice)),
    })),
    journal: desk.journal.map((row, i) => ({
      ...row,
      sequence: row.sequence + 98_765_432,
      text: i % 4 === 0 ? 'f3b0c44298fc1c149afbf4c8996fb92427ae41e4'.repeat(6) : row.text,
    })),
    ...(risk === undefined ? {} : { risk: withLongRisk(risk, [...long.values()]) }),
  }
}

const longIds = [
  '1000000MOGCOIN-USDT.BINANCEUSDM',
  'BTC-USDT-PERPETUAL-INVERSE.BYBIT',
  'WRAPPEDSTAKEDETHER-USDC.COINBASE',
  'DOGE-USD.SIM',
]
const longAgent = 'mean-reversion-with-volatility-filter-and-regime-gate-v12'
const longReason =
  'instrument-exposure was 26.1 %, limit 25.0 %; correlation with BTC-USDT-PERPETUAL-INVERSE was 0.91, limit 0.70; what is left of the heat after orders in flight is 0.00012345 of equity, less than one lot of 0.00000001 at 64,123.4, so that nothing remains to be sent'
const longMoney = {
  equity: 123_456_789_012.34,
  cash: 98_765_432_109.87,
  realisedPnl: 23_456_789_012.34,
  unrealisedPnl: -1_234_567_890.12,
  fees: 987_654_321.09,
  exposure: 2.345,
  trades: 1_234_567,
  bars: 987_654_321,
}

type Risk = NonNullable<DeskSnapshot['risk']>

function withLongRisk(risk: Risk, ids: readonly string[]): Risk {
  return {
    ...risk,
    limits: risk.limits.map((row, i) =>
      i === 8 ? { ...row, was: 23_456_789_012.34, max: 98_765_432_109.87 } : row,
    ),
    correlation: { ...risk.correlation, instruments: ids },
    breakers: risk.breakers.map((row) => ({ ...row, subject: ids[1]?.split('.')[0] ?? '' })),
    standings: risk.standings.map((row, i) => ({
      ...row,
      subject: i > 3 ? longAgent : row.subject,
    })),
    refusals: risk.refusals.map((row) => ({ ...row, count: row.count * 1_234_567 })),
    plan: risk.plan.map((row, i) => ({
      ...row,
      instrument: ids[i] ?? row.instrument,
      quantity: 1_234_567.12345678,
    })),
    modes: risk.modes.map((row) => ({ ...row, reason: longReason })),
    alerts: [{ t: Date.UTC(2026, 10, 20, 19), code: 'manual-act', text: longReason }],
    tier: { ...risk.tier, costPerDay: 1_234_567.89, next: 999_999_999_999 },
  }
}

/** Forty instruments, each with bars, a position and what risk says of it. */
export function withManyInstruments(desk: DeskSnapshot): DeskSnapshot {
  const coins = Array.from({ length: 40 }, (_, i) => `AK${String(i + 10)}`)
  const ids = coins.map((coin) => `${coin}-USD.SIM`)
  const [known = ''] = Object.keys(desk.bars)
  const random = Random.fromSeed(5)
  const values = ids.map((_, i) => ids.map((_id, j) => (i === j ? 1 : 0.9 - 1.2 * random.next())))
  const risk = desk.risk ?? sampleRisk('quiet').risk
  return {
    ...desk,
    desk: {
      ...desk.desk,
      instruments: ids.map((id) => ({ id, tickSize: 0.01, lotSize: 0.001 })),
    },
    bars: Object.fromEntries(ids.map((id) => [id, desk.bars[known] ?? []])),
    positions: ids.flatMap((instrument, i) =>
      desk.positions.slice(0, 1).map((row) => ({
        ...row,
        instrument,
        quantity: i % 3 === 2 ? -row.quantity : row.quantity,
        unrealisedPnl: 40 * random.normal(),
      })),
    ),
    orders: ids.flatMap((instrument) =>
      desk.orders
        .slice(0, 2)
        .map((row) => ({ ...row, id: `${instrument}-${row.role}`, instrument })),
    ),
    decisions: ids.flatMap((instrument) =>
      desk.decisions.slice(0, 1).map((row) => ({ ...row, instrument })),
    ),
    risk: {
      ...risk,
      correlation: { instruments: ids, values, max: 0.7 },
      breakers: coins.flatMap((subject) =>
        risk.breakers.slice(0, 1).map((row) => ({ ...row, subject: `${subject}-USD` })),
      ),
      standings: coins.flatMap((subject) =>
        risk.standings.slice(1, 2).map((row) => ({ ...row, subject: `${subject}-USD` })),
      ),
      plan: ids.flatMap((instrument, i) =>
        risk.plan.slice(0, 1).map((row) => ({ ...row, instrument, stage: 1 + Math.floor(i / 14) })),
      ),
    },
  }
}

/** A desk that has traded for years. */
export function withManyTrades(desk: DeskSnapshot): DeskSnapshot {
  const { risk } = desk
  const aged = withStatus(desk, {
    trades: 48_213,
    bars: 12_345_678,
    fees: 412_345.67,
    journalSequence: 4_812_345,
  })
  return {
    ...aged,
    fills: Array.from({ length: 500 }, (_, i) => desk.fills[i % desk.fills.length]).filter(
      (fill) => fill !== undefined,
    ),
    journal: desk.journal.map((row) => ({ ...row, sequence: row.sequence + 4_812_000 })),
    ...(risk === undefined
      ? {}
      : {
          risk: { ...risk, refusals: risk.refusals.map((r) => ({ ...r, count: r.count * 997 })) },
        }),
  }
}

/** Killed, but for what is held, which stays with its stops. */
export function withHold(desk: DeskSnapshot): DeskSnapshot {
  const { risk } = desk
  return risk === undefined
    ? desk
    : { ...desk, risk: { ...risk, isPlanRunning: false, isHold: true } }
}
