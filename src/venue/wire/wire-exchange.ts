import { canonicalJson, type Json } from '../../base/index.ts'
import { type Micros, micros, minorPerUnit } from '../../domain/index.ts'
import type { ExchangeEvent, ExchangeSink } from '../sim/exchange/exchange-event.ts'
import type { Fees } from '../sim/exchange/fees.ts'
import type { Listing } from '../sim/exchange/listing.ts'
import type { MarginTerms } from '../sim/exchange/spot-margin.ts'
import { SimulatedExchange } from '../sim/exchange/simulated-exchange.ts'
import type { FaultPlan } from '../sim/fault/fault-plan.ts'
import type { Dialect, WireReply, WireRequest, WireSession, WireSocket } from './dialect.ts'
import { MarketTape } from './market-tape.ts'
import { type SavedAccount, type WireAccount, WireAccounts } from './wire-accounts.ts'
import { WireFaults } from './wire-faults.ts'
import type { WireRights } from './wire-rights.ts'

/** A key to be let in, and what its account holds of every quote currency when it is opened. */
export type WireCustomer = {
  readonly key: string
  readonly secret: string
  /** Whole units of each quote currency. */
  readonly units: number
  /** To trade and not to withdraw when left out. */
  readonly rights?: WireRights | undefined
}

export type WireExchangeSetup = {
  readonly listings: readonly Listing[]
  readonly fees: Fees
  readonly customers: readonly WireCustomer[]
  readonly startTs: Micros
  /** What every account may borrow; nothing when left out. */
  readonly margin?: MarginTerms | undefined
  /** What goes wrong, and by which chance; nothing when left out. */
  readonly faults?: { readonly plan: FaultPlan; readonly seed: number } | undefined
}

/**
 * The house behind a dialect: an exchange, the keys to its accounts, and the tape of what was
 * traded. A dialect attached to it hears every event, and once more when the exchange is at rest.
 */
export class WireExchange implements ExchangeSink {
  readonly exchange: SimulatedExchange
  readonly accounts: WireAccounts = new WireAccounts()
  readonly #tapes: readonly MarketTape[]
  readonly #setup: WireExchangeSetup
  readonly #faults: WireFaults | undefined
  #dialect: Dialect | undefined
  #now: Micros
  #isTold = true
  /** Accounts of a saved state, whether or not their keys are let in this time. */
  #known: readonly SavedAccount[] = []
  /** What the dialect had saved. */
  #notes: Json | undefined
  /** Tapes with trades since the exchange was last at rest. */
  readonly #written = new Set<MarketTape>()

  constructor(setup: WireExchangeSetup, state?: Json) {
    const { listings, fees, startTs } = setup
    this.#setup = setup
    this.#now = startTs
    this.#tapes = listings.map(() => new MarketTape())
    this.exchange = new SimulatedExchange({ listings, fees, startTs, sink: this, tellsBook: true })
    if (state !== undefined) this.#load(state as unknown as Saved)
    const { faults } = setup
    const shownTs = micros(Math.max(startTs, this.exchange.now))
    const exchange = (): SimulatedExchange => this.exchange
    if (faults !== undefined)
      this.#faults = new WireFaults({ ...faults, exchange, listings, startTs, shownTs })
    for (const customer of setup.customers) this.#admit(customer)
  }

  /** The most an order may borrow for; 1 where nothing is lent. */
  get leverageMax(): number {
    return this.#setup.margin?.leverage ?? 1
  }

  /** Whom to tell. Before it, nobody is told. */
  attach(dialect: Dialect): void {
    this.#dialect = dialect
    if (this.#notes !== undefined) dialect.load(this.#notes)
  }

  tape(instrument: number): MarketTape {
    return this.#tapes[instrument] as MarketTape
  }

  /**
   * What the exchange's clock shows, never less than before: machines set their clocks back.
   *
   * @param ts - The true time.
   */
  at(ts: Micros): Micros {
    const shown = this.#faults?.clockAt(ts) ?? ts
    this.#now = micros(Math.max(shown, this.#now, this.exchange.now))
    return this.#now
  }

  onExchangeEvent(event: ExchangeEvent): void {
    this.#isTold = false
    if (event.kind === 'trade') {
      const tape = this.tape(event.instrument)
      tape.onTrade(event)
      this.#faults?.onTrade(event.trade)
      this.#written.add(tape)
    }
    this.#dialect?.onEvent(event)
  }

  /** Does something to the exchange, then lets the dialect tell what came of it. */
  act<T>(now: Micros, what: (now: Micros) => T): T {
    return this.#do(this.at(now), what)
  }

  #do<T>(ts: Micros, what: (now: Micros) => T): T {
    const answer = what(ts)
    if (!this.#isTold) {
      this.#isTold = true
      for (const tape of this.#written) tape.onRest()
      this.#written.clear()
      this.#dialect?.onRest(ts)
    }
    return answer
  }

  /** The answer to a request that has come without anything going wrong on the way. */
  answer(request: WireRequest, now: Micros): WireReply {
    return this.#answer(request, this.at(now))
  }

  #answer(request: WireRequest, at: Micros): WireReply {
    const dialect = this.#dialect
    if (dialect === undefined) return { status: 503, headers: {}, body: '' }
    const faults = this.#faults
    return this.#do(at, (ts) =>
      faults === undefined ? dialect.answer(request, ts) : faults.answer(request, dialect, ts),
    )
  }

  /**
   * Takes a request that sets out now, and gives its answer when it comes.
   *
   * @param reply - Called once at most, with `undefined` when there will be no answer.
   */
  ask(request: WireRequest, now: Micros, reply: (answer: WireReply | undefined) => void): void {
    const faults = this.#faults
    if (faults === undefined) return reply(this.answer(request, now))
    const sent = this.at(now)
    faults.deliver(sent)
    faults.carry(sent, (ts) => this.#answer(request, ts), reply)
  }

  /** A connection of a client's. @returns `undefined` when no stream lives at `path`. */
  open(path: string, query: string, socket: WireSocket, now: Micros): WireSession | undefined {
    const dialect = this.#dialect
    const faults = this.#faults
    if (dialect === undefined) return undefined
    const way = faults?.socket(socket, dialect.feed) ?? socket
    const session = this.act(now, (ts) => dialect.open(path, query, way, ts))
    if (session === undefined) return undefined
    let isOpen = true
    const hear = (text: string, at: Micros): void => {
      // It may have been under way when the client went.
      if (isOpen) this.#do(at, (ts) => session.onText(text, ts))
    }
    const heard = faults?.hearing(hear) ?? hear
    return {
      onText: (text, ts) => {
        const at = this.at(ts)
        faults?.deliver(at)
        heard(text, at)
      },
      close: () => {
        isOpen = false
        session.close()
      },
    }
  }

  onTime(now: Micros): void {
    const at = this.at(now)
    this.#do(at, (ts) => {
      this.exchange.advance(ts)
      this.#faults?.onTime(ts)
      this.#dialect?.onTime(ts)
    })
    this.#faults?.deliver(at)
  }

  save(): Json {
    return {
      listings: fingerprint(this.#setup.listings),
      exchange: this.exchange.save(),
      accounts: this.accounts.save(this.#known),
      tapes: this.#tapes.map((tape) => tape.save()),
      dialect: this.#dialect?.save() ?? null,
    }
  }

  /** The account of a key that was here before, or a new one with its money. */
  #admit({ key, secret, units, rights }: WireCustomer): WireAccount {
    const known = this.#known.find((saved) => saved.key === key)
    if (known !== undefined) {
      const account = this.accounts.add(key, secret, known.account, rights)
      account.nonce = BigInt(known.nonce)
      for (const [signature, until] of known.seen) account.seen.set(signature, until)
      return account
    }
    const { margin } = this.#setup
    const account = this.exchange.openAccount(margin === undefined ? {} : { margin })
    const quotes = new Set(this.#setup.listings.map(({ instrument }) => instrument.quote))
    for (const quote of quotes)
      this.exchange.deposit(account, quote, BigInt(units) * BigInt(minorPerUnit), this.#now)
    return this.accounts.add(key, secret, account, rights)
  }

  #load(saved: Saved): void {
    this.exchange.load(saved.exchange)
    // Times in which an instrument could not be traded ended with the run they came in.
    for (const [i] of this.exchange.listings.entries())
      if (this.exchange.modeOf(i) !== 'delisted')
        this.exchange.setMode(i, 'trading', this.exchange.now)
    this.#known = saved.accounts
    for (const [i, tape] of this.#tapes.entries()) tape.load(saved.tapes[i] ?? null)
    this.#now = this.exchange.now
    if (saved.dialect !== null) this.#notes = saved.dialect
  }
}

type Saved = {
  readonly listings: string
  readonly exchange: Json
  readonly accounts: readonly SavedAccount[]
  readonly tapes: readonly Json[]
  readonly dialect: Json
}

/** One text per market: a state belongs to the instruments, grids and order it was saved with. */
function fingerprint(listings: readonly Listing[]): string {
  return canonicalJson(
    listings.map(({ instrument }) => [instrument.id, instrument.tick, instrument.lot]),
  )
}
