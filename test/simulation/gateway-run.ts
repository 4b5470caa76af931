import { createHash } from 'node:crypto'
import { Random } from '../../src/base/index.ts'
import { type Instrument, type Micros, micros, secondUs } from '../../src/domain/index.ts'
import { stateHash } from '../../src/engine/index.ts'
import { SimulatedDisk } from '../../src/kernel/index.ts'
import { type FeedBar, GeneratedMarket, streamBar } from '../../src/market/index.ts'
import { type FaultPlan, FaultyExchange, SimulatedExchange } from '../../src/venue/sim/index.ts'
import { ExchangeViolation, promise } from './exchange-violation.ts'
import { checkBooks, deadManUs } from './gateway-books.ts'
import {
  drawGatewayPlan,
  isCash,
  isReplacing,
  market,
  openFaulty,
  startTs,
} from './gateway-exchange.ts'
import { DeskLife, deskSetup } from './gateway-desk.ts'
import { GatewayLink } from './gateway-link.ts'
import type { GatewayOptions, GatewayRun, Watch } from './gateway-options.ts'
import { Hands } from './gateway-hands.ts'
import { Public } from './gateway-public.ts'
import type { Reign } from './gateway-reign.ts'
import { SilentFeed } from './gateway-silence.ts'
import { Sleeper } from './gateway-sleeper.ts'
import { Succession } from './gateway-succession.ts'
import { isEnd, KillSites, SiteDisk } from './kill-sites.ts'

const faultySeconds = 60
const healingSeconds = 60
/** News is always under way: in this time there must be an instant at which all agree. */
const agreeingSeconds = 30
const turnUs = 50_000
const deposit = 10n ** 13n
const lotsMargin = { leverage: 20, interestPpmPerHour: 0, maintenancePpm: 0 }

/**
 * The whole desk, agents to journal, trades on a faulty exchange, loses power now and then and goes
 * on from its disk. When all is well again its orders, fills and positions must be the exchange's.
 */
export async function runGateway(seed: number, options: GatewayOptions = {}): Promise<GatewayRun> {
  const { plan = drawGatewayPlan(seed), watch, sites = new KillSites(), isAlone = false } = options
  const scene = new GatewayScene(seed, plan, sites, isAlone)
  for (let second = 0; second < faultySeconds; second += 1) {
    scene.second(true, () => watch !== undefined && scene.watch(watch))
    await scene.evening()
  }
  scene.heal()
  for (let second = 0; second < healingSeconds; second += 1) {
    scene.second(false)
    await scene.evening()
  }
  return scene.agreement()
}

class GatewayScene {
  readonly #seed: number
  readonly #isAlone: boolean
  readonly #sites: KillSites
  readonly #random: Random
  readonly #disk = new SimulatedDisk()
  readonly #faulty: FaultyExchange<SimulatedExchange>
  readonly #bars: GeneratedMarket
  readonly #instruments: readonly Instrument[]
  readonly #hash = createHash('sha256')
  readonly #placed = new Set<string>()
  #link: GatewayLink | undefined
  #life: DeskLife | undefined
  #wakeTs = 0
  /** Which process has the folder, and one that had it and does not know. */
  #epoch = 0
  #sleeper: Sleeper | undefined
  readonly #sleeps: Random
  /** When the state is recorded, which whoever goes on must come to. */
  readonly #marks: Random
  #restarts = 0
  #unresolved = 0
  #missed: FeedBar[] = []
  #isJudging = true
  readonly #feed: SilentFeed
  readonly #hands: Hands
  readonly #public: Public
  readonly #succession: Succession
  #reign: Reign | undefined
  #agreed: GatewayRun | undefined
  #violation: unknown

  constructor(seed: number, plan: FaultPlan, sites: KillSites, isAlone: boolean) {
    this.#seed = seed
    this.#isAlone = isAlone
    this.#sites = sites
    this.#random = Random.stream(seed, 'gateway-run')
    this.#sleeps = Random.stream(seed, 'sleeps')
    this.#marks = Random.stream(seed, 'checkpoints')
    this.#bars = market(seed)
    this.#instruments = this.#bars.instruments
    this.#public = new Public(seed, startTs, isAlone)
    this.#succession = new Succession(seed, startTs, this.#disk, isAlone)
    this.#feed = new SilentFeed(seed, this.#instruments.length, startTs)
    this.#faulty = openFaulty(seed, plan)
    const { exchange } = this.#faulty
    const account = exchange.openAccount(isCash(seed) ? {} : { margin: lotsMargin })
    exchange.deposit(account, 'USD', deposit, startTs)
    this.#hands = new Hands(seed, this.#random, this.#instruments.length)
    this.#begin()
  }

  /** A second of market, its closed bars, and perhaps the loss of power. */
  second(isFaulty: boolean, onTurn: () => void = () => {}): void {
    const until = this.#faulty.now + secondUs
    if (isFaulty && this.#random.next() < 0.05)
      this.#link?.dieAfter(Math.floor(this.#random.next() * 8) / 2)
    if (isFaulty && this.#random.next() < 0.01) this.#disk.failSync(1 + this.#random.below(6))
    if (isFaulty && this.#random.next() < 0.01) this.#disk.fillAfter(1 + this.#random.below(20))
    for (let ts = this.#faulty.now + turnUs; ts <= until; ts += turnUs) {
      this.#alive(() => {
        this.#faulty.run(micros(ts))
        this.#life?.onTime(micros(ts))
        if (ts === until) this.#onBars(isFaulty)
        if (this.#life !== undefined) this.#public.onTurn(this.#life, this.#faulty.now)
        this.#unresolved = Math.max(this.#unresolved, this.#life?.gateway.unresolved ?? 0)
      })
      onTurn()
    }
    if (isFaulty && this.#life !== undefined && this.#random.next() < 0.04) this.#die()
    if (isFaulty && this.#sleeps.next() < 0.008) this.#fallAsleep()
    this.#hands.meddle(this.#life, this.#faulty, isFaulty)
    for (const task of this.#hands.tasks(isFaulty, this.#faulty.now))
      this.#alive(() => this.#life && task(this.#life.run.desk))
    if (!this.#isAlone && this.#marks.next() < 0.02) this.#alive(() => this.#life?.run.checkpoint())
  }

  /** Between two seconds: what takes its time, though none passes. */
  async evening(): Promise<void> {
    const [reign, { now }] = [this.#reign, this.#faulty]
    if (reign === undefined) return
    const disk = new SiteDisk(this.#disk, this.#sites)
    const lives = await this.#succession.evening({ disk, reign, now })
    if (!lives || this.#sites.isOut) this.#die()
    else this.#alive(() => this.#public.settle())
  }

  watch(watch: Watch): void {
    if (this.#life !== undefined) watch(this.#life.run.desk, this.#faulty.exchange)
  }

  /** Goes on until what the desk believes is what the exchange has. */
  agreement(): GatewayRun {
    for (let second = 0; second < agreeingSeconds && this.#agreed === undefined; second += 1)
      this.second(false, () => {
        this.#agreed ??= this.#tryToAgree()
      })
    if (this.#agreed === undefined) throw this.#violation
    return this.#agreed
  }

  #tryToAgree(): GatewayRun | undefined {
    try {
      return this.#check()
    } catch (error) {
      if (!(error instanceof ExchangeViolation)) throw error
      this.#violation = error
      return undefined
    }
  }

  /** All is well again, but that bars may come no more. */
  heal(): void {
    this.#feed.end()
    this.#faulty.heal()
    this.#disk.makeRoom()
    this.#disk.failSync(Number.POSITIVE_INFINITY)
  }

  #onBars(isFaulty: boolean): void {
    this.#isJudging = isFaulty
    this.#missed.push(...this.#instruments.map((_, i) => streamBar(this.#bars, i)))
    this.#bars.next()
    this.#sleeper?.onBar(this.#missed.at(-1), this.#faulty.now)
    if (this.#life === undefined && this.#wakeTs <= this.#faulty.now) this.#begin()
    if (this.#life === undefined) return
    this.#life.run.onTime(this.#faulty.now)
    for (const i of this.#feed.fallen(this.#faulty.now))
      this.#life.run.onSilence(i, this.#faulty.now)
    if (this.#feed.isSilent(this.#faulty.now)) return
    const late = this.#missed.length - this.#instruments.length
    for (const [k, bar] of this.#missed.entries()) {
      this.#feed.heard(bar.instrument, this.#faulty.now)
      this.#life.run.onBar(bar, k < late || !isFaulty ? 'catch-up' : 'live')
    }
    this.#missed = []
    this.#life.run.commit()
  }

  /** Does something that may end in a loss of power. */
  #alive(what: () => void): void {
    try {
      what()
    } catch (error) {
      if (!isEnd(error)) throw error
      this.#die()
    }
  }

  #die(): void {
    this.#disk.crash(this.#random)
    this.#end(this.#random)
  }

  /** The process stands still where it is; another takes its folder over, and then it wakes. */
  #fallAsleep(): void {
    const [life, link] = [this.#life, this.#link]
    if (life === undefined || link === undefined || this.#sleeper?.isAsleep === true) return
    this.#sleeper = new Sleeper(life, link, this.#faulty.now + this.#sleeps.below(40) * secondUs)
    this.#end(this.#sleeps)
  }

  #end(random: Random): void {
    for (const name of this.#link?.placed ?? []) this.#placed.add(name)
    this.#sites.restore()
    if (this.#life !== undefined) this.#public.end(this.#life)
    this.#life = undefined
    this.#reign = undefined
    this.#link = undefined
    this.#restarts += 1
    this.#epoch += 1
    this.#wakeTs = this.#faulty.now + random.below(5) * secondUs
    this.#faulty.connect({ onAnswer: () => {}, onExchangeEvent: () => {} })
  }

  #begin(): void {
    this.#alive(() => this.#open())
  }

  #open(): void {
    const sites = this.#sites
    const link = new GatewayLink(this.#faulty, 0, isReplacing(this.#seed), sites, {
      onAnswer: (ticket, answer) => {
        sites.pass(`before answer ${answer.kind}`)
        this.#life?.gateway.onAnswer(ticket, answer, this.#faulty.now)
        sites.pass(`after answer ${answer.kind}`)
      },
      onUpdate: (update) => {
        sites.pass(`before news ${update.kind}`)
        this.#life?.gateway.onUpdate(update, this.#faulty.now)
        sites.pass(`after news ${update.kind}`)
      },
    })
    this.#link = link
    const { isReigned } = this.#succession
    const setup = deskSetup(this.#seed, this.#instruments, { isReigned, isAlone: this.#isAlone })
    // Where the exchange has the switch, a desk in three uses it.
    const terms = { deadManUs: this.#seed % 3 === 0 ? deadManUs : 0 }
    const epoch = this.#epoch
    const isHeld = (): boolean => this.#epoch === epoch
    const disk = new SiteDisk(this.#disk, sites)
    const now = (): Micros => this.#faulty.now
    const { length } = this.#instruments
    const reign = this.#succession.reign({ disk, outside: this.#disk, instruments: length, now })
    const life = new DeskLife(setup, disk, link, isHeld, terms, reign)
    const doors = this.#public.begin(life, disk, now, isHeld)
    reign?.watch(life, doors)
    this.#life = life
    this.#reign = reign
    const lost = life.run.checkpoints.filter(({ isSame }) => !isSame)
    promise(lost.length === 0, 'replay', () => 'the journal records another state')
    life.start(this.#faulty.now)
  }

  /** What the desk believes is what the exchange has. */
  #check(): GatewayRun {
    const life = this.#life
    promise(life !== undefined && !this.#isJudging, 'liveness', () => 'the desk is not up again')
    if (life === undefined) throw new Error('no desk')
    const { exchange } = this.#faulty
    const { desk } = life.run
    for (const name of this.#link?.placed ?? []) this.#placed.add(name)
    promise(life.gateway.unresolved === 0, 'settled', () => 'an order is still unresolved')
    const { mode, mover } = desk.risk
    const isRight = this.#hands.hasMeddled ? mode !== 'normal' : mover !== 'account'
    promise(isRight, 'drift', () => `the desk is in ${mode} by ${mover}`)
    this.#feed.check(desk, exchange)
    this.#public.check(life, this.#disk)
    this.#reign?.check(life)
    if (!this.#hands.hasMeddled) this.#hands.check(desk, exchange)
    if (!this.#hands.hasMeddled) checkBooks(desk, exchange, this.#placed, deposit)
    this.#hash.update(stateHash(desk)).update(`${life.journal.sequence}`)
    return {
      hash: this.#hash.digest('hex'),
      orders: this.#placed.size,
      fills: exchange.fills(0).length,
      restarts: this.#restarts,
      unresolved: this.#unresolved,
      isMeddled: this.#hands.hasMeddled,
    }
  }
}
