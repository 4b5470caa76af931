import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from '../../src/base/index.ts'
import type { FaultPlan } from '../../src/venue/sim/index.ts'
import { ExchangeLook, type Look } from './exchange-look.ts'
import { booksOf, brokenForGood, differences, readNow } from './rehearsal-books.ts'
import {
  hasReadAccount,
  isLive,
  RehearsalStage,
  type SpokenProcess,
  tradesAgain,
} from './rehearsal-stage.ts'

export type DrillOptions = {
  readonly kills: number
  readonly seed: number
  /** Kills between two comparisons of the books. */
  readonly compareEvery: number
  /** What goes wrong on the line; nothing when left out. */
  readonly faults?: Partial<FaultPlan>
  /** Longest it trades before it is killed, after half a second. Unit: ms. */
  readonly livesMs: number
  readonly onKill?: (kill: Kill) => void
}

/** One life of the desk after a kill. */
export type Kill = {
  readonly kill: number
  /** From the start of its process until all that had been out was looked up. */
  readonly liveMs: number
  /** Until an order could leave that adds risk. */
  readonly tradesMs: number
  /** Until it had compared the account with its books; `undefined` when it was killed before. */
  readonly comparesMs: number | undefined
  /** Until it was killed. */
  readonly livedMs: number
}

export type Drill = {
  readonly kills: readonly Kill[]
  /** At the exchange, at the end. */
  readonly orders: number
  readonly fills: number
  /** Orders that were not known to be there when a life of the desk ended. */
  readonly inDoubt: number
  readonly events: number
  /** Kills besides, before the desk traded. */
  readonly early: number
  readonly comparisons: number
  readonly violations: readonly string[]
}

/** Answers and requests that are slow, and some that are lost: much is under way at any time. */
export const badLine: Partial<FaultPlan> = {
  reorderShare: 0.5,
  reorderUs: 60_000,
  failAfterShare: 0.01,
  dropShare: 0.002,
}

const symbols = ['BTCUSDT', 'ETHUSDT', 'XRPUSDT']
/** How many lives end before they trade. */
const earlyShare = 0.2
const agreeTries = 100
const agreeEveryMs = 300

/**
 * Kills a rehearsing desk again and again, with orders under way, and starts it again; now and then
 * and at the end its books must be the exchange's, as that tells them over its API.
 */
export async function runKillDrill(options: DrillOptions): Promise<Drill> {
  const stage = await RehearsalStage.open(options)
  const drill = new KillDrill(stage, options)
  try {
    return await drill.run()
  } finally {
    await drill.close()
  }
}

class KillDrill {
  readonly #stage: RehearsalStage
  readonly #options: DrillOptions
  readonly #exchange: ExchangeLook
  readonly #random: Random
  readonly #kills: Kill[] = []
  readonly #violations = new Set<string>()
  #start: ReadonlyMap<string, bigint> = new Map()
  #desk: SpokenProcess | undefined
  #comparisons = 0
  #inDoubt = 0
  #early = 0
  #orders = 0
  #fills = 0

  constructor(stage: RehearsalStage, options: DrillOptions) {
    this.#stage = stage
    this.#options = options
    this.#exchange = new ExchangeLook(stage, symbols)
    this.#random = Random.stream(options.seed, 'kill-drill')
  }

  async run(): Promise<Drill> {
    const { kills, compareEvery, livesMs } = this.#options
    this.#start = (await this.#look()).balances
    for (let kill = 0; ; kill += 1) {
      const desk = this.#begin()
      await desk.line(tradesAgain)
      await sleep(500 + this.#random.next() * livesMs)
      if (kill > 0 && kill % compareEvery === 0) await this.#compare(kill)
      if (kill > 0) this.#note(desk, kill)
      if (kill === kills) break
      await this.#kill()
      await this.#killEarly()
    }
    if (kills % compareEvery > 0) await this.#compare(kills)
    return this.#result()
  }

  async close(): Promise<void> {
    await this.#desk?.kill('SIGKILL')
    await this.#stage.close()
  }

  #begin(): SpokenProcess {
    const desk = this.#stage.startDesk()
    this.#desk = desk
    return desk
  }

  /** Some are killed while they do their journal again, or look up what is out. */
  async #killEarly(): Promise<void> {
    while (this.#random.next() < earlyShare) {
      this.#begin()
      await sleep(this.#random.next() * 2_000)
      await this.#kill()
      this.#early += 1
    }
  }

  #note(desk: SpokenProcess, kill: number): void {
    const life = {
      kill,
      liveMs: desk.timeOf(isLive) ?? 0,
      tradesMs: desk.timeOf(tradesAgain) ?? 0,
      comparesMs: desk.timeOf(hasReadAccount),
      livedMs: desk.ageMs,
    }
    this.#kills.push(life)
    this.#options.onKill?.(life)
  }

  /** Nothing of it is left but the journal. */
  async #kill(): Promise<void> {
    await this.#desk?.kill('SIGKILL')
    this.#desk = undefined
    const { desk, names } = await booksOf(readNow(this.#stage.folder))
    for (const { status } of desk.orders.openOrders)
      if (status === 'submitted' || status === 'unresolved') this.#inDoubt += 1
    this.#orders = names.size
  }

  /** There must be an instant at which all agree. */
  async #compare(kill: number): Promise<void> {
    let found: readonly string[] = ['the exchange never stood still']
    for (let tries = 0; tries < agreeTries && found.length > 0; tries += 1) {
      if (tries > 0) await sleep(agreeEveryMs)
      const look = await this.#exchange.look()
      if (look === undefined) continue
      const books = await booksOf(readNow(this.#stage.folder))
      for (const each of brokenForGood(look, books)) this.#violations.add(each)
      found = differences(this.#start, look, books)
      this.#orders = look.orders.length
      this.#fills = look.trades.length
    }
    if (found.length > 0 && process.env['KEEP']) console.log(found, this.#stage.folder)
    this.#comparisons += 1
    for (const each of found) this.#violations.add(`after kill ${kill}: ${each}`)
  }

  async #look(): Promise<Look> {
    for (;;) {
      const look = await this.#exchange.look()
      if (look !== undefined) return look
    }
  }

  #result(): Drill {
    return {
      kills: this.#kills,
      orders: this.#orders,
      fills: this.#fills,
      inDoubt: this.#inDoubt,
      early: this.#early,
      events: readNow(this.#stage.folder).length,
      comparisons: this.#comparisons,
      violations: [...this.#violations],
    }
  }
}
