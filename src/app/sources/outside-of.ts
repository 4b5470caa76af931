import { UserError } from '../../base/index.ts'
import type { OutsideColumns } from '../../features/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { CodeMoatCursor, ColumnCursor, columnNamed } from '../../sources/index.ts'
import {
  codeColumns,
  codeColumnsOfApi,
  codeLagUs,
  codeMoatNameOf,
  openGenerated,
  openSources,
  type OpenSources,
} from './open-sources.ts'

/** Columns from outside for each instrument of a market, and what is to be said of them. */
export type BroughtColumns = {
  readonly outside: readonly OutsideColumns[]
  /** A sentence for each column that says nothing at all of an instrument. */
  readonly remarks: readonly string[]
}

/**
 * What agents look at besides bars, out of a folder of files: each of `names` as it was known at
 * the close of each bar, for each instrument. A column that no file has, or that is not about the
 * instrument's coin, reads NaN throughout: who looks at it abstains.
 *
 * @param names - Columns such as `funding.rate`; those alone are read and made.
 * @throws UserError `outside-missing` for a name that no source gives; for what is wrong in files.
 */
export async function outsideOf(
  folder: string,
  market: readonly LoadedBars[],
  names: readonly string[],
): Promise<BroughtColumns> {
  const wanted = new Set(names.map(sourceNamed))
  return columnsOf(await openSources(folder, (source) => wanted.has(source)), market, names)
}

/**
 * The same for a market that is made up: what it knows beside its bars is made up too.
 *
 * @param planted - Correlation of it with the next six hours of the price; 0 for none.
 */
export function generatedOutside(
  market: readonly LoadedBars[],
  names: readonly string[],
  { seed, planted }: { readonly seed: number; readonly planted: number },
): BroughtColumns {
  for (const name of names) sourceNamed(name)
  const opened = openGenerated(market, { seed, planted })
  const { outside, remarks } = columnsOf(opened, market, names)
  const label = names.length === 0 ? [] : [`What agents look at besides bars is ${opened.folder}.`]
  return { outside, remarks: [...label, ...remarks] }
}

function columnsOf(
  opened: OpenSources,
  market: readonly LoadedBars[],
  names: readonly string[],
): BroughtColumns {
  const remarks: string[] = []
  const outside = market.map((of) => {
    const closes = of.bars.ts.subarray(0, of.bars.length)
    const columns = names.map((name) => {
      return [name, closes.map(followerOf(opened, coinOf(of.instrument.base), name))] as const
    })
    for (const [name, column] of columns)
      if (column.every(Number.isNaN))
        remarks.push(`${name} says nothing of ${of.instrument.id}: who looks at it abstains.`)
    return Object.fromEntries(columns)
  })
  return { outside, remarks }
}

/** The source that gives a column. @throws UserError `outside-missing` */
export function sourceNamed(name: string): string {
  if (codeColumns.includes(name) || codeColumnsOfApi.includes(name)) return 'code'
  const source = columnNamed(name)?.format.source
  if (source !== undefined) return source
  throw new UserError(
    'outside-missing',
    `An agent looks at '${name}', which no source gives; docs/sources.md has every column.`,
  )
}

/**
 * What a source says of a coin, close by close: closes rise. Nothing at all is said where no file
 * has the column, or none is about the coin.
 */
export function followerOf(
  opened: OpenSources,
  coin: string,
  name: string,
): (close: number) => number {
  const moatName = codeMoatNameOf(name)
  const code = opened.code.find((each) => each.coin === coin)
  if (moatName !== undefined && code !== undefined) {
    const cursor = new CodeMoatCursor(code.log, { lagUs: codeLagUs })
    return (close) => {
      cursor.moveTo(close)
      return cursor[moatName]
    }
  }
  const source = opened.sources.find(
    (each) => each.log.names.includes(name) && (each.coin === '' || each.coin === coin),
  )
  const column = source?.format.columns.find((each) => each.name === name)
  if (column === undefined || source === undefined) return () => Number.NaN
  const cursor = new ColumnCursor(source.log, name, column)
  return (close) => cursor.valueAt(close)
}

/** Kraken's name of Bitcoin is another. */
export function coinOf(base: string): string {
  return base === 'XBT' ? 'BTC' : base
}
