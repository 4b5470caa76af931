import {
  type Agent,
  BarPeer,
  BarView,
  type FeatureSpecs,
  type Opinion,
  type Recall,
} from '../../src/agents/index.ts'
import { defined, type Json, Random } from '../../src/base/index.ts'
import { BarColumns, dayUs } from '../../src/domain/index.ts'
import { usualPlace } from '../../src/engine/index.ts'
import { FeatureSet } from '../../src/features/index.ts'
import type { LoadedBars } from '../../src/market/index.ts'

const seed = 11

/** Share of equity that is held while an agent is asked: nothing, long, nothing, short. */
const held = [0, 0.1, 0, -0.1] as const

export type AskedOptions = {
  /**
   * All are its peers, and their bars close together. The last is what it is asked about: on a desk
   * too, bars that close together become known in the order of instruments.
   */
  readonly markets: readonly LoadedBars[]
  /** Whether bars become known one at a time, as on a running desk. */
  readonly isBarByBar?: boolean
  /** What it may ask of memory; nothing when left out. */
  readonly recall?: Recall
}

/**
 * An agent and all that a desk would show it of a market, without the desk: features, peers, a
 * mind, and a position that goes by the row alone.
 */
export class AskedAgent {
  readonly agent: Agent
  readonly view: BarView
  readonly #features: FeatureSet
  readonly #peers: readonly BarPeer[]
  readonly #bars: BarColumns
  readonly #isBarByBar: boolean

  constructor(agent: Agent, { markets, isBarByBar = false, recall }: AskedOptions) {
    const { instrument, bars, intervalUs } = defined(markets.at(-1), 'a market')
    this.agent = agent
    this.#bars = bars
    this.#isBarByBar = isBarByBar
    this.#features = new FeatureSet(bars, {
      tickSize: instrument.tickSize,
      lotSize: instrument.lotSize,
      intervalUs,
      outside: outsideColumns(agent.features, bars.length),
    })
    this.#peers = markets.map((of) => new BarPeer(of.instrument, of.bars))
    const chance = Random.stream(seed, agent.id)
    const specs = Object.entries(agent.features)
    this.view = new BarView({
      instrumentId: instrument.id,
      bars,
      tickSize: instrument.tickSize,
      lotSize: instrument.lotSize,
      barsPerYear: (365 * dayUs) / intervalUs,
      features: Object.fromEntries(specs.map(([name, of]) => [name, this.#features.reading(of)])),
      peers: this.#peers,
      chanceKey: chance.below(4294967296),
      mind: agent.makeMind?.(chance.below(4294967296)),
      recall,
      place: usualPlace(instrument, intervalUs),
    })
  }

  /** Rows before it is first asked. */
  get warmup(): number {
    return this.#features.warmup
  }

  /** Shows it row `row`: every row once, in order. @returns Whether it may be asked. */
  moveTo(row: number): boolean {
    this.#features.moveTo(row, this.#isBarByBar ? row + 1 : this.#bars.length)
    for (const peer of this.#peers) peer.row = row
    this.view.row = row
    this.view.position = held[row % held.length] as number
    return row + 1 >= this.warmup
  }

  opine(): Opinion | undefined {
    const said = this.agent.opine(this.view)
    // What `view.say` returns is written over on the next bar.
    return said && { ...said }
  }

  /** What it says at each row from `from` on; the text is compared, so that NaN is seen. */
  log(from: number, to: number): readonly string[] {
    const said: string[] = []
    for (let row = from; row < to; row += 1)
      said.push(this.moveTo(row) ? textOf(this.opine()) : 'warming up')
    return said
  }

  /** Only of one whose bars become known one at a time. */
  save(): Json {
    return { features: this.#features.save(), mind: this.view.mind?.save() ?? null }
  }

  load(state: Json, rows: number): void {
    const { features, mind } = state as { readonly [key: string]: Json }
    this.#features.load(features as Json, rows)
    if (mind !== null) this.view.mind?.load(mind as Json)
  }
}

/** Every number of an opinion, to the bit. */
export function textOf(said: Opinion | undefined): string {
  if (said === undefined) return 'abstains'
  const { exposure, confidence, stop, target, holdUs, follows, quotes, legs } = said
  const { bid, ask, share, inventoryMax } = quotes ?? {}
  const sides = [bid, ask, share, inventoryMax, JSON.stringify(legs)]
  return [exposure, confidence, stop, target, holdUs, follows, ...sides].join()
}

/** Columns that come and go: known for a day, unknown for a day. */
function outsideColumns(specs: FeatureSpecs, rows: number): Record<string, Float64Array> {
  const columns: Record<string, Float64Array> = {}
  for (const { outside } of Object.values(specs)) {
    if (outside === undefined) continue
    const random = Random.stream(seed, outside)
    columns[outside] = Float64Array.from({ length: rows }, (_, row) =>
      row % 48 < 24 ? 10 + random.normal() : Number.NaN,
    )
  }
  return columns
}
