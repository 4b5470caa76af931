import type { Micros } from '../../domain/index.ts'
import type { VenueRequest } from '../../execution/index.ts'
import type { RateBudget } from './rate-budget.ts'

/** A request in the line. */
export type Waiting = {
  readonly ticket: number
  readonly request: VenueRequest
}

/** A request that was never sent; whoever sent it may ask again after a while. Unit: us. */
export type TurnedAway = { readonly ticket: number; readonly waitUs: number }

export type LineTerms = {
  /** Requests that may wait at once. */
  readonly lengthMax: number
  /** A new order that would wait longer is turned away. Unit: us. */
  readonly patienceUs: number
  /** Calls that each kind of request takes. */
  readonly calls: (request: VenueRequest) => number
  /** Whose calls a request takes, where the venue counts some apart. */
  readonly budgetOf?: (request: VenueRequest) => RateBudget
}

/** The way out first, then what is to be known, then the way in. */
type Rank = 0 | 1 | 2

type Place = Waiting & {
  readonly rank: Rank
  readonly calls: number
  readonly lateTs: number
  readonly budget: RateBudget
}

/**
 * Requests that wait for their turn at a venue. Cancels and exits go first, and the look-ups an
 * exit waits for; other look-ups next, entries last and without touching the reserve; within a rank
 * first come, first served.
 *
 * New orders, of either kind, are turned away rather than kept longer than `patienceUs`: an entry
 * at once when its turn would come later. When the line is full, whoever is last in it is turned
 * away. Nothing is lost in silence: what is turned away is told, and was never sent.
 */
export class RequestLine {
  readonly #budget: RateBudget
  readonly #terms: LineTerms
  #places: readonly Place[] = []

  constructor(budget: RateBudget, terms: LineTerms) {
    this.#budget = budget
    this.#terms = terms
  }

  get length(): number {
    return this.#places.length
  }

  /** Lines a request up. @returns Who is turned away for it: others, or itself, or nobody. */
  offer({ ticket, request }: Waiting, ts: Micros): readonly TurnedAway[] {
    const { calls, lengthMax, patienceUs, budgetOf } = this.#terms
    const rank = rankOf(request)
    const budget = budgetOf?.(request) ?? this.#budget
    const cost = Math.min(calls(request), budget.callsMax)
    const lateTs = request.kind === 'place' ? ts + patienceUs : Number.POSITIVE_INFINITY
    const place = { ticket, request, rank, calls: cost, lateTs, budget }
    const wait = this.#turnUs(place, ts)
    if (rank === 2 && wait > patienceUs) return [{ ticket, waitUs: wait }]
    const behind = this.#places.findIndex((each) => each.rank > rank)
    const at = behind < 0 ? this.#places.length : behind
    const ordered = this.#places.toSpliced(at, 0, place)
    this.#places = ordered.slice(0, lengthMax)
    return ordered.slice(lengthMax).map((each) => ({ ticket: each.ticket, waitUs: wait }))
  }

  /**
   * The request whose turn it is, if its budget has calls for it.
   *
   * @param mayGo - Whether there is room for it under way.
   */
  next(ts: Micros, mayGo: (request: VenueRequest) => boolean = always): Waiting | undefined {
    for (const head of this.#heads()) {
      const sent = mayGo(head.request) ? this.#send(head, ts) : undefined
      if (sent !== undefined) return sent
    }
    return undefined
  }

  /** The first of every budget: who waits for one holds up nobody who takes from another. */
  #heads(): readonly Place[] {
    const heads: Place[] = []
    for (const place of this.#places) {
      // But an entry waits for all that goes before it.
      if (place.rank === 2 && heads.length > 0) break
      if (heads.every(({ budget }) => budget !== place.budget)) heads.push(place)
    }
    return heads
  }

  #send(place: Place, ts: Micros): Waiting | undefined {
    if (place.lateTs < ts || !place.budget.take(place.calls, place.rank < 2, ts)) return undefined
    return this.#leave(place)
  }

  #leave(place: Place): Waiting {
    this.#places = this.#places.filter((each) => each !== place)
    return { ticket: place.ticket, request: place.request }
  }

  /**
   * What waits right behind `first` and can be asked in one call with it: new orders of the same
   * instrument, each of which takes its calls from the budget all the same, or cancels of any,
   * which venues do not count one by one.
   *
   * @param most - Requests in one call, the first among them.
   */
  alike(first: Waiting, most: number, ts: Micros): readonly Waiting[] {
    const more: Waiting[] = []
    while (more.length + 1 < most) {
      const next = this.#heads().find(({ request }) => keyOf(request) === keyOf(first.request))
      if (next === undefined || keyOf(next.request) === '') break
      const taken = next.request.kind === 'cancel' ? this.#leave(next) : this.#send(next, ts)
      if (taken === undefined) break
      more.push(taken)
    }
    return more
  }

  /** Takes look-ups out of the line whose answer is known. */
  withdraw(isKnown: (names: readonly string[]) => boolean): readonly Waiting[] {
    const known = this.#places.filter(
      ({ request }) => request.kind === 'look-up' && isKnown(request.names),
    )
    if (known.length > 0) this.#places = this.#places.filter((each) => !known.includes(each))
    return known
  }

  /** New orders that waited too long. To be called before `next`. */
  turnAway(ts: Micros): readonly TurnedAway[] {
    const late = this.#places.filter(({ lateTs }) => lateTs < ts)
    if (late.length === 0) return []
    this.#places = this.#places.filter(({ lateTs }) => lateTs >= ts)
    const waitUs = this.#budget.waitUs(1, true, ts)
    return late.map(({ ticket }) => ({ ticket, waitUs }))
  }

  /** When something can be done if nothing is offered before; infinity when nothing waits. */
  nextTs(ts: Micros): number {
    const turns = this.#heads().map(
      ({ budget, calls, rank }) => ts + budget.waitUs(calls, rank < 2, ts),
    )
    return Math.min(...turns, ...this.#places.map(({ lateTs }) => lateTs + 1))
  }

  /** How long until the turn of a request that joins now, as far as can be said. */
  #turnUs({ rank, calls, budget }: Place, ts: Micros): number {
    const ahead = this.#places
      .filter((each) => each.rank <= rank && each.budget === budget)
      .reduce((sum, each) => sum + each.calls, 0)
    return budget.waitUs(ahead + calls, rank < 2, ts)
  }
}

const always = (): boolean => true

/** Requests of one key can be asked in one call; empty for those that cannot. */
function keyOf(request: VenueRequest): string {
  if (request.kind === 'cancel') return 'cancel'
  return request.kind === 'place' ? `place ${request.order.instrument}` : ''
}

function rankOf(request: VenueRequest): Rank {
  if (request.kind === 'cancel') return 0
  if (request.kind === 'look-up' && request.isForExit === true) return 0
  if (request.kind !== 'place') return 1
  return request.order.isReduceOnly ? 0 : 2
}
