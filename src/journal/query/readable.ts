/**
 * All that a query may call: functions of its own numbers and text. No clock, no chance, no file,
 * and nothing that makes much out of little, such as `zeroblob` or `printf`.
 */
const functions: readonly string[] = [
  ...['abs', 'avg', 'ceil', 'ceiling', 'coalesce', 'count', 'exp', 'floor', 'group_concat'],
  ...['glob', 'ifnull', 'iif', 'instr', 'length', 'like', 'ln', 'log', 'log10', 'log2', 'lower'],
  ...['ltrim', 'max', 'min', 'mod', 'nullif', 'pow', 'power', 'round', 'rtrim', 'sign', 'sqrt'],
  ...['substr', 'substring', 'sum', 'total', 'trim', 'trunc', 'typeof', 'upper'],
  ...['cume_dist', 'dense_rank', 'first_value', 'lag', 'last_value', 'lead', 'nth_value'],
  ...['ntile', 'percent_rank', 'rank', 'row_number'],
]

/** What SQLite asks before it prepares a statement. */
export type Access = {
  readonly action: number
  /** A table, or of a function nothing. */
  readonly first: string | null
  /** A column, or the name of a function. */
  readonly second: string | null
  readonly database: string | null
}

/** SQLite's numbers of what a query may do at all. */
export type AccessCodes = {
  readonly SQLITE_SELECT: number
  readonly SQLITE_READ: number
  readonly SQLITE_FUNCTION: number
  readonly SQLITE_RECURSIVE: number
}

/** Whether a query may do it. What is not known is not allowed. */
export function mayRead(
  { action, first, second, database }: Access,
  tables: ReadonlySet<string>,
  codes: AccessCodes,
): boolean {
  switch (action) {
    case codes.SQLITE_SELECT:
    case codes.SQLITE_RECURSIVE:
      return true
    case codes.SQLITE_READ:
      return (database === null || database === 'main') && tables.has((first ?? '').toLowerCase())
    case codes.SQLITE_FUNCTION:
      return functions.includes((second ?? '').toLowerCase())
    default:
      return false
  }
}

/** What a person is told of something that is not allowed. */
export function accessText({ action, first, second }: Access, codes: AccessCodes): string {
  if (action === codes.SQLITE_FUNCTION)
    return `the function ${second ?? ''} is not for queries, which see no clock, chance or file`
  if (action === codes.SQLITE_READ) return `there is nothing to read in ${first ?? ''}`
  return 'a query only reads'
}
