import type { Json } from '../../base/index.ts'
import type { JournalEntry } from '../../journal/index.ts'
import { AnalysisWriter } from '../../journal/index.ts'
import { truthJson } from '../../ledger/index.ts'
import { barReadings } from './bar-readings.ts'
import type { RunEvents } from './run-events.ts'
import { type RunTruth, type RunTruthOptions, truthOfRun } from './run-truth.ts'

/**
 * Puts a run into tables that an analysis can query, and says what is true of it.
 *
 * @param path - A file that is not there yet; whoever asks removes it.
 * @throws UserError `journal-damaged`, `journal-newer`
 */
export async function writeAnalysis(
  run: RunEvents,
  path: string,
  options: Pick<RunTruthOptions, 'versionAt' | 'now'> = {},
): Promise<RunTruth> {
  const writer = await AnalysisWriter.open(path, run)
  const looks = new Looks(run)
  const told = truthOfRun(run, {
    ...options,
    onEntry: (entry, lots) => {
      looks.take(entry, lots)
      writer.event(entry)
    },
    onTrade: (trade) => writer.trade(trade),
  })
  run.instruments.forEach((of, i) => {
    const columns = told.columns[i]
    if (columns === undefined) return
    const { isScan, isHeld } = looks
    const rows = barReadings(
      of,
      columns,
      (row) => isScan[i]?.[row] === true,
      (row) => isHeld[i]?.[row] === true,
    )
    for (const row of rows) writer.reading(row)
  })
  for (const [name, value] of flat(truthJson(told.truth))) writer.truth(name, value)
  writer.finish()
  return told
}

/** Which bars were judged, and at which something was held once all was done at their close. */
class Looks {
  readonly isScan: boolean[][]
  readonly isHeld: boolean[][]

  constructor({ instruments }: RunEvents) {
    this.isScan = instruments.map(() => [])
    this.isHeld = instruments.map(() => [])
  }

  take({ event }: JournalEntry, lots: Float64Array): void {
    if (event.kind === 'bar-closed') {
      this.isScan[event.instrument]?.push(event.phase === 'live')
      this.isHeld[event.instrument]?.push(lots[event.instrument] !== 0)
    } else if (event.kind === 'order-filled')
      this.isHeld.forEach((held, i) => {
        if (held.length > 0) held[held.length - 1] = lots[i] !== 0
      })
  }
}

/** Nested names as one, with dots; lists and their like are left to those who compute them. */
function flat(
  of: { readonly [key: string]: Json },
  prefix = '',
): readonly (readonly [string, string | number | null])[] {
  return Object.entries(of).flatMap(([key, value]) => {
    const name = `${prefix}${key}`
    if (value === null || typeof value === 'number' || typeof value === 'string')
      return [[name, value] as const]
    if (typeof value === 'boolean') return [[name, value ? 1 : 0] as const]
    return Array.isArray(value) ? [] : flat(value as { readonly [key: string]: Json }, `${name}.`)
  })
}
