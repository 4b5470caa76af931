import { UserError } from '../../base/index.ts'
import { loadBarFile } from '../catalog/bar-file.ts'
import { isColumnFile } from '../catalog/column-file.ts'
import { readRows, readTable } from '../import/read-table.ts'
import type { LoadedBars } from '../loaded-bars.ts'
import { checkBars } from './check-bars.ts'
import type { MarketCheck } from './market-check.ts'
import { RawBarReader } from './raw-bar-reader.ts'

export type CheckOptions = {
  readonly symbol?: string | undefined
  readonly intervalUs?: number | undefined
}

/**
 * Checks a file of bars of any kind we read. Wrong rows are counted, not declined; a file whose
 * columns cannot be told is. A catalog file must also match its own hash.
 */
export async function checkFile(path: string, options: CheckOptions = {}): Promise<MarketCheck> {
  if (isColumnFile(path)) return checkColumnFile(path)
  const reader = new RawBarReader(path, options.symbol)
  await readRows(path, reader)
  const check = checkBars(reader.bars, options.intervalUs, reader.malformed)
  return { ...check, refusal: await refusalOf(path, options) }
}

/** What whoever reads it to run on it is told: counts alone say neither which row nor why. */
async function refusalOf(path: string, options: CheckOptions): Promise<string | undefined> {
  try {
    await readTable(path, options)
    return undefined
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

function checkColumnFile(path: string): MarketCheck {
  return checkLoaded(loadBarFile(path))
}

/** Checks bars that were read already, of which no row was wrong. */
export function checkLoaded({
  bars,
  intervalUs,
}: Pick<LoadedBars, 'bars' | 'intervalUs'>): MarketCheck {
  const ts = bars.ts.subarray(0, bars.length).map((close) => close - intervalUs)
  const { length, open, high, low, close, volume } = bars
  return checkBars({ length, ts, open, high, low, close, volume }, intervalUs)
}
