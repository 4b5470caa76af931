import type { Instrument } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { BookRecord } from '../../market/index.ts'
import { BookDiffer, type WireBook } from './book-differ.ts'
import { symbolOf } from './symbol-of.ts'

type AskedExchange = {
  readonly has: Readonly<Record<string, unknown>>
  fetchOrderBook(symbol: string, limit?: number): Promise<WireBook>
}

/** Levels of each side, which all venues that let one choose can give. */
const depth = 100

/**
 * Asks a venue for the whole book. It may be as old as the question, so that is its `tsInit`.
 *
 * @returns `undefined` when there is no answer, or one that is no book.
 */
export async function askBook(
  exchange: AskedExchange,
  of: Instrument,
  clock: Clock,
): Promise<BookRecord | undefined> {
  if (exchange.has['fetchOrderBook'] !== true) return undefined
  const askedAt = clock.now()
  const wire = await exchange.fetchOrderBook(symbolOf(of.id), depth).catch(() => undefined)
  if (wire === undefined) return undefined
  const step = new BookDiffer(of).take(wire, askedAt)
  return step.kind === 'record' ? step.record : undefined
}
