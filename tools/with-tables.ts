/** A page with the tables in their place: all below the mark of the command that makes them. */
export function withTables(page: string, tables: string, command: string): string {
  const mark = `<!-- tables: npm run ${command} -->\n\n`
  const at = page.indexOf(mark)
  if (at < 0) throw new Error('the page has no mark for its tables')
  return `${page.slice(0, at)}${mark}${tables}`
}
