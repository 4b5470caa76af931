import {
  type BarView,
  dataMiner,
  minedQuality,
  type MoatColumn,
  Researcher,
  type ResearchNews,
} from '../agents/index.ts'
import type { Json } from '../base/index.ts'
import { hourUs, type InstrumentId, type Micros } from '../domain/index.ts'
import { outside } from '../features/index.ts'
import type { Seat } from './seat.ts'

/** Deep researchers of a swarm: one for each of the first instruments. @see SPEC P1. */
const researchersMax = 3
/** Findings that are kept for people. */
const newsMax = 200

/**
 * Those of a swarm who look at every bar and decide nothing: a data miner on each instrument, and
 * researchers on the first three, who test whether what is known beside the bars leads them. What
 * is known beside bars changes by the hour or the day, so they look once an hour, however short
 * bars are.
 */
export class SwarmLookouts {
  readonly #seats: readonly Seat[]
  readonly #miners: readonly BarView[]
  readonly #mine: (view: BarView) => void
  readonly #researchers: readonly Researcher[]
  readonly #views: readonly BarView[]
  /** By researcher, the hour it looked at last, counted from 1970. */
  readonly #hours: number[]
  readonly #names: readonly string[]
  #news: ResearchNews[] = []
  /** Tests done, and how many of them found something. */
  tests = 0
  found = 0

  constructor(seats: readonly Seat[], columns: readonly MoatColumn[], seed: number) {
    this.#seats = seats
    const seated = dataMiner.seat({})
    if (!seated.ok) throw new TypeError(seated.error)
    const miner = seated.value
    const { features, makeMind } = miner
    this.#miners = seats.map((seat) => seat.look('data-miner', features, seed, makeMind))
    this.#mine = (view) => void miner.opine(view)
    this.#names = columns.map(({ column }) => column)
    const looked = Object.fromEntries(this.#names.map((name) => [name, outside(name)]))
    const places = columns.length === 0 ? [] : seats.slice(0, researchersMax)
    this.#researchers = places.map(({ instrument }) => {
      const instrumentId: InstrumentId = instrument.id
      return new Researcher({ instrumentId, columns }, { researchers: places.length })
    })
    this.#views = places.map((seat) => seat.look('researcher', looked, seed))
    this.#hours = places.map(() => -1)
  }

  /** All bars of `ts` are in. */
  onTime(ts: Micros): void {
    for (const [i, view] of this.#miners.entries()) {
      const { row } = (this.#seats[i] as Seat).peer
      if (row < 0) continue
      view.row = row
      this.#mine(view)
    }
    for (const [k, researcher] of this.#researchers.entries()) this.#research(k, researcher, ts)
  }

  #research(k: number, researcher: Researcher, ts: Micros): void {
    const view = this.#views[k] as BarView
    const { peer } = this.#seats[k] as Seat
    const hour = Math.floor(ts / hourUs)
    if (peer.row < 0 || peer.asOf !== ts || hour === this.#hours[k]) return
    this.#hours[k] = hour
    view.row = peer.row
    const values = this.#names.map((name) => view.features[name]?.value ?? Number.NaN)
    for (const news of researcher.onBar({ ts, close: view.close, values })) this.#note(news)
  }

  #note(news: ResearchNews): void {
    if (news.kind === 'round-done') return
    if (news.kind === 'finding') this.tests += 1
    if (news.kind !== 'finding' || !news.isFound) return
    this.found += 1
    this.#news = [news, ...this.#news].slice(0, newsMax)
  }

  /** How many test what is known beside the bars. */
  get researchers(): number {
    return this.#researchers.length
  }

  /** What was found, newest first. */
  get news(): readonly ResearchNews[] {
    return this.#news
  }

  /** How good the bars of instrument `i` are, 0 to 1; NaN before enough of them. */
  quality(i: number): number {
    return minedQuality(this.#miners[i]?.mind)
  }

  save(): Json {
    return {
      miners: this.#miners.map(({ mind }) => mind?.save() ?? null),
      researchers: this.#researchers.map((researcher) => researcher.save()),
      hours: [...this.#hours],
      news: this.#news as unknown as Json,
      counts: [this.tests, this.found],
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: readonly Json[] }
    for (const [i, { mind }] of this.#miners.entries()) mind?.load(saved['miners']?.[i] as Json)
    for (const [k, researcher] of this.#researchers.entries())
      researcher.load(saved['researchers']?.[k] as Json)
    for (const [k, hour] of (saved['hours'] ?? []).entries()) this.#hours[k] = Number(hour)
    this.#news = [...(saved['news'] as unknown as readonly ResearchNews[])]
    ;[this.tests, this.found] = saved['counts'] as unknown as readonly [number, number]
  }
}
