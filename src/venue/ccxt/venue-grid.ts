import { decimals, parseDecimal, UserError } from '../../base/index.ts'
import type { Instrument } from '../../domain/index.ts'
import type { VenueSteps } from '../../execution/index.ts'
import { type Asked, askVenue, nameOf } from './ask-venue.ts'
import { listed } from './ccxt-client.ts'
import { symbolOf } from './symbol-of.ts'
import { fieldsOf } from './parse-venue-order.ts'
import { wrongKey } from './prove-key.ts'
import { lotsWithin, wireLots } from './wire-amount.ts'

/** What a venue takes of an instrument: its own steps as text, and the same in the desk's steps. */
type Grid = { readonly tick: string; readonly lot: string; readonly steps: VenueSteps }

/**
 * What a venue takes of every instrument of an account, as last heard. Venues change it while a
 * position is open: orders are then cut to the new steps, and the change is said.
 */
export class VenueGrid {
  readonly #asked: Asked
  readonly #instruments: readonly Instrument[]
  #grids: readonly Grid[]

  private constructor(asked: Asked, instruments: readonly Instrument[]) {
    this.#asked = asked
    this.#instruments = instruments
    this.#grids = instruments.map((of) => gridOf(asked, of))
  }

  /**
   * Reads a venue's markets.
   *
   * @throws UserError `unknown-instrument`; `venue-unreachable`, `venue-nonsense`, exit 3.
   */
  static async read(asked: Asked, instruments: readonly Instrument[]): Promise<VenueGrid> {
    const { exchange } = asked
    const reply = await askVenue(asked, () => exchange.loadMarkets(true), aDocument)
    // Some venues tell some of their markets only to keys they know.
    if (reply.kind === 'denied') throw wrongKey(exchange)
    if (reply.kind !== 'answered')
      throw new UserError(
        'venue-refuses',
        `${nameOf(exchange)} does not tell its markets (${reply.reason}); try later.`,
        3,
      )
    return new VenueGrid(asked, instruments)
  }

  steps(instrument: number): VenueSteps | undefined {
    return this.#grids[instrument]?.steps
  }

  /** The venue's own step of price, as decimal text. */
  tick(instrument: number): string {
    return this.#grids[instrument]?.tick ?? this.#instruments[instrument]?.tick ?? '1'
  }

  /**
   * Reads the venue's markets again, and keeps what it knew when they make no sense.
   *
   * @returns A sentence for every instrument that changed. Never throws.
   */
  async readAgain(): Promise<readonly string[]> {
    const { exchange } = this.#asked
    const markets: unknown = await exchange.fetchMarkets().catch(() => undefined)
    const known = Array.isArray(markets) ? markets.map((each) => fieldsOf(each)['symbol']) : []
    const gone = this.#instruments.filter(({ id }) => !known.includes(symbolOf(id)))
    // Half of the markets is no answer; ccxt would take it for all of them.
    if (gone.length > 0 || !Array.isArray(markets)) return []
    const before = this.#grids
    const wasListed = exchange.markets
    const list = exchange.setMarkets.bind(exchange)
    Reflect.apply(list, undefined, [markets, exchange.currencies])
    try {
      this.#grids = this.#instruments.map((of) => gridOf(this.#asked, of))
    } catch {
      Reflect.apply(list, undefined, [wasListed, exchange.currencies])
      return []
    }
    return this.#instruments.flatMap((of, i) => {
      const [old, now] = [before[i], this.#grids[i]]
      if (old === undefined || now === undefined || isSame(old, now)) return []
      return [changeText(of, nameOf(exchange), old, now)]
    })
  }
}

function aDocument(markets: unknown): object | undefined {
  return Object.keys(Object(markets)).length > 0 ? Object(markets) : undefined
}

/** @throws UserError `unknown-instrument`. */
function gridOf({ exchange }: Asked, of: Instrument): Grid {
  const { tick: shown, lot } = listed(exchange, of.id)
  const { limits, info } = fieldsOf(exchange.markets?.[symbolOf(of.id)])
  const tick = coarser(shown, fieldsOf(info)['tick_size'])
  const { min } = fieldsOf(fieldsOf(limits)['amount'])
  const lotStep = stepsOf(of.lot, lot)
  const lotsMin = Math.max(lotStep, lotsFrom(min, of))
  return { tick, lot, steps: { tickStep: stepsOf(of.tick, tick), lotStep, lotsMin } }
}

/** Kraken has steps that are no power of ten, in a field that ccxt does not read. */
function coarser(tick: string, told: unknown): string {
  const isStep = typeof told === 'string' && /^\d{1,12}(\.\d{1,12})?$/.test(told)
  return isStep && Number(told) > Number(tick) ? told : tick
}

/** The fewest of our steps that are whole steps of the venue's. Both are decimal text. */
function stepsOf(ours: string, venues: string): number {
  const scale = Math.max(decimals(ours), decimals(venues))
  const own = parseDecimal(ours, scale) ?? 1n
  const theirs = parseDecimal(venues, scale) ?? 1n
  let [a, b] = [own, theirs]
  while (b !== 0n) [a, b] = [b, a % b]
  return Number(theirs / a)
}

/** The least of an amount in whole lots, rounded up; 0 when it is no amount. */
function lotsFrom(min: unknown, of: Instrument): number {
  if (wireLots(min, of).ok) return lotsWithin(min, of)
  const below = lotsWithin(min, of)
  return below === 0 && !(Number(min) > 0) ? 0 : below + 1
}

function isSame(a: Grid, b: Grid): boolean {
  return a.tick === b.tick && a.lot === b.lot && a.steps.lotsMin === b.steps.lotsMin
}

function changeText({ id, lot }: Instrument, venue: string, old: Grid, now: Grid): string {
  const { lotStep, lotsMin } = now.steps
  const rest =
    lotStep > 1 || lotsMin > 1
      ? `; less than ${Math.max(lotStep, lotsMin)} x ${lot} of a position cannot be closed there`
      : ''
  return (
    `${id}: ${venue} now takes prices in steps of ${now.tick} (${old.tick} before) and amounts in ` +
    `steps of ${now.lot} (${old.lot} before); orders are cut to that${rest}.`
  )
}
