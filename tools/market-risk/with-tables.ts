const start = '<!-- tables: npm run market-risk-page -->\n\n'

/** A page with the tables in their place: all below the mark. */
export function withTables(page: string, tables: string): string {
  const at = page.indexOf(start)
  if (at < 0) throw new Error('the page has no mark for its tables')
  return `${page.slice(0, at)}${start}${tables}`
}
