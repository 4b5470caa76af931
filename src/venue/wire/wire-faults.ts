import { type Micros, micros } from '../../domain/index.ts'
import type { Listing } from '../sim/exchange/listing.ts'
import { ClientClocks } from '../sim/fault/client-clocks.ts'
import { EventMarks } from '../sim/fault/event-marks.ts'
import { FaultCalendar, type FaultableExchange } from '../sim/fault/fault-calendar.ts'
import { FaultChances } from '../sim/fault/fault-chances.ts'
import { FaultGate } from '../sim/fault/fault-gate.ts'
import { FaultLine } from '../sim/fault/fault-line.ts'
import type { FaultPlan } from '../sim/fault/fault-plan.ts'
import type { Dialect, FeedWords, WireReply, WireRequest, WireSocket } from './dialect.ts'
import { WireLine } from './wire-line.ts'

/** All who ask share one allowance, one clock and one line. */
const everybody = 0

type Setup = {
  readonly plan: FaultPlan
  readonly seed: number
  readonly exchange: () => FaultableExchange
  /** As they were listed first. */
  readonly listings: readonly Listing[]
  /** The true time. */
  readonly startTs: Micros
  /** What the exchange's clock shows then. */
  readonly shownTs: Micros
}

/**
 * What goes wrong with a served exchange, and on the way to it, as a plan says: by chance, and the
 * same for the same messages in the same order.
 */
export class WireFaults {
  readonly #plan: FaultPlan
  readonly #chances: FaultChances
  readonly #gate: FaultGate
  readonly #calendar: FaultCalendar
  readonly #clocks: ClientClocks
  readonly #requests: FaultLine
  readonly #replies: FaultLine
  readonly #line = new WireLine()
  #now: Micros

  constructor({ plan, seed, exchange, listings, startTs, shownTs }: Setup) {
    const chances = new FaultChances(seed)
    this.#plan = plan
    this.#chances = chances
    this.#now = shownTs
    this.#gate = new FaultGate(plan, chances)
    this.#clocks = new ClientClocks(plan.driftPpm, chances, startTs)
    this.#clocks.set(everybody, shownTs, startTs)
    this.#requests = new FaultLine(plan, chances, 'order')
    this.#replies = new FaultLine(plan, chances, 'reply')
    const rules = listings.map((listing) => listing.rules)
    this.#calendar = new FaultCalendar(plan, chances, shownTs, exchange, rules)
  }

  /** What the exchange's own clock shows, which runs away from the true one. */
  clockAt(ts: Micros): Micros {
    this.#now = micros(Math.max(this.#now, this.#clocks.read(everybody, ts)))
    return this.#now
  }

  /**
   * Has the dialect answer, or says in its words what goes wrong. Reading fails in outages only.
   */
  answer(request: WireRequest, dialect: Dialect, ts: Micros): WireReply {
    const standing = this.#calendar.standingAt(ts)
    const isFree = isRead(request) && !standing.isOut
    const stampTs = dialect.stampOf(request) ?? ts
    const declined = isFree ? undefined : this.#gate.decline(everybody, stampTs, ts, standing)
    if (declined !== undefined) return dialect.refuse(declined)
    const reply = dialect.answer(request, ts)
    const failed = isFree ? undefined : this.#gate.failAfter()
    return failed === undefined ? reply : dialect.refuse(failed)
  }

  /**
   * Brings a request to the exchange and its answer back, if they get through. What arrives twice
   * is answered twice, and only the first answer has anywhere to go.
   *
   * @param reply - `undefined` when the request or its answer is lost.
   */
  carry(
    ts: Micros,
    answer: (now: Micros) => WireReply,
    reply: (answer: WireReply | undefined) => void,
  ): void {
    const { replayShare, replayUs } = this.#plan
    if (this.#line.isFull) return reply(undefined)
    const [first, ...more] = this.#requests.arrivals(everybody, ts)
    if (first === undefined) reply(undefined)
    else this.#line.at(first, ts, (now) => this.#giveBack(answer(now), now, reply))
    const again = this.#chances.hits('replay', replayShare)
      ? [ts + this.#chances.upTo('replay', replayUs)]
      : []
    for (const each of [...more, ...again]) this.#line.at(each, ts, (now) => void answer(now))
  }

  #giveBack(answer: WireReply, ts: Micros, reply: (answer: WireReply | undefined) => void): void {
    const [arrival] = this.#replies.arrivals(everybody, ts)
    if (arrival === undefined) reply(undefined)
    else this.#line.at(arrival, ts, () => reply(answer))
  }

  /** A socket whose client hears what gets through. */
  socket(socket: WireSocket, feed: FeedWords): WireSocket {
    const line = new FaultLine(this.#plan, this.#chances, 'socket')
    const gaps = new EventMarks()
    return {
      ...socket,
      send: (text) => {
        const told = this.#told(text, feed, gaps)
        if (told === undefined) return
        for (const arrival of line.arrivals(everybody, this.#now))
          this.#line.at(arrival, this.#now, () => socket.send(told))
      },
    }
  }

  /** What is left of a message to a client. */
  #told(text: string, feed: FeedWords, gaps: EventMarks): string | undefined {
    const { gapShare, gapMessages, checksumBreakShare } = this.#plan
    if (this.#line.isFull || this.#calendar.standingAt(this.#now).isOut) return undefined
    if (gapShare === 0 && checksumBreakShare === 0) return text
    const message = feed.read(text)
    if (message === undefined) return text
    const starts = this.#chances.hits('gap', gapShare) ? gapMessages : 0
    if (gaps.isInGap(message.instrument, starts)) return undefined
    if (!message.isBook || !this.#chances.hits('checksum-break', checksumBreakShare)) return text
    return feed.misquote(text, this.#chances.upTo('checksum-break', 9))
  }

  /**
   * Takes what clients say on their sockets to the exchange, if it gets through: late or never, but
   * not twice, for a connection has its own guard against that.
   */
  hearing(hear: (text: string, now: Micros) => void): (text: string, now: Micros) => void {
    const line = new FaultLine({ ...this.#plan, duplicateShare: 0 }, this.#chances, 'said')
    return (text, ts) => {
      if (this.#line.isFull || this.#calendar.standingAt(ts).isOut) return
      for (const arrival of line.arrivals(everybody, ts))
        this.#line.at(arrival, ts, (now) => hear(text, now))
    }
  }

  onTrade(trade: number): void {
    this.#calendar.note(trade)
  }

  onTime(ts: Micros): void {
    if (this.#calendar.nextTs <= ts) this.#calendar.step(ts)
  }

  /** Brings where it goes what is due by now. */
  deliver(ts: Micros): void {
    this.#line.run(ts)
  }
}

function isRead({ method, query, path }: WireRequest): boolean {
  if (path.startsWith('/0/')) return path.startsWith('/0/public/')
  return method === 'GET' && !query.includes('signature=')
}
