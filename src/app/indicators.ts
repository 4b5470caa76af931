import { nearest, UserError } from '../base/index.ts'
import {
  type CatalogEntry,
  elliottNames,
  harmonicNames,
  indicatorCatalog,
  type LineSpec,
  overBars,
  type Unit,
} from '../features/index.ts'
import type { LoadedBars } from '../market/index.ts'

/** One indicator of the library, as a person is told of it. */
export type IndicatorRow = {
  readonly key: string
  readonly family: string
  readonly title: string
  readonly convention: string
  readonly agreesWith: string
  readonly lines: readonly {
    readonly name: string
    readonly unit: string
    /** Bars before its first reading, that one included. */
    readonly warmup: number
    readonly range?: readonly [min: number, max: number] | undefined
    /** It has a reading at some bars only. */
    readonly isSparse: boolean
  }[]
}

/** Every indicator at its usual parameters, by family. */
export function listIndicators(): readonly IndicatorRow[] {
  return Object.entries(indicatorCatalog).flatMap(([family, entries]) =>
    entries.map((entry) => rowOf(family, entry)),
  )
}

function rowOf(
  family: string,
  { spec, title, convention, agreesWith }: CatalogEntry,
): IndicatorRow {
  const lines = spec.lines.map(({ name, unit, warmup, range, isSparse = false }) => ({
    name,
    unit: unitText(unit),
    warmup,
    range,
    isSparse,
  }))
  return { key: spec.key, family, title, convention, agreesWith, lines }
}

function unitText({ price, volume }: Unit): string {
  const parts = [power('price', price), power('volume', volume)].filter((part) => part !== '')
  return parts.join(' x ') || 'plain'
}

function power(name: string, exponent: number): string {
  if (exponent === 0) return ''
  return exponent === 1 ? name : `${name}^${exponent}`
}

/**
 * The indicator of a name (`macd`) or key (`macd(12,26,9)`), whatever its case.
 *
 * @throws UserError for one that is not there, or a name with several keys.
 */
export function indicatorNamed(text: string): CatalogEntry {
  const wanted = text.toLowerCase()
  const all = Object.values(indicatorCatalog).flat()
  const byKey = all.find(({ spec }) => spec.key.toLowerCase() === wanted)
  if (byKey !== undefined) return byKey
  const named = (name: string): readonly CatalogEntry[] =>
    all.filter(({ spec }) => nameOf(spec.key).toLowerCase() === name)
  const [first, ...others] = named(wanted)
  if (first !== undefined && others.length === 0) return first
  if (first !== undefined) {
    const keys = [first, ...others].map(({ spec }) => spec.key).join(', ')
    throw new UserError('usage', `There are several of ${text}: ${keys}; name one of them.`)
  }
  const [usual] = named(nameOf(wanted))
  if (usual !== undefined)
    throw new UserError(
      'usage',
      `Here ${usual.spec.key} is read at its usual parameters only; others are for code.`,
    )
  const guess = nearest(
    text,
    all.map(({ spec }) => nameOf(spec.key)),
  )
  const hint = guess === undefined ? 'coinswarm indicators lists them' : `did you mean ${guess}?`
  throw new UserError('usage', `There is no indicator '${text}'; ${hint}`)
}

function nameOf(key: string): string {
  return key.split('(')[0] ?? key
}

/** Readings of one indicator over bars, a column a line. `undefined` where there is none yet. */
export type IndicatorReadings = {
  readonly key: string
  readonly instrument: string
  readonly lines: readonly LineSpec<string>[]
  readonly rows: readonly {
    /** Close of the bar, microseconds UTC. */
    readonly ts: number
    readonly values: readonly (number | undefined)[]
  }[]
}

/**
 * An indicator over loaded bars, prices in quote units and volume in base units.
 *
 * @param last - How many bars at the end are told; all of them are read.
 */
export function readIndicator(
  { spec }: CatalogEntry,
  { bars, instrument }: LoadedBars,
  last: number,
): IndicatorReadings {
  const columns = bars.slice(0, bars.length)
  const scaled = (column: Float64Array, step: number): Float64Array =>
    column.map((value) => value * step)
  const read = overBars(spec, {
    ts: columns.ts,
    open: scaled(columns.open, instrument.tickSize),
    high: scaled(columns.high, instrument.tickSize),
    low: scaled(columns.low, instrument.tickSize),
    close: scaled(columns.close, instrument.tickSize),
    volume: scaled(columns.volume, instrument.lotSize),
  })
  const from = Math.max(0, bars.length - last)
  const rows = Array.from({ length: bars.length - from }, (_, i) => ({
    ts: columns.ts[from + i] as number,
    values: spec.lines.map(({ name }) => known(read[name]?.[from + i])),
  }))
  return { key: spec.key, instrument: instrument.id, lines: spec.lines, rows }
}

function known(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : value
}

/** `docs/indicators.md`, from the library itself. */
export function indicatorsDocument(): string {
  const rows = listIndicators()
  const families = [...new Set(rows.map(({ family }) => family))]
  const sections = families.flatMap((family) => [
    '',
    `## ${family[0]?.toUpperCase()}${family.slice(1)}`,
    '',
    '| indicator | what | lines: unit, first reading at bar | convention | agrees with |',
    '|---|---|---|---|---|',
    ...rows.filter((row) => row.family === family).map(documentRow),
  ])
  return `${[...opening(rows.length), ...sections].join('\n')}\n`
}

function documentRow({ key, title, convention, agreesWith, lines }: IndicatorRow): string {
  const told = lines.length > 12 ? [...lines.slice(0, 4), undefined] : lines
  const cells = told.map((line) =>
    line === undefined
      ? `and so on, ${lines.length} lines`
      : `\`${line.name}\` ${line.unit}, ${line.warmup}${line.isSparse ? ' at the earliest' : ''}`,
  )
  return `| \`${key}\` | ${title} | ${cells.join('; ')} | ${convention} | ${agreesWith} |`
}

function codesText(names: readonly string[]): string {
  return names.map((name, i) => `${i + 1} ${name}`).join(', ')
}

function opening(count: number): readonly string[] {
  return [
    '# Indicators',
    '',
    `The ${count} indicators of \`coinswarm/features\` at their usual parameters. Every one is a stream: it`,
    'reads each bar once, in order, at a cost that does not grow and without memory of its own; it can be',
    'reset, saved and carried on; and a batch over columns reads the same to the last bit. All of that,',
    'the bar of the first reading, the unit and, where it has one, the range of a line are held by one suite.',
    '',
    '```ts',
    "import { macd, overBars } from 'coinswarm/features'",
    '',
    'const spec = macd(12, 26, 9)',
    'const stream = spec.stream()',
    'for (const close of [101, 102.5, 101.75]) stream.update({ close })',
    'stream.value() // undefined: a slow average of 26 bars is not there yet',
    '',
    'const { macd: line, signal } = overBars(spec, { close: Float64Array.of(101, 102.5, 101.75) })',
    'line[2] // NaN, which is "not yet" in a column',
    '```',
    '',
    "An agent asks for `macd(12, 26, 9)`, which is its first line, or for `.line('signal')`. On a desk prices",
    'come in as ticks and volume as lots, and readings go out in quote and base units, as the unit says.',
    '',
    '- **Before the first reading** a stream says `undefined` and a column NaN; after it there is always a',
    '  number, unless a line is marked "at the earliest": such a line has readings at some bars only.',
    '- **Bad input.** A bar that is not finite is declined with an `ArgumentError` and nothing of it is taken',
    '  in; so is a parameter out of range, with its name, its value and the range.',
    '- **Markets without movement or volume** give the neutral reading that the convention names.',
    '- **Golden numbers** come from the implementation named last, with its version in `test/golden/features`,',
    '  to 1e-9 where the formulas are the same after the warm-up.',
    '- **Patterns** are told at the bar at which they could first be known, and never taken back. A harmonic',
    `  pattern is told by its code, below 0 where price should fall: ${codesText(harmonicNames)}`,
    '  (`harmonicTemplates` has their ratios). So is a pattern of Elliott, below 0 where it begins',
    `  downwards: ${codesText(elliottNames)}. Candlesticks have [a page](candlesticks.md).`,
    '',
    '`coinswarm indicators` lists them, `coinswarm indicators macd --market generated` reads one over bars, at',
    'its usual parameters. In `--out` files `ts` is the open of the bar in milliseconds, as in files of bars; in',
    '`--json` it is the close in microseconds, as everywhere on a desk.',
    'Features of the order book and of trades: [microstructure](microstructure.md),',
    '[manipulation](manipulation.md). How fast: `coinswarm bench features.batch`.',
    '',
    'This page is generated by `npm run indicators-page`; a test compares the two.',
  ]
}
