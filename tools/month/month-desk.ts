import { createHash } from 'node:crypto'
import { Random, UserError } from '../../src/base/index.ts'
import { dayUs, type Micros, micros, secondUs } from '../../src/domain/index.ts'
import { type DeskSetup, FeedSilence, stateHash } from '../../src/engine/index.ts'
import { SimulatedDisk } from '../../src/kernel/index.ts'
import type { FeedBar, LoadedBars } from '../../src/market/index.ts'
import type { FaultyExchange, SimulatedExchange } from '../../src/venue/sim/index.ts'
import { ExchangeViolation, promise } from '../../test/simulation/exchange-violation.ts'
import { checkBooks } from '../../test/simulation/gateway-books.ts'
import { DeskLife } from '../../test/simulation/gateway-desk.ts'
import { GatewayLink } from '../../test/simulation/gateway-link.ts'
import { isEnd, KillSites } from '../../test/simulation/kill-sites.ts'
import { Counts } from './counts.ts'
import { MishapDraws, type Mishaps } from './mishaps.ts'
import { openMonthExchange } from './month-exchange.ts'
import { PlayedBars } from './played-bars.ts'

/** Between two looks while something is under way, and while nothing is. */
const [busyUs, idleUs] = [secondUs / 4, 60 * secondUs]
/** For so long everything may take to agree once nothing goes wrong any more. */
const agreeingUs = 3_600 * secondUs

/** The desk of a month stopped, and why. */
export type Stop = {
  readonly ts: Micros
  readonly why: string
  /** Until somebody started it again. */
  readonly downUs: number
  /** Events of the journal that were run again then. */
  replayed: number
}

/** How the desk stood at the end of a bar. */
export type Standing = { readonly ts: Micros; readonly equity: number; readonly gross: number }

/** A whole desk on a month of market, an exchange on which things go wrong, and a disk. */
export class MonthDesk {
  readonly setup: DeskSetup
  readonly disk: SimulatedDisk = new SimulatedDisk()
  readonly stops: Stop[] = []
  /** At the end of every bar, as last known where the desk is down. */
  readonly standings: Standing[] = []
  /** Bars of market that were not heard of in time, of all instruments. */
  silentBars = 0
  /** What the venue answered, by kind and reason. */
  readonly answers: Counts = new Counts()
  /** Most orders at once of which nobody knew what had become of them. */
  unresolvedMost = 0
  readonly #faulty: FaultyExchange<SimulatedExchange>
  readonly #bars: PlayedBars
  readonly #mishaps: MishapDraws
  readonly #crashes: Random
  readonly #placed = new Set<string>()
  readonly #silence: FeedSilence
  #link: GatewayLink | undefined
  #life: DeskLife | undefined
  #epoch = 0
  #wakeTs = 0
  #silentLeft = 0
  #missed: FeedBar[] = []

  constructor(setup: DeskSetup, market: readonly LoadedBars[], from: Micros) {
    const { seed, costs, cash } = setup
    this.setup = setup
    this.#bars = new PlayedBars(market, openOf(market))
    this.#mishaps = new MishapDraws(seed, this.#bars.intervalUs)
    this.#crashes = Random.stream(seed, 'month/crashes')
    this.#faulty = openMonthExchange(seed, new PlayedBars(market, from), costs)
    const { exchange, now } = this.#faulty
    exchange.deposit(exchange.openAccount({}), 'USD', cash, now)
    this.#silence = new FeedSilence(setup.intervalsUs, now)
    this.#begin((life) => this.#warmUp(life, from))
  }

  get now(): Micros {
    return this.#faulty.now
  }

  /** The desk, where it is up. */
  get life(): DeskLife | undefined {
    return this.#life
  }

  #warmUp({ run }: DeskLife, until: number): void {
    while (this.#bars.ts < until) {
      this.#bars.next()
      for (const bar of this.#bars.closed()) run.onBar(bar, 'warm')
    }
    run.commit()
  }

  /** A bar of market with all that goes wrong in it, and then that bar. */
  bar(): void {
    const mishaps = this.#mishaps.next()
    let diesTs = this.now + mishaps.diesAfterUs
    const until = this.now + this.#bars.intervalUs
    this.#expect(mishaps)
    while (this.now < until) {
      if (this.#life === undefined && this.#wakeTs <= this.now) this.#begin()
      if (this.now >= diesTs) {
        this.#die('power lost')
        diesTs = Number.POSITIVE_INFINITY
      }
      this.#turn(until)
    }
    this.#bars.next()
    this.#alive(() => this.#onBars('live'))
    this.#stand()
  }

  #expect({ diesAfterSends, failsSync, fillsAfter, silentBars }: Mishaps): void {
    if (diesAfterSends < Number.POSITIVE_INFINITY) this.#link?.dieAfter(diesAfterSends)
    if (failsSync < Number.POSITIVE_INFINITY) this.disk.failSync(failsSync)
    if (fillsAfter < Number.POSITIVE_INFINITY) this.disk.fillAfter(fillsAfter)
    this.#silentLeft = Math.max(this.#silentLeft, silentBars)
  }

  /** To the next moment at which something may be due. */
  #turn(until: number): void {
    const life = this.#life
    const isBusy = (life?.gateway.unresolved ?? 0) > 0
    const dueTs = Math.max(this.now + 1, life?.gateway.nextTs ?? this.#wakeTs)
    const ts = micros(Math.min(until, dueTs, this.now + (isBusy ? busyUs : idleUs)))
    this.#alive(() => {
      this.#faulty.run(ts)
      this.#life?.onTime(ts)
      this.#life?.run.onTime(ts)
    })
    this.unresolvedMost = Math.max(this.unresolvedMost, this.#life?.gateway.unresolved ?? 0)
  }

  #onBars(phase: 'live' | 'catch-up'): void {
    const closed = this.#bars.closed()
    this.#missed.push(...closed)
    const life = this.#life
    if (this.#silentLeft > 0) {
      this.#silentLeft -= 1
      this.silentBars += closed.length
      for (const i of this.#silence.fallen(this.now)) life?.run.onSilence(i, this.now)
      return
    }
    if (life === undefined) return
    life.run.onTime(this.now)
    for (const bar of this.#missed) {
      this.#silence.heard(bar.instrument, this.now)
      life.run.onBar(bar, bar.ts === this.#bars.ts ? phase : 'catch-up')
    }
    for (const i of this.#silence.fallen(this.now)) life.run.onSilence(i, this.now)
    life.run.commit()
    this.#missed = []
    if (this.#bars.ts % dayUs === 0) life.run.checkpoint()
  }

  #stand(): void {
    const last = this.standings.at(-1) ?? { equity: Number(this.setup.cash), gross: 0 }
    const ledger = this.#life?.run.desk.ledger
    const { equity, gross } = ledger
      ? { equity: ledger.equityFloat, gross: ledger.grossFloat }
      : last
    this.standings.push({ ts: micros(this.#bars.ts), equity, gross })
  }

  #alive(what: () => void): void {
    try {
      what()
    } catch (error) {
      if (!isEnd(error)) throw error
      this.#die(error instanceof UserError ? error.message : 'power lost at a request')
    }
  }

  #die(why: string): void {
    if (this.#life === undefined && this.#link === undefined) return
    this.disk.crash(this.#crashes)
    for (const name of this.#link?.placed ?? []) this.#placed.add(name)
    this.#life = undefined
    this.#link = undefined
    this.#epoch += 1
    const downUs = this.#mishaps.downUs()
    this.#wakeTs = this.now + downUs
    this.stops.push({ ts: this.now, why, downUs, replayed: 0 })
    this.#faulty.connect({ onAnswer: () => {}, onExchangeEvent: () => {} })
  }

  #begin(warmUp: (life: DeskLife) => void = () => {}): void {
    this.#alive(() => {
      const link = new GatewayLink(this.#faulty, 0, false, new KillSites(), {
        onAnswer: (ticket, answer) => {
          const reason = answer.kind === 'refused' || answer.kind === 'ambiguous'
          const name = reason ? `${answer.kind} ${answer.reason}` : answer.kind
          this.answers.add(name)
          this.#life?.gateway.onAnswer(ticket, answer, this.now)
        },
        onUpdate: (update) => this.#life?.gateway.onUpdate(update, this.now),
      })
      this.#link = link
      const epoch = this.#epoch
      const life = new DeskLife(this.setup, this.disk, link, () => this.#epoch === epoch)
      const lost = life.run.checkpoints.filter(({ isSame }) => !isSame)
      promise(lost.length === 0, 'replay', () => 'the journal records another state')
      const stop = this.stops.at(-1)
      if (stop !== undefined) stop.replayed = life.run.sequence
      warmUp(life)
      this.#life = life
      life.start(this.now)
    })
  }

  /** Nothing goes wrong any more: what the desk believes must become what the exchange has. */
  end(): string {
    this.#faulty.heal()
    this.disk.makeRoom()
    this.disk.failSync(Number.POSITIVE_INFINITY)
    this.#silentLeft = 0
    if (this.#life === undefined) this.#begin()
    this.#alive(() => this.#onBars('catch-up'))
    const until = this.now + agreeingUs
    let violation: unknown
    while (this.now < until) {
      this.#turn(this.now + secondUs)
      violation = this.#disagreement()
      if (violation === undefined) return this.#hash()
    }
    throw violation
  }

  #disagreement(): unknown {
    try {
      const life = this.#life
      if (life === undefined) throw new ExchangeViolation('liveness', 'the desk is not up again')
      for (const name of this.#link?.placed ?? []) this.#placed.add(name)
      promise(life.gateway.unresolved === 0, 'settled', () => 'an order is still unresolved')
      checkBooks(life.run.desk, this.#faulty.exchange, this.#placed, this.setup.cash)
      life.run.desk.ledger.verify()
      return undefined
    } catch (error) {
      if (!(error instanceof ExchangeViolation)) throw error
      return error
    }
  }

  #hash(): string {
    const life = this.#life
    if (life === undefined) return ''
    life.run.checkpoint()
    const told = JSON.stringify([this.stops, this.standings, life.journal.sequence])
    return createHash('sha256').update(stateHash(life.run.desk)).update(told).digest('hex')
  }
}

/** When the first bar of any series opened. */
function openOf(market: readonly LoadedBars[]): number {
  return Math.min(...market.map(({ bars, intervalUs }) => Number(bars.ts[0]) - intervalUs))
}
