import { BarView, type View } from '../../agents/index.ts'
import { assert, defined } from '../../base/index.ts'
import type { Reading } from '../../features/index.ts'
import type { BoxCalls } from './box-calls.ts'
import { layout } from './layout.ts'

/** What of a view has been told to the box. */
export class BoxedView {
  readonly #calls: BoxCalls
  readonly #id: number
  readonly #view: BarView
  readonly #readings: readonly Reading[]
  /** Rows whose closes are told. */
  #told = 0

  constructor(calls: BoxCalls, seat: number, view: View) {
    // Every desk shows bars; what else there may be has no rows to tell.
    assert(view instanceof BarView, 'only views of bars pass into the box')
    this.#calls = calls
    this.#view = view
    this.#id = calls.look(seat, view.instrumentId)
    this.#readings = Object.keys(view.features).map((name) => defined(view.features[name], name))
  }

  /** Puts the view as it is now into the memory: the newest bar, and nothing that comes later. */
  show(state: number): void {
    const view = this.#view
    const { doubles } = this.#calls.box.memory
    if (view.row > this.#told) this.#tellPast(view.row - this.#told)
    doubles[layout.isNewBar] = view.row >= this.#told ? 1 : 0
    this.#told = view.row + 1
    doubles[layout.view] = this.#id
    doubles[layout.state] = state
    doubles[layout.asOf] = view.asOf
    doubles[layout.open] = view.open
    doubles[layout.high] = view.high
    doubles[layout.low] = view.low
    doubles[layout.close] = view.close
    doubles[layout.volume] = view.volume
    doubles[layout.position] = view.position
    doubles[layout.chance] = view.chance
    doubles[layout.barsPerYear] = view.barsPerYear
    const readings = this.#readings
    for (let i = 0; i < readings.length; i += 1)
      doubles[layout.features + i] = (readings[i] as Reading).value
  }

  /** Closes of bars at which nobody was asked. @param bars - How many before the newest. */
  #tellPast(bars: number): void {
    const { doubles } = this.#calls.box.memory
    for (let left = bars; left > 0; ) {
      const count = Math.min(left, layout.pastMax)
      for (let i = 0; i < count; i += 1) doubles[layout.closes + i] = this.#view.closeAgo(left - i)
      this.#calls.tellPast(this.#id, count)
      left -= count
    }
  }
}
