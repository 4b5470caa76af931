/**
 * Runs in the isolate, before the module of an analysis: gives what asks it. Stands alone: its text
 * is what runs, so it may use nothing that is written outside of it.
 */
export function answerAnalysis(): (namespace: object, given?: string) => string {
  const { parse, stringify } = JSON
  const { isFinite } = Number
  const textMax = 65_536
  const plain = (_key: string, value: unknown): unknown => {
    // JSON would call it null, and nobody would know.
    if (typeof value === 'number' && !isFinite(value))
      throw new TypeError(`a report has no ${value}`)
    return value
  }
  return (namespace, given) => {
    const { analysis } = namespace as { readonly analysis?: unknown }
    if (typeof analysis !== 'object' || analysis === null)
      throw new TypeError('the module exports no analysis')
    const { name, summary, queries, report } = analysis as Readonly<Record<string, unknown>>
    if (typeof report !== 'function') throw new TypeError('the analysis has no report')
    const said: unknown =
      given === undefined ? { name, summary, queries } : report.call(analysis, parse(given))
    const text: unknown = stringify(said, plain)
    if (typeof text !== 'string') throw new TypeError('a report is plain JSON')
    if (text.length > textMax) throw new TypeError(`a report has ${textMax} characters at most`)
    return text
  }
}
