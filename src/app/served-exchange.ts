import { type Json, UserError } from '../base/index.ts'
import { type Micros, minuteUs } from '../domain/index.ts'
import { barsOfTrades, type LoadedBars, loadMarketFile } from '../market/index.ts'
import {
  BinanceDialect,
  type Dialect,
  type FaultPlan,
  FlatFees,
  generatedSource,
  KrakenDialect,
  krakenMargin,
  type MarketSource,
  recordedSource,
  type WireCustomer,
  WireExchange,
  WireMarket,
} from '../venue/index.ts'
import { damagedState, readExchangeState, writeExchangeState } from './exchange-state.ts'

export const dialectNames = ['binance', 'kraken'] as const
export type DialectName = (typeof dialectNames)[number]

export type ServedExchangeOptions = {
  readonly dialect: DialectName
  /** `generated`, or files of bars or trades, one instrument each. */
  readonly market: readonly string[]
  /** Times real time, for recorded and made-up markets. */
  readonly speed: number
  readonly seed: number
  readonly customers: readonly WireCustomer[]
  /** Parts per million; those of the venue's first tier when left out. */
  readonly fees: { readonly makerPpm: number; readonly takerPpm: number } | undefined
  readonly isLimited: boolean
  /** The most every account may borrow for, on Kraken only; nothing when left out. */
  readonly leverage?: number | undefined
  /** Where its state is kept; nowhere when left out. */
  readonly stateFile: string | undefined
  readonly now: Micros
  /** What goes wrong; nothing when left out. */
  readonly faults: FaultPlan | undefined
}

/** What differs from venue to venue: the quote currency, and the fees of the first tier. */
const habits = {
  binance: { quote: 'USDT', makerPpm: 1_000, takerPpm: 1_000, paidIn: { kind: 'received' } },
  kraken: { quote: 'USD', makerPpm: 2_500, takerPpm: 4_000, paidIn: { kind: 'quote' } },
} as const

/** A simulated exchange with its market, speaking a venue's dialect; a door gives it a network. */
export class ServedExchange {
  readonly house: WireExchange
  readonly dialect: Dialect
  readonly source: MarketSource
  readonly #market: WireMarket
  readonly #options: ServedExchangeOptions

  private constructor(
    options: ServedExchangeOptions,
    source: MarketSource,
    state: SavedExchange | undefined,
  ) {
    const { dialect, customers, isLimited, now, speed, seed } = options
    const { paidIn, ...usual } = habits[dialect]
    const { makerPpm, takerPpm } = options.fees ?? usual
    const fees = new FlatFees(makerPpm, takerPpm, paidIn)
    const { listings } = source
    this.#options = options
    this.source = source
    const faults = options.faults === undefined ? undefined : { plan: options.faults, seed }
    const { leverage } = options
    const margin = leverage === undefined ? undefined : krakenMargin(leverage)
    const setup = { listings, fees, customers, startTs: now, margin, faults }
    this.house = new WireExchange(setup, state?.house)
    this.dialect =
      dialect === 'binance'
        ? new BinanceDialect(this.house, { isLimited })
        : new KrakenDialect(this.house, { tier: isLimited ? 'starter' : undefined })
    this.house.attach(this.dialect)
    this.#market = new WireMarket(this.house, source, speed)
    if (state === undefined) this.#market.begin(now)
    else this.#market.resume(state.market, now)
  }

  /**
   * Opens the exchange where it was left, or for the first time.
   *
   * @throws UserError for anything wrong with the market's files, `exchange-state-damaged`,
   *   `exchange-state-other`.
   */
  static async open(options: ServedExchangeOptions): Promise<ServedExchange> {
    const source = await openSource(options)
    const { stateFile, dialect } = options
    const wanted = { dialect, market: source.label }
    const state = stateFile === undefined ? undefined : readExchangeState(stateFile, wanted)
    if (stateFile === undefined || state === undefined)
      return new ServedExchange(options, source, undefined)
    try {
      return new ServedExchange(options, source, state as unknown as SavedExchange)
    } catch {
      throw damagedState(stateFile)
    }
  }

  /** Whether a recorded market has come to its end. */
  get isOver(): boolean {
    return this.#market.isOver
  }

  /** Lets the market go on until `now`, and tells what is told by the clock. */
  onTime(now: Micros): void {
    this.#market.play(now)
    this.house.onTime(now)
  }

  /** Writes the state to its file, when it has one. @throws DiskError */
  save(): void {
    const { stateFile, dialect } = this.#options
    if (stateFile === undefined) return
    const state: Json = { house: this.house.save(), market: this.#market.save() }
    writeExchangeState(stateFile, { dialect, market: this.source.label, state })
  }
}

type SavedExchange = { readonly house: Json; readonly market: Json }

async function openSource({ market, seed, dialect }: ServedExchangeOptions): Promise<MarketSource> {
  if (market.length === 1 && market[0] === 'generated')
    return generatedSource(seed, habits[dialect].quote)
  const loaded: LoadedBars[] = []
  for (const path of market) {
    const file = await loadMarketFile(path, {})
    loaded.push(file.kind === 'bars' ? file : barsOfTrades(file, minuteUs))
  }
  const [first] = loaded
  if (first === undefined) throw new UserError('usage', '--market needs generated, or files.')
  for (const { instrument, intervalUs, bars, sources } of loaded) {
    const file = sources[0]?.path ?? 'the file'
    if (loaded.filter((other) => other.instrument.id === instrument.id).length > 1)
      throw new UserError('usage', `--market has two files of ${instrument.id}; give one of each.`)
    if (intervalUs !== first.intervalUs)
      throw new UserError(
        'bad-interval',
        `${file}: its bars are of another length than the first's.`,
      )
    if (bars.length < 2)
      throw new UserError('empty-file', `${file}: a market needs two bars or more.`)
  }
  return recordedSource(loaded, seed)
}
