import { UserError } from '../../base/index.ts'
import { BarColumns, type Instrument, type Micros, micros } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { History } from '../../market/index.ts'
import { withRetries } from './backoff.ts'
import type { CcxtClient } from './ccxt-client.ts'
import { parseOhlcv } from './parse-ohlcv.ts'

export type HistoryPagesOptions = {
  readonly client: CcxtClient
  readonly clock: Clock
  readonly instrument: Instrument
  readonly intervalUs: number
  /** Bars that close later than `from` and at or before `to`. */
  readonly from: Micros
  readonly to: Micros
}

/**
 * The closed bars of one instrument, page by page, oldest first, none twice. Ends when the venue
 * has no more; a venue that keeps only its latest bars (Kraken: 720) begins there.
 *
 * @throws UserError `venue-unreachable` (exit 3) when it fails six times in a row.
 */
export async function* historyPages(options: HistoryPagesOptions): AsyncGenerator<BarColumns> {
  const { client, clock, instrument, intervalUs, from, to } = options
  for (let known: number = from; known < to; ) {
    const since = micros(Math.floor(known / intervalUs) * intervalUs)
    const wire = await answered(client, clock, () => client.bars(instrument.id, intervalUs, since))
    const { bars } = parseOhlcv(wire, instrument, intervalUs)
    const page = bars.slice(bars.rowAt(known + 1), bars.rowAt(Math.min(to, clock.now()) + 1))
    if (page.length === 0) return
    known = page.ts[page.length - 1] as number
    yield page
  }
}

/** The past of several instruments of one venue. */
export function ccxtHistory(
  options: Omit<HistoryPagesOptions, 'instrument' | 'from' | 'to'> & {
    readonly instruments: readonly Instrument[]
  },
): History {
  return {
    fetch: async (position, from, to) => {
      const instrument = options.instruments[position] as Instrument
      const all = new BarColumns(0)
      for await (const page of historyPages({ ...options, instrument, from, to })) all.append(page)
      return all.slice(0, all.length)
    },
  }
}

/** Asks with retries; what still fails becomes a sentence. */
export async function answered<T>(
  client: CcxtClient,
  clock: Clock,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await withRetries(clock, ask)
  } catch (error) {
    if (error instanceof UserError) throw error
    throw unreachableVenue(client.name)
  }
}

/** One clear sentence for a venue that does not answer. */
export function unreachableVenue(name: string): UserError {
  return new UserError(
    'venue-unreachable',
    `${name} does not answer; check the network, or use --market generated or recorded bars.`,
    3,
  )
}
