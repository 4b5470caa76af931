import { secondUs } from '../../domain/index.ts'
import type {
  VenueAnswer,
  VenueLink,
  VenueOrder,
  VenueRequest,
  VenueSteps,
} from '../../execution/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { AccountUpkeep } from './account-upkeep.ts'
import type { CcxtAccount } from './ccxt-account.ts'
import { type Batched, CcxtDesk, type DeskAnswer } from './ccxt-desk.ts'
import { FillReader } from './fill-reader.ts'
import { OrderNumbers } from './order-numbers.ts'
import { RateBudget } from './rate-budget.ts'
import { leftShareOf } from './read-headers.ts'
import { RequestLine, type TurnedAway, type Waiting } from './request-line.ts'
import { ToldEnds } from './told-ends.ts'
import { type StreamEar, UserStream } from './user-stream.ts'

/** Who hears what a venue says. */
export type LinkEar = StreamEar & {
  onAnswer(ticket: number, answer: VenueAnswer): void
}

export type LinkSetup = {
  readonly account: CcxtAccount
  readonly clock: Clock
  readonly ear: LinkEar
  /** A number from 0 to 1, drawn anew each time: it keeps reconnecting desks apart. */
  readonly chance: () => number
  /** Time for one call in the long run; the venue's own by default. Unit: us. */
  readonly callUs?: number | undefined
}

const lengthMax = 256
const patienceUs = 2 * secondUs
/** Calls at once after a silence. */
const burst = 12
const reserve = 0.25
const inFlightMax = 8

/**
 * The way to a real venue. Requests wait for their turn in a line; what the venue says comes back
 * by itself, answers and news alike, and never while `send` runs.
 */
export class CcxtLink implements VenueLink {
  readonly #clock: Clock
  readonly #ear: LinkEar
  readonly #desk: CcxtDesk
  readonly #budget: RateBudget
  /** Calls that only the way out takes; the same budget where a venue does not tell them apart. */
  readonly #cancels: RateBudget
  readonly #line: RequestLine
  readonly #stream: UserStream
  readonly #account: CcxtAccount
  readonly #upkeep: AccountUpkeep
  readonly #ends = new ToldEnds()
  #underWay = 0
  #cancelsUnderWay = 0
  #cancelWake: (() => void) | undefined
  #isClosed = false

  constructor({ account, clock, ear, chance, callUs }: LinkSetup) {
    this.#account = account
    this.#clock = clock
    this.#ear = ear
    const notice = (sentence: string): void => ear.onNotice(sentence)
    const numbers = new OrderNumbers((clientId) => this.#lookUp(clientId))
    this.#upkeep = new AccountUpkeep({ account, clock, notice })
    const reader = new FillReader(account, () => clock.now())
    this.#desk = new CcxtDesk({
      account,
      reader,
      now: () => clock.now(),
      notice,
      numbers,
      upkeep: this.#upkeep,
    })
    const pace = { callUs: callUs ?? usualCallUs(account), reserve }
    this.#budget = new RateBudget({ capacity: burst, ...pace }, clock.now())
    const { cancels } = account.traits
    this.#cancels =
      cancels === undefined
        ? this.#budget
        : new RateBudget({ capacity: cancels.burst, ...pace }, clock.now())
    const budgetOf = (request: VenueRequest): RateBudget => this.#budgetOf(request)
    const terms = { lengthMax, patienceUs, calls: callsOf, budgetOf }
    this.#line = new RequestLine(this.#budget, terms)
    const onCanceled = this.#onCanceled.bind(this)
    this.#stream = new UserStream({ account, clock, ear, chance, numbers, reader, onCanceled })
    account.onHeard = ({ headers }) => {
      const left = leftShareOf(headers)
      if (left !== undefined) this.#onCounted(left)
    }
  }

  /** Begins to listen to what the venue says unasked, where it says anything. */
  open(): void {
    this.#upkeep.open()
    this.#stream.open()
  }

  send(ticket: number, request: VenueRequest): void {
    if (request.kind === 'cancel') this.#ends.expect(request.clientId)
    const order = request.kind === 'look-up' ? this.#ends.take(request.names) : undefined
    if (order !== undefined) return this.#answerLater(ticket, { kind: 'found', order })
    this.#later(this.#line.offer({ ticket, request }, this.#clock.now()))
    this.#wakeAt(this.#clock.now())
  }

  steps(instrument: number): VenueSteps | undefined {
    return this.#account.grid.steps(instrument)
  }

  get isReplacing(): boolean {
    return this.#account.traits.change?.isReplacing === true
  }

  /** Nothing is heard after. What is under way may still be carried out. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancelWake?.()
    this.#stream.close()
    this.#upkeep.close()
    await this.#account.exchange.close()
  }

  #turn(): void {
    if (this.#isClosed) return
    const now = this.#clock.now()
    this.#later(this.#line.turnAway(now))
    const { batch } = this.#account.traits
    for (;;) {
      const next = this.#line.next(now, (request) => this.#hasRoom(request))
      if (next === undefined) break
      const most = next.request.kind === 'cancel' ? batch?.cancelsMax : batch?.max
      void this.#ask([next, ...this.#line.alike(next, most ?? 1, now)])
    }
    const nextTs = this.#line.nextTs(now)
    // Whoever comes back turns it again.
    if (nextTs > now && nextTs < Number.POSITIVE_INFINITY) this.#wakeAt(nextTs)
  }

  /** Whether a request may join what is under way; many may that take an order back. */
  #hasRoom({ kind }: VenueRequest): boolean {
    const { countsNonces, cancels } = this.#account.traits
    if (countsNonces) return this.#underWay + this.#cancelsUnderWay < 1
    if (kind === 'cancel' && cancels !== undefined)
      return this.#cancelsUnderWay < cancels.inFlightMax
    return this.#underWay < inFlightMax
  }

  async #ask(asked: readonly Waiting[]): Promise<void> {
    const { cancels } = this.#account.traits
    const isApart = asked[0]?.request.kind === 'cancel' && cancels !== undefined
    if (isApart) this.#cancelsUnderWay += 1
    else this.#underWay += 1
    const answers = await this.#answersOf(asked)
    if (isApart) this.#cancelsUnderWay -= 1
    else this.#underWay -= 1
    for (const [i, waiting] of asked.entries()) this.#onAnswer(waiting, answers[i])
    this.#turn()
  }

  async #answersOf(asked: readonly Waiting[]): Promise<readonly DeskAnswer[]> {
    const batch = asked.map(({ request }) => request).filter(isBatched)
    if (batch.length > 1) return this.#desk.askTogether(batch)
    return Promise.all(asked.map(({ request }) => this.#desk.ask(request)))
  }

  #onAnswer({ ticket, request }: Waiting, came: DeskAnswer | undefined): void {
    if (this.#isClosed || came === undefined) return
    const { answer } = came
    const told = this.#learned(request, came)
    this.#ear.onAnswer(ticket, told)
    const isTaking = request.kind === 'place' && request.order.type === 'market'
    // Nobody else would say soon that it was filled.
    if (isTaking && answer.kind === 'done' && !this.#stream.isHeard) this.#lookUp(request.clientId)
  }

  /** Something of an order changed. */
  #lookUp(clientId: string): void {
    this.#ear.onUpdate({ kind: 'state', clientId, status: 'filled' })
  }

  #learned(request: VenueRequest, { answer, retryAfterUs }: DeskAnswer): VenueAnswer {
    const asked = this.#budgetOf(request)
    if (answer.kind === 'ambiguous') return answer
    if (answer.kind !== 'throttled') {
      asked.onAnswered()
      return answer
    }
    if (answer.waitUs > 0 && retryAfterUs === undefined) return answer
    const now = this.#clock.now()
    const waitUs = asked.onThrottled(retryAfterUs, now)
    const other = asked === this.#budget ? this.#cancels : this.#budget
    const isApart = this.#account.traits.cancels?.isApart ?? true
    if (!isApart) other.onThrottled(waitUs, now)
    return { kind: 'throttled', waitUs }
  }

  /** @param left - Part of what the venue allows. */
  #onCounted(left: number): void {
    const now = this.#clock.now()
    this.#budget.onCounted(left, now)
    const { cancels } = this.#account.traits
    if (cancels !== undefined)
      this.#cancels.onCounted((left * cancels.countedMax) / cancels.burst, now)
  }

  #budgetOf(request: VenueRequest): RateBudget {
    const isExit = request.kind === 'place' && request.order.isReduceOnly
    const isApart = this.#account.traits.cancels?.isApart === true
    return request.kind === 'cancel' || (isExit && isApart) ? this.#cancels : this.#budget
  }

  /** Tells of what was never sent, once whoever is sending now has come to an end. */
  #later(away: readonly TurnedAway[]): void {
    for (const { ticket, waitUs } of away) this.#answerLater(ticket, { kind: 'throttled', waitUs })
  }

  #answerLater(ticket: number, answer: VenueAnswer): void {
    this.#clock.after(0, () => {
      if (!this.#isClosed) this.#ear.onAnswer(ticket, answer)
    })
  }

  /** Whoever waits to ask what became of it has the answer. */
  #onCanceled(clientId: string, order: VenueOrder): void {
    if (!this.#ends.tell(clientId, order)) return
    const asking = this.#line.withdraw((names) => names.length === 1 && names[0] === clientId)
    for (const { ticket } of asking) this.#answerLater(ticket, { kind: 'found', order })
  }

  #wakeAt(ts: number): void {
    this.#cancelWake?.()
    const us = Math.max(ts - this.#clock.now(), 0)
    this.#cancelWake = this.#clock.after(us, () => this.#turn())
  }
}

/** ccxt's own pace for the venue, which it has in milliseconds. */
function usualCallUs({ exchange }: CcxtAccount): number {
  return Math.max((exchange.rateLimit ?? 1_000) * 1_000, 1)
}

/** A look-up asks for the order, where it may be under each of its names, and for its fills. */
function callsOf(request: VenueRequest): number {
  if (request.kind === 'look-up') return 2 + request.names.length
  return request.kind === 'account' ? 3 : 1
}

function isBatched(request: VenueRequest): request is Batched {
  return request.kind === 'place' || request.kind === 'cancel'
}
