import type { Random } from '../../src/base/index.ts'
import type { Micros } from '../../src/domain/index.ts'
import type {
  CommandResult,
  EventMark,
  ExchangeEvent,
  FaultyClient,
  QueryResult,
} from '../../src/venue/sim/index.ts'
import { promise } from './exchange-violation.ts'
import { MarketPicture } from './fault-books.ts'
import { NaiveClient } from './fault-client.ts'
import { drawIntent } from './fault-intents.ts'
import type { ClientAccount, ClientPort } from './fault-client.ts'
import type { WatchedExchange } from './fault-watched-exchange.ts'

/** Clients that share one connection for the market and have one each for themselves. */
export class FaultClients implements FaultyClient {
  readonly #port: FaultyPort
  readonly #clients: readonly NaiveClient[]
  readonly #markets: readonly MarketPicture[]
  readonly #looks = new Map<number, number>()
  readonly #lookTs: number[] = []
  readonly #note: (kind: string, line: string) => void

  /** @param note - Told of everything the clients were answered. */
  constructor(
    port: FaultyPort,
    accounts: readonly ClientAccount[],
    note: (kind: string, line: string) => void,
  ) {
    const { listings } = port.exchange
    this.#port = port
    this.#note = note
    this.#clients = accounts.map((account) => new NaiveClient(account, port, listings))
    this.#markets = listings.map((_, i) => new MarketPicture(i))
    port.connect(this)
  }

  get resent(): number {
    return this.#clients.reduce((sum, { resent }) => sum + resent, 0)
  }

  get resentGroups(): number {
    return this.#clients.reduce((sum, { resentGroups }) => sum + resentGroups, 0)
  }

  get breaks(): number {
    return this.#markets.reduce((sum, { breaks }) => sum + breaks, 0)
  }

  /** How often what was built from events alone was compared with what was read. */
  get compared(): number {
    const all = [...this.#clients.map(({ picture }) => picture), ...this.#markets]
    return all.reduce((sum, { compared }) => sum + compared, 0)
  }

  get isSettled(): boolean {
    return (
      this.#clients.every(({ isSettled }) => isSettled) &&
      this.#markets.every(({ channel }) => !channel.isBehind)
    )
  }

  trouble(): string {
    const orders = this.#clients.flatMap((client) => client.unresolved())
    const behind = this.#clients.filter(({ picture }) => picture.channel.isBehind).length
    const markets = this.#markets.filter(({ channel }) => channel.isBehind).length
    const names = orders
      .map(({ names: legs, state }) => `${legs.join(' and ')} ${state}`)
      .join(', ')
    return `orders not known of: ${names || 'none'}; behind: ${behind} clients, ${markets} markets`
  }

  /** @param random - Without it nothing new is begun. */
  act(random: Random | undefined): void {
    const ticksOf = (instrument: number): number => this.#markets[instrument]?.last ?? 0
    const { listings } = this.#port.exchange
    for (const client of this.#clients) {
      client.act()
      if (random !== undefined && random.next() < 0.3) drawIntent(random, client, ticksOf, listings)
    }
    for (const [i, market] of this.#markets.entries()) {
      const { now } = this.#port
      const isDue = market.channel.isBehind || now > market.readTs + pollUs
      if (isDue && now > (this.#lookTs[i] ?? 0) + patienceUs) this.#look(i)
    }
  }

  #look(instrument: number): void {
    this.#lookTs[instrument] = this.#port.now
    const account = this.#clients[0]?.account ?? 0
    this.#looks.set(this.#port.ask(account, { kind: 'book', instrument }), instrument)
  }

  compare(exchange: WatchedExchange): void {
    for (const market of this.#markets) market.compare(exchange)
    for (const { account, picture, sent } of this.#clients) {
      const fills = exchange.fills(account)
      const openOrders = exchange.openOrders(account)
      const balances = exchange.balances(account)
      const positions = exchange.positions(account)
      picture.compare(account, { openOrders, fills, balances, positions })
      for (const { names, state } of new Set(sent.values())) {
        const there = names.filter(
          (clientId) => exchange.order(account, { clientId }) !== undefined,
        )
        const isWhole = there.length === names.length
        const isKnown = isWhole || (state === 'refused' && there.length === 0)
        const what = names.join(' and ')
        promise(isKnown, 'orders', () => `${what}: ${state}, at the exchange ${there.join()}`)
      }
      const all = [...openOrders, ...exchange.closedOrders(account)]
      for (const { request } of all) {
        // The exchange's own orders, of a liquidation, have no name.
        const isOwn = request.clientId === '' || sent.has(request.clientId)
        promise(isOwn, 'orders', () => `nobody sent ${request.clientId}`)
      }
    }
  }

  onAnswer(account: number, ticket: number, result: CommandResult, ts: Micros): void {
    const code = result.ok ? 'answer' : result.error.code
    this.#note(code, `answer ${account} ${ticket} ${code} ${ts}\n`)
    this.#of(account)?.onAnswer(ticket, result)
  }

  onReading(account: number, ticket: number, result: QueryResult, ts: Micros): void {
    const code = result.ok ? 'reading' : result.error.code
    this.#note(code, `reading ${account} ${ticket} ${code} ${ts}\n`)
    const instrument = this.#looks.get(ticket)
    if (instrument === undefined) return this.#of(account)?.onReading(ticket, result)
    if (result.ok && result.value.kind === 'book') this.#markets[instrument]?.read(result.value, ts)
  }

  onExchangeEvent(event: ExchangeEvent, ts: Micros, mark: EventMark): void {
    this.#note('heard', `heard ${event.sequence} ${ts}\n`)
    if ('account' in event) this.#of(event.account)?.hear(event, mark)
    else this.#markets[event.instrument]?.hear(event, mark)
  }

  #of(account: number): NaiveClient | undefined {
    return this.#clients.find((client) => client.account === account)
  }
}

const patienceUs = 1_500_000
const pollUs = 5_000_000

type FaultyPort = ClientPort & {
  readonly exchange: WatchedExchange
  connect(client: FaultyClient): void
}
