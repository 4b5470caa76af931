import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Agent, defineAgent } from '../src/agents/index.ts'
import { defined, Secret } from '../src/base/index.ts'
import { type LivingExchange, serveExchange } from '../src/doors/index.ts'
import { type Instrument, secondUs } from '../src/domain/index.ts'
import { DeskRun, type DeskSetup, nobody } from '../src/engine/index.ts'
import { OrderGateway, usualTerms, type VenueLink } from '../src/execution/index.ts'
import { SegmentJournal } from '../src/journal/index.ts'
import { liveClock, nodeDisk } from '../src/kernel/index.ts'
import { wideLimits } from '../src/risk/index.ts'
import {
  CcxtLink,
  type LinkEar,
  openCcxtAccount,
  requestLifeOf,
  type WireExchange,
} from '../src/venue/index.ts'
import {
  cheap,
  dear,
  instrumentsOf,
  type KillScene,
  lots,
  newHouse,
  openDialect,
  secret,
  units,
} from './kill-house.ts'

/** A request as it is handed to the network. */
export type Sent = { readonly ms: number; readonly what: string }

/** A bid where a coin is cheap; where it is dear, a position with a stop. */
function agent(): Agent {
  const seated = defineAgent({
    name: 'settled',
    summary: 'Bids for what is cheap and holds what is dear.',
    parameters: {},
    features: () => ({}),
    opine: (view) => {
      const { close } = view
      const bid = { bid: 0.9 * close, ask: 1.1 * close, share: 0.002, inventoryMax: 0.01 }
      if (close < 25_000) return view.say({ exposure: 0, confidence: 0.9, quotes: bid })
      return view.say({ exposure: 0.02, confidence: 0.9, stop: 0.9 * close })
    },
  }).seat({})
  return defined(seated.ok ? seated.value : undefined, 'an agent')
}

function setupOf(instruments: readonly Instrument[]): DeskSetup {
  return {
    seed: 1,
    instruments,
    intervalsUs: instruments.map(() => secondUs),
    agents: [agent()],
    quorum: 1,
    limits: {
      ...wideLimits,
      isLongOnly: true,
      ordersPerDayMax: 1_000_000,
      orderNotionalMax: units,
      positionMax: 0.9,
      grossMax: 2,
    },
    costs: { feeTakerPpm: 1_000, feeMakerPpm: 1_000, slippage: 0, participationMax: 1 },
    cash: BigInt(units) * 100_000_000n,
    rebalanceMin: 0.01,
    amends: true,
    hasOneExit: true,
  }
}

/** A desk with all of a scene out, at an exchange over HTTP and WebSocket on loopback. */
export class KillStage {
  readonly run: DeskRun
  readonly house: WireExchange
  readonly sent: Sent[] = []
  readonly #scene: KillScene
  readonly #instruments: readonly Instrument[]
  readonly #gateway: OrderGateway
  readonly #journal: SegmentJournal
  readonly #server: LivingExchange
  readonly #limit: () => void
  #link: CcxtLink | undefined
  #isOver = false
  /** Whether a stream that has just been opened makes the gateway look everything up. */
  #isDoubting = true

  private constructor(
    scene: KillScene,
    opened: {
      readonly house: WireExchange
      readonly server: LivingExchange
      readonly limit: () => void
    },
    folder: string,
  ) {
    this.#scene = scene
    this.#instruments = instrumentsOf(scene)
    this.house = opened.house
    this.#server = opened.server
    this.#limit = opened.limit
    const link: VenueLink = {
      isReplacing: scene.venue === 'binance',
      send: (ticket, request) => this.#link?.send(ticket, request),
      steps: (i) => this.#link?.steps(i),
    }
    const terms = {
      ...usualTerms,
      lookUpMaxUs: secondUs,
      lifeUs: requestLifeOf(scene.venue) + secondUs / 4,
    }
    this.#gateway = new OrderGateway({ link, terms, desk: 7n })
    this.#journal = SegmentJournal.open({
      disk: nodeDisk,
      folder: `${folder}/journal`,
      anchor: `${folder}/anchor`,
    })
    this.run = new DeskRun({
      setup: setupOf(this.#instruments),
      recorded: [],
      journal: this.#journal,
      observer: nobody,
      gateway: this.#gateway,
    })
  }

  static async open(scene: KillScene, folder: string): Promise<KillStage> {
    const house = newHouse(scene)
    const { dialect, limit } = openDialect(scene.venue, house)
    house.attach(dialect)
    const served = { house, dialect, onTime: house.onTime.bind(house), save: () => undefined }
    const server = await serveExchange({ served, clock: liveClock, host: '127.0.0.1', port: 0 })
    const stage = new KillStage(scene, { house, server, limit }, folder)
    await stage.#fill()
    return stage
  }

  /** Places all of the scene in no time, then goes on at the venue's own pace and limits. */
  async #fill(): Promise<void> {
    const { quotes, positions } = this.#scene
    await this.#connect(300)
    this.#gateway.goLive(liveClock.now())
    this.#turn()
    await this.until(() => this.run.desk.isAccountKnown, 10)
    const isOut = (): boolean => {
      const open = [...this.run.desk.orders.openOrders]
      return open.length === quotes + positions && open.every((each) => each.status === 'accepted')
    }
    for (let i = 0; i < 20 && !isOut(); i += 1) {
      this.bar()
      await this.until(isOut, 2).catch(() => undefined)
    }
    if (!isOut()) throw new Error('not all of the scene is out')
    await this.#link?.close()
    this.#limit()
    // Nothing happened meanwhile: a desk at rest has nothing to look up.
    this.#isDoubting = false
    await this.#connect(undefined)
    await sleep(3_000)
    this.#isDoubting = true
    this.sent.length = 0
  }

  /** @param callUs - Pace of the link; the venue's own when left out. */
  async #connect(callUs: number | undefined): Promise<void> {
    const { venue } = this.#scene
    const url = `http://127.0.0.1:${this.#server.port}`
    const signing = venue === 'kraken' ? Buffer.from(secret).toString('base64') : secret
    const keys = { key: new Secret('bench'), secret: new Secret(signing) }
    const account = await openCcxtAccount({ venue, keys, instruments: this.#instruments, url })
    const { exchange } = account
    const fetch = exchange.fetch.bind(exchange)
    Object.assign(exchange, {
      fetch: (...what: Parameters<typeof fetch>) => {
        const [address, method] = what
        const path = new URL(String(address)).pathname.split('/').at(-1)
        this.sent.push({ ms: performance.now(), what: `${method} ${path}` })
        return fetch(...what)
      },
    })
    const ear: LinkEar = {
      onAnswer: (ticket, answer) =>
        this.#hear(() => this.#gateway.onAnswer(ticket, answer, liveClock.now())),
      onUpdate: (update) => this.#hear(() => this.#gateway.onUpdate(update, liveClock.now())),
      onDeafness: () => {
        if (this.#isDoubting) this.#hear(() => this.#gateway.doubtAll(liveClock.now()))
      },
      onNotice: () => {},
    }
    this.#link = new CcxtLink({ account, clock: liveClock, chance: () => 0.5, ear, callUs })
    this.#link.open()
  }

  #hear(what: () => void): void {
    if (this.#isOver) return
    what()
    this.run.commit()
  }

  /** As a running desk: the gateway when something is due, the desk once a second. */
  #turn(n = 0): void {
    if (this.#isOver) return
    const now = liveClock.now()
    if (this.#gateway.nextTs <= now) this.#gateway.onTime(now)
    if (n % 100 === 0) this.run.onTime(now)
    liveClock.after(10_000, () => this.#turn(n + 1))
  }

  /** A closed bar of every instrument. */
  bar(): void {
    const ts = liveClock.now()
    for (const [i, { tick }] of this.#instruments.entries()) {
      const close = Math.round((i < this.#scene.positions ? dear : cheap) / Number(tick))
      const prices = { open: close, high: close, low: close, close }
      this.run.onBar({ instrument: i, ts, ...prices, volume: lots }, 'live')
    }
    this.run.commit()
  }

  /** @throws when it is not so within `seconds`. */
  async until(isSo: () => boolean, seconds: number): Promise<void> {
    const end = performance.now() + 1_000 * seconds
    while (!isSo()) {
      if (performance.now() > end) throw new Error('it takes too long')
      await sleep(1)
    }
  }

  /** What the account holds at the exchange, coin by coin: the same work leaves the same. */
  get hash(): string {
    const held = [...this.house.exchange.balances(0)].map(([name, { free }]) => `${name} ${free}`)
    return createHash('sha256').update(held.join('\n')).digest('hex').slice(0, 16)
  }

  async close(): Promise<void> {
    this.#isOver = true
    await this.#link?.close()
    await this.#server.close()
    this.#journal.close()
  }
}
