import type { Json } from '../base/index.ts'
import { hourUs, type InstrumentId, type Micros, micros, minuteUs } from '../domain/index.ts'
import { type BuilderEvent, type BuilderFigures, type Refusal, refusals } from './builder-event.ts'
import type { Consensus } from './rule-of-three.ts'
import { teamSeats } from './team-seats.ts'

/** What a builder goes by. */
export type BuilderTerms = {
  /** Instruments with a team at once. */
  readonly capacity: number
  /** After a team was deployed or released, before the next on the same instrument. Unit: us. */
  readonly coolDownUs: number
  /** How old a consensus may be. Unit: us. */
  readonly freshUs: number
  /** Quality of the data of an instrument from which on a team is deployed, 0 to 1. */
  readonly qualityMin: number
}

/** Those of the house. @see SPEC P6. */
const usualTerms: BuilderTerms = {
  capacity: 15,
  coolDownUs: hourUs,
  freshUs: minuteUs,
  qualityMin: 0.9,
}

/** What is active from the start, under each name it goes by. */
const fromTheStart: ReadonlySet<string> = new Set(['BTC', 'XBT', 'ETH'])

/** What is known of an instrument that ever had a team. Times in us; -1 for never. */
type Site = { isActive: boolean; movedAt: number; releasedAt: number; consensusAt: number }

/**
 * Deploys a team of nineteen on an instrument when a team of explorers wants it: at most fifteen
 * instruments at once, and one hour of cool-down for each of them. A consensus is good once, for a
 * minute, and only if it was reached after the instrument was last released: what hibernates is
 * woken by a new one.
 *
 * A pure state machine: what it answers depends on what it was told and on nothing else. A time
 * before an earlier one counts as that.
 */
export class Builder {
  readonly #terms: BuilderTerms
  readonly #sites = new Map<InstrumentId, Site>()
  #now = 0
  #asked = 0
  #deployed = 0
  #started = 0
  #restored = 0
  #released = 0
  #refused = noRefusals()

  constructor(terms: Partial<BuilderTerms> = {}) {
    this.#terms = { ...usualTerms, ...terms }
  }

  /** Deploys teams on what is active from the start: BTC and ETH, as far as there is room. */
  start(ts: Micros, instruments: readonly InstrumentId[]): readonly BuilderEvent[] {
    this.#pass(ts)
    return instruments
      .filter((id) => fromTheStart.has(id.split('-')[0] ?? '') && !this.isActive(id))
      .slice(0, this.#terms.capacity - this.active.length)
      .map((id) => {
        this.#started += 1
        return this.#deploy(id, 'start')
      })
  }

  /**
   * A team of explorers has come to something.
   *
   * @param quality - Of the instrument's data, 0 to 1, as its miner measures it; not asked for when
   *   left out.
   */
  consider(ts: Micros, consensus: Consensus, quality = 1): BuilderEvent {
    this.#pass(ts)
    this.#asked += 1
    const { instrumentId, team } = consensus
    const refusal = this.#refusal(consensus, quality)
    if (refusal !== undefined) {
      const [why, reason] = refusal
      this.#refused[why] += 1
      return { kind: 'team-refused', ts: micros(this.#now), instrumentId, by: team, why, reason }
    }
    this.#deployed += 1
    if (this.#sites.has(instrumentId)) this.#restored += 1
    const event = this.#deploy(instrumentId, team)
    this.#site(instrumentId).consensusAt = consensus.ts
    return event
  }

  #refusal(
    { instrumentId, isReached, votesFor, confidence, ts }: Consensus,
    quality: number,
  ): readonly [Refusal, string] | undefined {
    const { capacity, coolDownUs, freshUs, qualityMin } = this.#terms
    const { isActive, movedAt, releasedAt, consensusAt } = this.#site(instrumentId)
    const now = this.#now
    if (!isReached)
      return ['no-consensus', `${votesFor} for it at ${percent(confidence)} in the mean`]
    if (isActive) return ['active', 'it has a team']
    const isOld = now - ts > freshUs || ts > now || ts <= releasedAt || ts <= consensusAt
    if (isOld) return ['stale-consensus', 'the consensus is not of now, or was used']
    const left = movedAt < 0 ? 0 : movedAt + coolDownUs - now
    if (left > 0)
      return ['cool-down', `minutes of cool-down that are left: ${Math.ceil(left / minuteUs)}`]
    if (!(quality >= qualityMin))
      return ['data', `its data are good for ${percent(quality)}, ${percent(qualityMin)} is needed`]
    const active = this.active.length
    if (active >= capacity) return ['capacity', `${active} of ${capacity} instruments are active`]
    return undefined
  }

  /** What has lost too much hibernates: its team is released. @returns Nothing if it has none. */
  hibernate(ts: Micros, id: InstrumentId): BuilderEvent | undefined {
    return this.release(ts, id, 'it hibernates')
  }

  /** Frees the seats of an instrument; its patterns are kept for when it comes back. */
  release(ts: Micros, id: InstrumentId, reason: string): BuilderEvent | undefined {
    this.#pass(ts)
    if (!this.isActive(id)) return undefined
    this.#released += 1
    const now = this.#now
    const { consensusAt } = this.#site(id)
    this.#sites.set(id, { isActive: false, movedAt: now, releasedAt: now, consensusAt })
    return { kind: 'team-released', ts: micros(now), instrumentId: id, seats: teamSeats, reason }
  }

  isActive(id: InstrumentId): boolean {
    return this.#sites.get(id)?.isActive ?? false
  }

  /** Instruments with a team, in the order in which they first got one. */
  get active(): readonly InstrumentId[] {
    return [...this.#sites].filter(([, { isActive }]) => isActive).map(([id]) => id)
  }

  get figures(): BuilderFigures {
    return {
      asked: this.#asked,
      deployed: this.#deployed,
      started: this.#started,
      restored: this.#restored,
      released: this.#released,
      refused: { ...this.#refused },
      active: this.active.length,
    }
  }

  #pass(ts: number): void {
    if (ts > this.#now) this.#now = ts
  }

  #site(id: InstrumentId): Site {
    return this.#sites.get(id) ?? { isActive: false, movedAt: -1, releasedAt: -1, consensusAt: -1 }
  }

  #deploy(id: InstrumentId, by: string): BuilderEvent {
    const now = micros(this.#now)
    const isRestored = this.#sites.has(id)
    this.#sites.set(id, { ...this.#site(id), isActive: true, movedAt: now })
    return { kind: 'team-deployed', ts: now, instrumentId: id, by, seats: teamSeats, isRestored }
  }

  save(): Json {
    return {
      now: this.#now,
      sites: [...this.#sites].map(([id, { isActive, movedAt, releasedAt, consensusAt }]) => [
        ...[id, isActive, movedAt, releasedAt, consensusAt],
      ]),
      counts: [this.#asked, this.#deployed, this.#started, this.#restored, this.#released],
      refused: { ...this.#refused },
    }
  }

  load(state: Json): void {
    const saved = state as unknown as {
      readonly now: number
      readonly sites: readonly (readonly [InstrumentId, boolean, number, number, number])[]
      readonly counts: readonly [number, number, number, number, number]
      readonly refused: Record<Refusal, number>
    }
    this.#now = saved.now
    this.#sites.clear()
    for (const [id, isActive, movedAt, releasedAt, consensusAt] of saved.sites)
      this.#sites.set(id, { isActive, movedAt, releasedAt, consensusAt })
    const counts = saved.counts
    ;[this.#asked, this.#deployed, this.#started, this.#restored, this.#released] = counts
    this.#refused = { ...saved.refused }
  }
}

function noRefusals(): Record<Refusal, number> {
  const none: Partial<Record<Refusal, number>> = {}
  for (const why of refusals) none[why] = 0
  return none as Record<Refusal, number>
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}
