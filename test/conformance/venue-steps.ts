import { type Instrument, instrument, parseInstrumentId } from '../../src/domain/index.ts'
import type { CaseFill, Placed, VenueSession } from './venue-port.ts'

/** The id of an order that was taken. */
export function idOf(placed: Placed | undefined): string {
  if (placed !== undefined && 'id' in placed) return placed.id
  throw new Error(`the order was declined: ${placed?.declined ?? 'nothing was answered'}`)
}

/** Twenty lots on both sides, and a last price between them. */
export async function quote(venue: VenueSession, bid: number, ask: number): Promise<void> {
  await venue.depth('buy', bid, 20)
  await venue.depth('sell', ask, 20)
  await venue.trade('buy', Math.floor((bid + ask) / 2), 1)
}

/** Buys `lots` at 100, so that there is something to sell. */
export async function hold(venue: VenueSession, lots: number): Promise<void> {
  await venue.depth('sell', 100, lots)
  idOf(await venue.place({ side: 'buy', type: 'market', lots }))
  await venue.trade('buy', 100, 1_000)
}

/** Lots of all fills together. */
export function lotsOf(fills: readonly CaseFill[]): number {
  return fills.reduce((sum, { lots }) => sum + lots, 0)
}

/** The one instrument of every case: tick 1, lot 0.01. */
export function caseInstrument(name: string): Instrument {
  const id = parseInstrumentId(name)
  const made = id.ok ? instrument(id.value, '1', '0.01') : id
  if (!made.ok) throw new Error(made.error)
  return made.value
}
