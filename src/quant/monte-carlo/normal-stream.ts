import { requireRandom } from '../argument.ts'
import { Random } from '../../base/index.ts'
import { compiledDraws } from './compiled-draws.ts'
import { blockLength, type DrawProgram } from './draw-program.ts'
import { plainDraws } from './plain-draws.ts'
import { density, edge, width } from './ziggurat.ts'

let shared: DrawProgram | undefined

/** One for all streams, made for the first: the state is lent to it for a block. */
function sharedDraws(): DrawProgram {
  shared ??= compiledDraws() ?? plainDraws()
  return shared
}

/**
 * Standard normal draws in bulk: the ziggurat of 256 layers over xoshiro256**, one 64-bit word a
 * draw in 99 of 100. The 8 lowest bits choose the layer and the 53 highest the place in it, so that
 * the two do not depend on one another.
 *
 * @see Marsaglia and Tsang, "The ziggurat method for generating random variables", 2000; Doornik,
 *   "An improved ziggurat method to generate normal random samples", 2005.
 */
export class NormalStream {
  readonly #state: Int32Array
  /** For the one draw in a hundred that needs more than a word. */
  readonly #chance: Random
  readonly #program: DrawProgram

  /**
   * Takes sixteen draws of `random` as its own state; from then on neither moves the other.
   *
   * @param program - What draws: the fastest there is by default, and all draw the same.
   */
  constructor(random: Random, program: DrawProgram = sharedDraws()) {
    requireRandom(random)
    this.#program = program
    this.#state = Int32Array.from(wordsOf(random))
    this.#chance = new Random(wordsOf(random))
  }

  /** Writes draws to `out` from `start` up to, not including, `end`. */
  draw(out: Float64Array, start = 0, end: number = out.length): void {
    for (let from = start; from < end; from += blockLength) {
      const count = Math.min(blockLength, end - from)
      this.#drawBlock(count)
      out.set(this.#program.drawn.subarray(0, count), from)
    }
  }

  #drawBlock(count: number): void {
    const { state, drawn, run } = this.#program
    state.set(this.#state)
    for (let at = run(0, count); at < count; at = run(at + 1, count)) drawn[at] = this.#beyond(at)
    this.#state.set(state)
  }

  /** The draw that was stopped at: in the tail, in the wedge of its layer, or another. */
  #beyond(at: number): number {
    const { drawn, run, stoppedLayer, stoppedPlace } = this.#program
    for (;;) {
      const place = stoppedPlace[0] as number
      const layer = stoppedLayer[0] as number
      if (layer === 0) return place < 0 ? -this.#tail() : this.#tail()
      const draw = place * (width[layer] as number)
      const low = density[layer] as number
      const high = density[layer + 1] as number
      if (low + this.#chance.next() * (high - low) < Math.exp((-draw * draw) / 2)) return draw
      if (run(at, at + 1) > at) return drawn[at] as number
    }
  }

  /** A draw above `edge`. @see Marsaglia, "Generating a variable from the tail", 1964. */
  #tail(): number {
    for (;;) {
      const above = -Math.log(1 - this.#chance.next()) / edge
      const height = -Math.log(1 - this.#chance.next())
      if (2 * height > above * above) return edge + above
    }
  }
}

function wordsOf(random: Random): Uint32Array {
  const halves = new Uint32Array(8)
  for (let half = 0; half < 8; half += 1) halves[half] = random.below(4294967296)
  // All zero would stay so for ever: a chance of 2^-256.
  if (halves.every((half) => half === 0)) halves[0] = 1
  return halves
}
