import { declined, ok, type Result } from '../../base/index.ts'

/** Characters that a query may have. */
export const queryMax = 10_000

const closing: Readonly<Record<string, string>> = { "'": "'", '"': '"', '`': '`', '[': ']' }

/**
 * A query as exactly one statement that reads: `SELECT`, `WITH` or `VALUES`, without a comment and
 * with nothing behind its end. Text is walked as SQLite walks it, so that neither a quote nor a
 * comment hides where a statement ends.
 *
 * @returns The statement without the `;` at its end.
 */
export function singleStatement(sql: string): Result<string> {
  if (sql.length > queryMax)
    return declined(`a query has ${queryMax} characters at most, this has ${sql.length}`)
  // SQLite stops reading at a NUL, and would not see what stands behind it.
  if (Array.from(sql).some(isUnseen)) return declined('a query has no control characters')
  const end = endOf(sql)
  if (!end.ok) return end
  const statement = sql.slice(0, end.value).trim()
  if (/^(select|with|values)\b/i.test(statement)) return ok(statement)
  return declined('a query begins with SELECT, WITH or VALUES; nothing can be changed by it')
}

/** What no query needs: all that is no mark on paper, but for white space. */
function isUnseen(char: string): boolean {
  return (char < ' ' && !'\t\n\r'.includes(char)) || char === '\x7f' || char === '\ufeff'
}

/** Where the one statement ends. */
function endOf(sql: string): Result<number> {
  for (let at = 0; at < sql.length; at += 1) {
    const char = sql.charAt(at)
    const two = sql.slice(at, at + 2)
    if (two === '--' || two === '/*' || two === '*/')
      return declined('a query has no comments; leave -- and /* */ out')
    const close = closing[char]
    if (close !== undefined) {
      const past = pastQuote(sql, at + 1, close)
      if (past === undefined) return declined(`a ${char} in the query is not closed`)
      at = past - 1
    } else if (char === ';') {
      if (/^[;\s]*$/.test(sql.slice(at))) return ok(at)
      return declined('a query is one statement; nothing may follow its ;')
    }
  }
  return ok(sql.length)
}

/** Just past the end of a quoted text; a quote twice is one in it, but for brackets. */
function pastQuote(sql: string, from: number, close: string): number | undefined {
  for (let at = sql.indexOf(close, from); at >= 0; at = sql.indexOf(close, at + 2)) {
    const isTwice = close !== ']' && sql.charAt(at + 1) === close
    if (!isTwice) return at + 1
  }
  return undefined
}
