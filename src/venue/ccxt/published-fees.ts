import type { Exchange } from 'ccxt'
import { openExchange } from './open-exchange.ts'
import { fieldsOf } from './parse-venue-order.ts'
import { wirePpm } from './wire-amount.ts'

/** What is paid from a volume of 30 days on. Parts per million of what is traded. */
export type FeeLevel = {
  /** Decimal text, in the venue's own currency for it. */
  readonly volume: string
  readonly makerPpm: number
  readonly takerPpm: number
}

/** No venue is known to charge more on its spot market: where nothing is known, this is. */
const dearest = { makerPpm: 10_000, takerPpm: 10_000 }

/** What a venue publishes of its fees as ccxt has it, from the lowest volume. Asks nobody. */
function feeLevels({ fees }: Exchange): readonly FeeLevel[] {
  const { maker, taker, tiers } = fieldsOf(fieldsOf(fees)['trading'])
  const { maker: makers, taker: takers } = fieldsOf(tiers)
  const levels = listOf(takers).flatMap((row, i) => {
    const [volume, rate] = listOf(row)
    const [, makerRate] = listOf(listOf(makers)[i])
    return levelOf(volume, makerRate ?? maker, rate)
  })
  return levels.length > 0 ? levels : levelOf(0, maker, taker)
}

/** What is published of a venue. @throws UserError `unknown-venue`. */
export async function publishedFees(venue: string): Promise<readonly FeeLevel[]> {
  return feeLevels(await openExchange(venue, {}))
}

/** The dearest of what a venue publishes, and tells of the market itself. Parts per million. */
export function dearestFees(exchange: Exchange, symbol: string): Omit<FeeLevel, 'volume'> {
  const { maker, taker } = fieldsOf(exchange.markets?.[symbol])
  const all = [...feeLevels(exchange), ...levelOf(0, maker, taker)]
  if (all.length === 0) return dearest
  return {
    makerPpm: Math.max(...all.map(({ makerPpm }) => makerPpm)),
    takerPpm: Math.max(...all.map(({ takerPpm }) => takerPpm)),
  }
}

/** More than a tenth of what is traded is no fee, and neither is as much of a rebate. */
const ppmMost = 100_000

/** A rate in parts per million; `undefined` when it makes no sense. */
export function feePpm(wire: unknown): number | undefined {
  const ppm = wirePpm(wire)
  return ppm.ok && Math.abs(ppm.value) <= ppmMost ? ppm.value : undefined
}

function levelOf(volume: unknown, maker: unknown, taker: unknown): readonly FeeLevel[] {
  const [makerPpm, takerPpm] = [feePpm(maker), feePpm(taker)]
  if (makerPpm === undefined || takerPpm === undefined) return []
  return [{ volume: String(volume), makerPpm, takerPpm }]
}

function listOf(wire: unknown): readonly unknown[] {
  return Array.isArray(wire) ? wire : []
}
