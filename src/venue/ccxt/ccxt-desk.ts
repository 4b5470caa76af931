import type { Micros } from '../../domain/index.ts'
import type { VenueAnswer, VenueRequest } from '../../execution/index.ts'
import type { AccountUpkeep } from './account-upkeep.ts'
import { isDenied, nameOf, sayError } from './ask-venue.ts'
import { type CcxtAccount, instrumentAt } from './ccxt-account.ts'
import { symbolOf } from './symbol-of.ts'
import { classifyError } from './classify-error.ts'
import { type FinderSetup, OrderFinder } from './find-order.ts'
import { venueOrderName } from './order-name.ts'
import { notFitting } from './draft-order.ts'
import { OrderPlacer } from './order-placer.ts'
import { readAccount } from './read-account.ts'
import { readCanceled } from './read-canceled.ts'
import { UnsoundAnswer } from './sound-answers.ts'

/** An order that came after its deadline may say that our clock is off. */
const isTooLate = /Deadline elapsed/

/** Once our clock was set by the venue's it goes by it, if not for long. Unit: us. */
const clockWaitUs = 100_000
/** Refusals in a row do not make us read a venue's markets more often. Unit: us. */
const gridRestUs = 10_000_000

export type DeskSetup = FinderSetup & {
  readonly now: () => Micros
  readonly upkeep: AccountUpkeep
}

/** An answer of a venue, and how long it wants to be left alone if it said so. */
export type DeskAnswer = { readonly answer: VenueAnswer; readonly retryAfterUs: number | undefined }

/** Carries requests out at a venue through ccxt, one call after the other. Never throws. */
export class CcxtDesk {
  readonly #account: CcxtAccount
  readonly #setup: DeskSetup
  readonly #finder: OrderFinder
  readonly #placer: OrderPlacer
  /** When the venue's markets were read last for an order was refused. */
  #gridTs = Number.NEGATIVE_INFINITY
  #isDeniedSaid = false

  constructor(setup: DeskSetup) {
    this.#account = setup.account
    this.#setup = setup
    this.#finder = new OrderFinder(setup)
    this.#placer = new OrderPlacer(setup)
  }

  async ask(request: VenueRequest): Promise<DeskAnswer> {
    const told = await this.#told(request)
    const { answer } = told
    const isRefused = answer.kind === 'refused' && !answer.isDuplicate
    if (request.kind !== 'place' || !isRefused || !(await this.#hasNewGrid())) return told
    return { answer: notFitting, retryAfterUs: undefined }
  }

  /**
   * Several requests of one kind, in one call; new orders of one instrument. A call that was
   * refused did nothing, and one that was wrong kept the others out: then each is asked by itself.
   */
  async askTogether(requests: readonly Batched[]): Promise<readonly DeskAnswer[]> {
    const [first] = requests
    if (first === undefined) return []
    try {
      const answers = await this.#together(requests)
      if (answers !== undefined)
        return answers.map((answer) => ({ answer, retryAfterUs: undefined }))
    } catch (error) {
      const told = await this.#answerFor(first, error)
      if (told.answer.kind !== 'refused') return requests.map(() => told)
    }
    const told: DeskAnswer[] = []
    for (const request of requests) told.push(await this.ask(request))
    return told
  }

  async #together(requests: readonly Batched[]): Promise<readonly VenueAnswer[] | undefined> {
    const placing = requests.filter((each) => each.kind === 'place')
    if (placing.length === requests.length) return this.#placer.placeTogether(placing)
    const { exchange, traits } = this.#account
    const names = requests.map(({ clientId }) => venueOrderName(clientId, traits.naming))
    await exchange.cancelOrders([], undefined, { ...traits.batch?.canceling(names) })
    return requests.map(() => ({ kind: 'done' }))
  }

  async #told(request: VenueRequest): Promise<DeskAnswer> {
    try {
      return { answer: await this.#carryOut(request), retryAfterUs: undefined }
    } catch (error) {
      return this.#answerFor(request, error)
    }
  }

  /** Whether the venue takes other steps than before: what it refused may be right, cut to them. */
  async #hasNewGrid(): Promise<boolean> {
    const now = this.#setup.now()
    if (now < this.#gridTs + gridRestUs) return false
    this.#gridTs = now
    return this.#setup.upkeep.readGrid()
  }

  #carryOut(request: VenueRequest): Promise<VenueAnswer> {
    if (request.kind === 'account') return readAccount(this.#account)
    if (request.kind === 'dead-man') return this.#setDeadMan(request.us)
    if (request.kind === 'place') return this.#placer.place(request)
    if (request.kind === 'cancel') return this.#cancel(request)
    if (request.kind === 'amend') return this.#placer.change(request)
    return this.#finder.lookUp(request)
  }

  async #setDeadMan(us: number): Promise<VenueAnswer> {
    await this.#account.exchange.cancelAllOrdersAfter(us / 1_000)
    return { kind: 'done' }
  }

  async #cancel({ clientId, instrument }: Named): Promise<VenueAnswer> {
    const { exchange, traits } = this.#account
    const clientOrderId = venueOrderName(clientId, traits.naming)
    const of = instrumentAt(this.#account, instrument)
    const told: unknown = await exchange.cancelOrder('', symbolOf(of.id), { clientOrderId })
    return readCanceled(told, clientId, of, traits) ?? { kind: 'done' }
  }

  async #answerFor({ kind }: VenueRequest, error: unknown): Promise<DeskAnswer> {
    const { replies, traits } = this.#account
    const reply = replies.behind(error)
    const fate = classifyError(error, reply, traits.words)
    // What was signed stands in the address; nobody needs to read it.
    const reason = sayError(error)
    if (isDenied(error)) this.#sayDenied(reason)
    if (error instanceof UnsoundAnswer) this.#setup.notice(reason)
    if (fate === 'clock' || isTooLate.test(reason)) await this.#setup.upkeep.setClock()
    const retryAfterUs = reply?.retryAfterUs
    const say = (answer: VenueAnswer): DeskAnswer => ({ answer, retryAfterUs })
    if (fate === 'throttled') return say({ kind: 'throttled', waitUs: retryAfterUs ?? 0 })
    // The venue is not asked too much: its budget learns nothing of this.
    if (fate === 'clock')
      return { answer: { kind: 'throttled', waitUs: clockWaitUs }, retryAfterUs: undefined }
    if (fate === 'missing' && kind === 'look-up') return say({ kind: 'missing' })
    if (fate === 'ambiguous' || (fate === 'missing' && kind === 'place'))
      return say({ kind: 'ambiguous', reason })
    return say({ kind: 'refused', reason, isDuplicate: fate === 'duplicate' })
  }

  #sayDenied(reason: string): void {
    if (this.#isDeniedSaid) return
    this.#isDeniedSaid = true
    const name = nameOf(this.#account.exchange)
    this.#setup.notice(
      `${name} does not take the key any more, or not for this (${reason}); nothing is sent there ` +
        'until it does.',
    )
  }
}

/** What can be asked for several orders at once. */
export type Batched = Extract<VenueRequest, { readonly kind: 'place' | 'cancel' }>

type Named = { readonly clientId: string; readonly instrument: number }
