import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import {
  type IndicatorReadings,
  indicatorNamed,
  listIndicators,
  openMarket,
  readIndicator,
} from '../../app/index.ts'
import { reasonOf, UserError } from '../../base/index.ts'
import type { CliContext } from './cli-context.ts'
import { columnLines } from './column-lines.ts'
import { addMarketOptions, type MarketOptions } from './market-options.ts'

type Options = MarketOptions & {
  readonly last: string
  readonly out?: string
}

/** `coinswarm indicators`: what the library has, and what one of them reads over bars. */
export function indicatorsCommand(context: CliContext): Command {
  const command = new Command('indicators')
    .description('List the indicators, describe one, or read one over bars.')
    .argument('[name]', "an indicator, such as macd or 'macd(12,26,9)'")
  return addMarketOptions(command)
    .option('--last <n>', 'how many bars at the end to print', '10')
    .option('--out <file>', 'write every bar as CSV instead: ts is its open in milliseconds')
    .addHelpText('after', '\nExample:\n  coinswarm indicators macd --market generated --last 3')
    .action((name: string | undefined, options: Options) =>
      name === undefined ? tellAll(context, options) : tellOne(context, name, options),
    )
}

function tellAll(context: CliContext, { bars, market, out }: Options): void {
  if (bars !== undefined || market !== undefined || out !== undefined)
    throw new UserError(
      'usage',
      'Say which one to read, as in coinswarm indicators rsi --bars FILE.',
    )
  const indicators = listIndicators()
  const rows = indicators.map(({ family, key, title }) => [family, key, title])
  for (const line of columnLines([['family', 'indicator', 'what'], ...rows])) context.print(line)
  context.json({ command: 'indicators', indicators })
}

async function tellOne(context: CliContext, name: string, options: Options): Promise<void> {
  const entry = indicatorNamed(name)
  if (options.bars === undefined && options.market === undefined) {
    if (options.out !== undefined)
      throw new UserError('usage', '--out needs bars: --bars FILE, or --market generated.')
    return describe(context, entry.spec.key)
  }
  const last = wholeOption('--last', options.last)
  const market = await openMarket({
    ...options,
    files: options.bars ?? [],
    days: wholeOption('--days', options.days),
    seed: 1,
  })
  const [loaded] = market
  if (loaded === undefined) throw new UserError('usage', 'The market has no bars.')
  const told = options.out === undefined ? last : loaded.bars.length
  const readings = readIndicator(entry, loaded, told)
  show(context, { ...readings, rows: readings.rows.slice(-last) })
  if (options.out === undefined) return
  write(options.out, csvOf(readings, loaded.intervalUs))
  context.note(`${readings.rows.length} bars written to ${options.out}`)
}

function wholeOption(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new UserError('usage', `${name} must be a whole number from 1, was '${text}'.`)
  return value
}

function describe(context: CliContext, wanted: string): void {
  const row = listIndicators().find(({ key }) => key === wanted)
  context.json({ command: 'indicators', indicators: [row] })
  if (row === undefined) return
  context.print(`${row.key}: ${row.title}`)
  context.print(`  convention   ${row.convention}`)
  context.print(`  agrees with  ${row.agreesWith}`)
  const lines = row.lines.map(({ name: line, unit, warmup, range, isSparse }) => [
    `  ${line}`,
    unit,
    `${warmup}${isSparse ? ' at the earliest' : ''}`,
    range === undefined ? '' : range.map((end) => (Math.abs(end) > 1e300 ? '' : end)).join(' to '),
  ])
  for (const line of columnLines([['  line', 'unit', 'first reading at bar', 'range'], ...lines]))
    context.print(line)
}

function show(context: CliContext, { key, instrument, lines, rows }: IndicatorReadings): void {
  const names = lines.map(({ name }) => name)
  context.json({
    command: 'indicators',
    indicator: key,
    instrument,
    bars: rows.map(({ ts, values }) => ({
      ts,
      ...Object.fromEntries(names.map((name, i) => [name, values[i] ?? null])),
    })),
  })
  context.print(`${key} of ${instrument}`)
  const told = rows.map(({ ts, values }) => [
    new Date(ts / 1_000).toISOString().replace('.000Z', 'Z'),
    ...values.map((value) => (value === undefined ? '-' : String(Number(value.toPrecision(8))))),
  ])
  for (const line of columnLines([['close of the bar', ...names], ...told])) context.print(line)
}

function csvOf({ lines, rows }: IndicatorReadings, intervalUs: number): string {
  const header = ['ts', ...lines.map(({ name }) => name)].join(',')
  const body = rows.map(({ ts, values }) =>
    [(ts - intervalUs) / 1_000, ...values.map((value) => value ?? '')].join(','),
  )
  return `${[header, ...body].join('\n')}\n`
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new UserError(
      'readings-unwritten',
      `The readings could not be written (${reasonOf(error)}); name another file with --out.`,
      3,
    )
  }
}
