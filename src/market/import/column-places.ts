import { UserError } from '../../base/index.ts'

/** Positions of the columns of one file. The symbol column is optional. */
export type ColumnPlaces<Name extends string> = Readonly<Record<Name, number>> & {
  readonly symbol: number | undefined
}

/**
 * Finds the wanted columns by name, in any order and case; others are passed over.
 *
 * @throws UserError `bad-columns` naming what is missing and what is there; `choose-symbol` when
 *   the file holds many symbols and none was chosen, or the other way about.
 */
export function columnPlaces<Name extends string>(
  path: string,
  names: readonly string[],
  wanted: readonly Name[],
  symbol: string | undefined,
): ColumnPlaces<Name> {
  const lower = names.map((name) => name.toLowerCase())
  const missing = wanted.filter((name) => !lower.includes(name))
  if (missing.length > 0)
    throw new UserError(
      'bad-columns',
      `${path}:1: no column ${quoted(missing)} among ${quoted(names)}; ` +
        `name the columns ${wanted.join(',')}, separated by commas.`,
    )
  const place = lower.indexOf('symbol')
  if (place >= 0 && symbol === undefined)
    throw new UserError(
      'choose-symbol',
      `${path}:1: the file holds several symbols; choose one with --symbol.`,
    )
  if (place < 0 && symbol !== undefined)
    throw new UserError(
      'choose-symbol',
      `${path}:1: there is no column 'symbol'; leave out --symbol.`,
    )
  const places = Object.fromEntries(wanted.map((name) => [name, lower.indexOf(name)]))
  return { ...(places as Record<Name, number>), symbol: place < 0 ? undefined : place }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name.slice(0, 40)}'`).join(', ')
}
