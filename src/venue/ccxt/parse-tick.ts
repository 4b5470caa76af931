import type { Instrument } from '../../domain/index.ts'
import { type QuoteRecord, stepsOf, type TradeRecord } from '../../market/index.ts'

/** A public trade as ccxt gives it. @returns `undefined` for what is none. */
export function parseTrade(wire: unknown, of: Instrument, tsInit: number): TradeRecord | undefined {
  const { id, timestamp, price, amount, side } = Object(wire)
  const ticks = stepsIn(price, of.tick, false)
  const lots = stepsIn(amount, of.lot, true)
  if (ticks === undefined || lots === undefined || ticks <= 0 || lots <= 0) return undefined
  if (side !== 'buy' && side !== 'sell') return undefined
  return {
    kind: 'trade',
    tsEvent: stampOf(timestamp),
    tsInit,
    trade: typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : Number.NaN,
    side: side === 'buy' ? 1 : -1,
    ticks,
    lots,
  }
}

/** Best bid and ask as ccxt gives them. @returns `undefined` when one of them is missing. */
export function parseQuote(wire: unknown, of: Instrument, tsInit: number): QuoteRecord | undefined {
  const { timestamp, bid, bidVolume, ask, askVolume } = Object(wire)
  const bidTicks = stepsIn(bid, of.tick, false)
  const bidLots = stepsIn(bidVolume, of.lot, true)
  const askTicks = stepsIn(ask, of.tick, false)
  const askLots = stepsIn(askVolume, of.lot, true)
  if (bidTicks === undefined || bidLots === undefined || bidTicks <= 0) return undefined
  if (askTicks === undefined || askLots === undefined || askTicks <= 0) return undefined
  if (bidLots < 0 || askLots < 0) return undefined
  const tsEvent = stampOf(timestamp)
  return { kind: 'quote', tsEvent, tsInit, update: 0, bidTicks, bidLots, askTicks, askLots }
}

function stepsIn(wire: unknown, step: string, isCut: boolean): number | undefined {
  return typeof wire === 'number' ? stepsOf(wire, step, isCut) : undefined
}

function stampOf(ms: unknown): number {
  return typeof ms === 'number' && Number.isSafeInteger(ms) && ms > 0 ? ms * 1_000 : Number.NaN
}
