import { assert, divide, type Json } from '../base/index.ts'
import { type Instrument, markFactors, minorPerUnit, notional, type Side } from '../domain/index.ts'
import { Accounts } from './accounts.ts'
import { giveUpLots } from './give-up-lots.ts'
import { Positions } from './positions.ts'

/** What a fill did to the books. Minor quote units. */
export type Booked = { readonly notional: bigint; readonly realised: bigint }

/** A fee in the base currency, in whole lots, what they are worth and what that realised. */
type InKind = { readonly lots: number; readonly value: bigint; readonly realised: bigint }

const nothing: InKind = { lots: 0, value: 0n, realised: 0n }

/**
 * The desk's books: exact, double entry, one quote currency. Notional rounds against us.
 *
 * Identity, to the last unit, after every event:
 * realised + unrealised − fees = equity − deposits.
 */
export class Ledger {
  readonly positions: Positions
  readonly accounts: Accounts
  readonly #instruments: readonly Instrument[]
  readonly #quote: number
  readonly #bases: readonly number[]
  /** Minor units per tick and lot, as floats, for marking. */
  readonly #markFactors: Float64Array
  /** By instrument, see `spare`. */
  readonly #spare: BigInt64Array
  #elsewhere = 0n
  #cash = 0
  /** Cash and positions, and Σ |position value|, as of the last `mark`. */
  equityFloat = 0
  grossFloat = 0

  /** @param instruments - All quoted in one currency. */
  constructor(instruments: readonly Instrument[]) {
    const quote = instruments[0]?.quote ?? 'USD'
    assert(
      instruments.every((of) => of.quote === quote),
      'instruments of one desk are quoted in one currency',
    )
    const currencies = [...new Set([quote, ...instruments.map((of) => of.base)])]
    this.#instruments = instruments
    this.#quote = 0
    this.#bases = instruments.map((of) => currencies.indexOf(of.base))
    this.#markFactors = markFactors(instruments)
    this.accounts = new Accounts(currencies)
    this.positions = new Positions(instruments.length)
    this.#spare = new BigInt64Array(instruments.length)
  }

  /** Quote currency in cash, minor units. */
  get cash(): bigint {
    return this.accounts.balance(this.#quote, 'cash')
  }

  /** Everything ever deposited, minor units. */
  get deposits(): bigint {
    return -this.accounts.balance(this.#quote, 'external')
  }

  deposit(amount: bigint): void {
    this.accounts.move(this.#quote, 'external', 'cash', amount)
    this.#cash = Number(this.cash)
  }

  /** Books one execution. Money moves first, then what it bought; both sum to zero. */
  fill(instrument: number, side: Side, ticks: number, lots: number, fee: bigint): Booked {
    const of = this.#instruments[instrument] as Instrument
    const base = this.#bases[instrument] as number
    const isBuy = side === 'buy'
    const value = notional(of, ticks, lots, isBuy ? 'ceil' : 'floor')
    const quantity = BigInt(lots) * of.baseFactor
    this.accounts.move(this.#quote, isBuy ? 'cash' : 'venue', isBuy ? 'venue' : 'cash', value)
    this.accounts.move(base, isBuy ? 'venue' : 'cash', isBuy ? 'cash' : 'venue', quantity)
    this.accounts.move(this.#quote, 'cash', 'fees', fee)
    this.#cash = Number(this.cash)
    return {
      notional: value,
      realised: this.positions.fill(instrument, isBuy ? lots : -lots, value, fee),
    }
  }

  /**
   * Books a fee that was taken out of what was bought: as many lots as it comes to are given up at
   * the price of the fill, and what they are worth is the fee. Lots are whole, so the next such fee
   * begins with what this one gave up too much.
   *
   * @param taken - Minor base units.
   * @returns Lots given up, and their value: the fee in minor quote units.
   */
  payInKind(instrument: number, ticks: number, taken: bigint): InKind {
    const of = this.#instruments[instrument] as Instrument
    const { lots, spare } = giveUpLots(taken, this.#spare[instrument] as bigint, of.baseFactor)
    this.#spare[instrument] = spare
    if (lots === 0n) return nothing
    const value = notional(of, ticks, Number(lots), 'floor')
    this.accounts.move(this.#bases[instrument] as number, 'cash', 'venue', lots * of.baseFactor)
    this.accounts.move(this.#quote, 'venue', 'fees', value)
    const realised = this.positions.fill(instrument, -Number(lots), value, value)
    return { lots: Number(lots), value, realised }
  }

  /** A fee that is in the books was paid in a currency that is not. Minor quote units. */
  payElsewhere(fee: bigint): void {
    this.#elsewhere += fee
  }

  /** All that was paid so: an account holds as much more of the quote currency than the books. */
  get elsewhere(): bigint {
    return this.#elsewhere
  }

  /** Minor base units that are there and in no lot: too little was taken for the lots given up. */
  spare(instrument: number): bigint {
    return this.#spare[instrument] as bigint
  }

  /** What is held of `instrument` at `ticks`, in minor units; rounded down. */
  markValue(instrument: number, ticks: number): bigint {
    const lots = this.positions.lots[instrument] as number
    if (lots === 0) return 0n
    const value = notional(
      this.#instruments[instrument] as Instrument,
      ticks,
      Math.abs(lots),
      'floor',
    )
    return lots > 0 ? value : -value
  }

  /** Cash and positions at the given marks, exactly. Minor units. */
  equity(marks: ArrayLike<number>): bigint {
    let total = this.cash
    for (let i = 0; i < this.#instruments.length; i += 1)
      total += this.markValue(i, marks[i] as number)
    return total
  }

  /**
   * Values everything at the given marks: `equityFloat` and `grossFloat`. Minor units, as floats,
   * for sizing, marking and pictures. Allocates nothing.
   */
  mark(marks: Float64Array): void {
    let equity = this.#cash
    let gross = 0
    const { lots } = this.positions
    for (let i = 0; i < lots.length; i += 1) {
      const held = lots[i] as number
      if (held === 0) continue
      const value = held * (marks[i] as number) * (this.#markFactors[i] as number)
      equity += value
      gross += Math.abs(value)
    }
    this.equityFloat = equity
    this.grossFloat = gross
  }

  /** Cash as a float, minor units. */
  get cashFloat(): number {
    return this.#cash
  }

  /** Average entry price of what is held, in quote units; NaN when flat. For display. */
  entryPrice(instrument: number): number {
    const of = this.#instruments[instrument] as Instrument
    const units = (this.positions.lots[instrument] as number) * of.lotSize
    return Number(this.positions.openCost(instrument)) / minorPerUnit / units
  }

  /** Crashes unless every currency sums to zero and holdings equal positions. */
  verify(): void {
    for (let i = 0; i < this.accounts.currencies.length; i += 1)
      assert(this.accounts.sum(i) === 0n, `${this.accounts.currencies[i]} does not sum to zero`)
    const held = this.accounts.currencies.map(() => 0n)
    this.#instruments.forEach((of, i) => {
      const base = this.#bases[i] as number
      held[base] = (held[base] as bigint) + BigInt(this.positions.lots[i] as number) * of.baseFactor
    })
    this.#bases.forEach((base) => {
      assert(held[base] === this.accounts.balance(base, 'cash'), 'holdings differ from positions')
    })
  }

  save(): Json {
    const isPaidOtherwise = this.#elsewhere !== 0n || this.#spare.some((spare) => spare !== 0n)
    return {
      accounts: this.accounts.save(),
      positions: this.positions.save(),
      ...(isPaidOtherwise
        ? { elsewhere: `${this.#elsewhere}`, spare: [...this.#spare].map(String) }
        : {}),
    }
  }

  load(state: Json): void {
    const saved = state as unknown as {
      readonly accounts: Record<string, Record<string, string>>
      readonly positions: readonly (readonly [number, string, string, string])[]
      readonly elsewhere?: string
      readonly spare?: readonly string[]
    }
    this.accounts.load(saved.accounts)
    this.positions.load(saved.positions)
    this.#cash = Number(this.cash)
    this.#elsewhere = BigInt(saved.elsewhere ?? 0)
    this.#spare.fill(0n)
    saved.spare?.forEach((spare, i) => {
      this.#spare[i] = BigInt(spare)
    })
  }
}

/** A fee of `ppm` parts per million on `value`, rounded against us. */
export function feeOn(value: bigint, ppm: number): bigint {
  return divide(value * BigInt(ppm), 1_000_000n, 'ceil')
}
