import { createHash, type Hash } from 'node:crypto'
import { UserError } from '../../base/index.ts'
import { isRecording } from '../record/load-recording.ts'
import { type DeltaTable, loadDeltas } from './load-deltas.ts'
import { loadQuoteTicks, type QuoteTickTable } from './load-quote-ticks.ts'
import { recordedTape } from './recorded-tape.ts'
import type { TickOptions, TickTable } from './load-ticks.ts'
import { loadTradeTicks, type TradeTickTable } from './load-trade-ticks.ts'

/** What was recorded of one instrument's market, as far as it was. */
export type TickTape = {
  readonly deltas: DeltaTable | undefined
  readonly quotes: QuoteTickTable | undefined
  readonly trades: TradeTickTable | undefined
  /** Of all columns: the same ticks give the same hash in any file. */
  readonly sha256: string
  /** The venue's clock minus the recorder's, where a recording says it. Unit: us. */
  readonly clockOffsetUs?: number | undefined
}

type Kind = 'deltas' | 'quotes' | 'trades'

const loaders = { deltas: loadDeltas, quotes: loadQuoteTicks, trades: loadTradeTicks } as const
const kinds: readonly Kind[] = ['deltas', 'quotes', 'trades']

/**
 * Reads files of order book deltas, of quotes and of trades, at most one of each; which is which,
 * their columns tell. Or files of one recording, any number: they are joined in the order of time.
 *
 * @throws UserError on what is wrong with one of them.
 */
export async function loadTape(paths: readonly string[], options: TickOptions): Promise<TickTape> {
  const recordings = paths.filter(isRecording)
  if (recordings.length > 0) {
    if (recordings.length < paths.length)
      throw new UserError('many-ticks', 'recordings are given alone, without other files of ticks.')
    return hashed(recordedTape(recordings, options))
  }
  const found: { deltas?: DeltaTable; quotes?: QuoteTickTable; trades?: TradeTickTable } = {}
  for (const path of paths) {
    const { kind, table } = await loadAny(path, options)
    if (found[kind] !== undefined)
      throw new UserError('many-ticks', `${path} is a second file of ${kind}; give one of a kind.`)
    Object.assign(found, { [kind]: table })
  }
  const { deltas, quotes, trades } = found
  return hashed({ deltas, quotes, trades })
}

function hashed(tape: Omit<TickTape, 'sha256'>): TickTape {
  const hash = createHash('sha256')
  for (const kind of kinds) {
    const table = tape[kind]
    if (table !== undefined) digest(hash, kind, table)
  }
  return { ...tape, sha256: hash.digest('hex') }
}

async function loadAny(
  path: string,
  options: TickOptions,
): Promise<{ readonly kind: Kind; readonly table: TickTable<never> }> {
  for (const kind of kinds)
    try {
      return { kind, table: await loaders[kind](path, options) }
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== 'bad-columns') throw error
    }
  throw new UserError(
    'bad-columns',
    `${path} has the columns of no order book deltas, quotes or trades; see docs/catalog.md.`,
  )
}

function digest(hash: Hash, kind: Kind, { columns }: { readonly columns: object }): void {
  for (const [name, column] of Object.entries(columns)) {
    hash.update(`${kind} ${name}\n`)
    if (column instanceof Float64Array)
      hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
  }
}
