import { readdirSync, readFileSync } from 'node:fs'

const folder = 'test/golden/quant'

/** One row of a file of rates: how often a test rejects without and with an edge. */
type Rate = {
  readonly test: string
  readonly null: string
  readonly edge: string
  readonly runs: number
  readonly level: number
  readonly falsePositive: number
  readonly power: number
}

/** All recorded rates of the tests of quant, as one table in Markdown, a subject after another. */
export function ratesTable(): string {
  const rows = readdirSync(folder)
    .filter((file) => /^rates-[a-z-]+\.json$/.test(file))
    .sort()
    .flatMap((file) => {
      const rates = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as readonly Rate[]
      return rates.map((rate) => rowOf(file.slice('rates-'.length, -'.json'.length), rate))
    })
  const head = '| subject | test | without an edge | with | runs | level | false alarms | finds |'
  return [head, '|---|---|---|---|---|---|---|---|', ...rows, ''].join('\n')
}

function rowOf(subject: string, rate: Rate): string {
  const shares = [rate.falsePositive, rate.power].map((share) => share.toFixed(3))
  const cells = [subject, rate.test, rate.null, rate.edge, rate.runs, rate.level, ...shares]
  return `| ${cells.join(' | ')} |`
}

const start = '<!-- rates: node scripts/node24.mjs tools/quant-page.ts -->\n\n'

/** A page with the table of rates in its place: all below the mark. */
export function withRates(page: string): string {
  const at = page.indexOf(start)
  if (at < 0) throw new Error('the page has no mark for its rates')
  return `${page.slice(0, at)}${start}${ratesTable()}`
}
