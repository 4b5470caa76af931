import { UserError } from '../base/index.ts'
import {
  type Micros,
  micros,
  minuteUs,
  parseInstrumentId,
  type InstrumentId,
} from '../domain/index.ts'
import {
  type BarStream,
  GeneratedMarket,
  isScenarioName,
  type LoadedBars,
  loadMarket,
  parseInstrumentSpec,
  scenarioMarket,
  scenarioNames,
  takeRows,
} from '../market/index.ts'
import { intervalUsOf, isDay } from './data-time.ts'

/** What a person says about the market to run on. All optional; see `openMarket`. */
export type MarketChoice = {
  readonly files: readonly string[]
  /** `generated` or `scenario:NAME`. */
  readonly market?: string | undefined
  readonly instrument?: string | undefined
  readonly instrumentSpec?: string | undefined
  readonly symbol?: string | undefined
  readonly interval?: string | undefined
  /** ISO dates or times; UTC unless they say otherwise. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Length of a generated market. */
  readonly days: number
  readonly seed: number
}

/** The bars a person named: from files, or made up from the seed. */
export async function openMarket(choice: MarketChoice): Promise<readonly LoadedBars[]> {
  if (choice.market !== undefined && choice.files.length > 0)
    throw new UserError('usage', 'Give --bars or --market, not both.')
  if (choice.market === undefined) return openFiles(choice)
  refuseFileOptions(choice)
  const rows = Math.floor((choice.days * 1_440 * minuteUs) / minuteUs)
  const stream = streamNamed(choice.market, choice.seed)
  return chosen(choice, takeRows(stream, rows, `${choice.market} market, seed ${choice.seed}`))
}

/** A made-up market has nothing to choose from but its length and its instruments. */
function refuseFileOptions({ from, to, interval, symbol, instrumentSpec }: MarketChoice): void {
  const given = { from, to, interval, symbol, 'instrument-spec': instrumentSpec }
  for (const [option, value] of Object.entries(given))
    if (value !== undefined)
      throw new UserError('usage', `--${option} is for files; a made-up market takes --days.`)
}

/** A market made up by name. @throws UserError for a name that is not known. */
export function streamNamed(market: string, seed: number): BarStream {
  if (market === 'generated') return new GeneratedMarket({ seed })
  const name = market.replace(/^scenario:/, '')
  if (market.startsWith('scenario:') && isScenarioName(name)) return scenarioMarket(name, seed)
  throw new UserError(
    'market-unknown',
    `There is no market '${market}'; use generated or scenario:NAME with one of ` +
      `${scenarioNames.join(', ')}.`,
  )
}

async function openFiles(choice: MarketChoice): Promise<readonly LoadedBars[]> {
  if (choice.files.length === 0)
    throw new UserError('usage', 'Give bars with --bars FILE, or --market generated.')
  const spec =
    choice.instrumentSpec === undefined ? undefined : parseInstrumentSpec(choice.instrumentSpec)
  if (spec !== undefined && !spec.ok)
    throw new UserError('bad-spec', `--instrument-spec: ${spec.error}.`)
  return loadMarket(choice.files, {
    instrumentId: choice.instrument === undefined ? undefined : instrumentNamed(choice.instrument),
    symbol: choice.symbol,
    spec: spec?.value,
    intervalUs: choice.interval === undefined ? undefined : intervalUsOf(choice.interval),
    from: choice.from === undefined ? undefined : timeNamed('--from', choice.from),
    to: choice.to === undefined ? undefined : timeNamed('--to', choice.to),
  })
}

/** Of a made-up market, the instrument asked for; all of them when none was. */
function chosen(choice: MarketChoice, market: readonly LoadedBars[]): readonly LoadedBars[] {
  if (choice.instrument === undefined) return market
  const id = instrumentNamed(choice.instrument)
  const found = market.filter((of) => of.instrument.id === id)
  if (found.length > 0) return found
  const known = market.map((of) => of.instrument.id).join(', ')
  throw new UserError('instrument-unknown', `The market has no ${id}; it has ${known}.`)
}

function instrumentNamed(text: string): InstrumentId {
  const parsed = parseInstrumentId(text)
  if (!parsed.ok) throw new UserError('bad-instrument', `--instrument: ${parsed.error}.`)
  return parsed.value
}

/** A date or time as microseconds. A bare date is midnight UTC. */
function timeNamed(option: string, text: string): Micros {
  const isBare = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$/.test(text)
  const ms = isBare
    ? Date.parse(`${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : ''}`)
    : Date.parse(text)
  if (isDay(text.slice(0, 10)) && Number.isFinite(ms)) return micros(ms * 1_000)
  throw new UserError('bad-time', `${option} must be a date such as 2024-01-31, was '${text}'.`)
}

/** Refuses instruments that one desk cannot keep its books for. */
export function refuseMixed(market: readonly LoadedBars[]): void {
  const quotes = [...new Set(market.map((of) => of.instrument.quote))]
  if (quotes.length > 1)
    throw new UserError(
      'mixed-quotes',
      `One desk keeps its books in one currency; these are quoted in ${quotes.join(' and ')}.`,
    )
}
