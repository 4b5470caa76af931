import { Random } from '../../base/index.ts'
import { density, edge, inside, width } from './ziggurat.ts'

/** Draws per call of the loop: a loop that runs for long is compiled while it runs, and badly. */
const blockLength = 2_048

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
  readonly #one = new Float64Array(1)
  #layer = 0
  #place = 0

  /** Takes sixteen draws of `random` as its own state; from then on neither moves the other. */
  constructor(random: Random) {
    this.#state = Int32Array.from(wordsOf(random))
    this.#chance = new Random(wordsOf(random))
  }

  /** Writes draws to `out` from `start` up to, not including, `end`. */
  draw(out: Float64Array, start = 0, end: number = out.length): void {
    let at = start
    while (at < end) {
      const until = Math.min(at + blockLength, end)
      at = this.#run(out, at, until)
      if (at < until) {
        out[at] = this.#beyond()
        at += 1
      }
    }
  }

  /**
   * Draws until one falls outside the part of its layer that needs no second look.
   * The words are in locals, as halves of 32 bits: this loop is all the time that is taken.
   *
   * @returns Where it stopped: `to`, or the place of the draw to be looked at.
   */
  #run(out: Float64Array, from: number, to: number): number {
    const s = this.#state
    let aLo = s[0] as number
    let aHi = s[1] as number
    let bLo = s[2] as number
    let bHi = s[3] as number
    let cLo = s[4] as number
    let cHi = s[5] as number
    let dLo = s[6] as number
    let dHi = s[7] as number
    const insides = inside
    const widths = width
    let at = from
    for (; at < to; at += 1) {
      // The word is rotl(b * 5, 7) * 9.
      const fourLo = bLo << 2
      const fiveLo = (fourLo + bLo) | 0
      const fiveHi = (((bHi << 2) | (bLo >>> 30)) + bHi + carry(fourLo, bLo, fiveLo)) | 0
      const turnLo = (fiveLo << 7) | (fiveHi >>> 25)
      const turnHi = (fiveHi << 7) | (fiveLo >>> 25)
      const eightLo = turnLo << 3
      const lo = (eightLo + turnLo) | 0
      const hi = (((turnHi << 3) | (turnLo >>> 29)) + turnHi + carry(eightLo, turnLo, lo)) | 0
      const mixLo = cLo ^ aLo
      const mixHi = cHi ^ aHi
      const endLo = dLo ^ bLo
      const endHi = dHi ^ bHi
      cLo = mixLo ^ (bLo << 17)
      cHi = mixHi ^ ((bHi << 17) | (bLo >>> 15))
      bLo ^= mixLo
      bHi ^= mixHi
      aLo ^= endLo
      aHi ^= endHi
      // rotl(d, 45): the halves change places, then by 13.
      dLo = (endHi << 13) | (endLo >>> 19)
      dHi = (endLo << 13) | (endHi >>> 19)
      const place = hi * 2097152 + (lo >>> 11)
      const layer = lo & 255
      if (Math.abs(place) >= (insides[layer] as number)) {
        this.#layer = layer
        this.#place = place
        break
      }
      out[at] = place * (widths[layer] as number)
    }
    s[0] = aLo
    s[1] = aHi
    s[2] = bLo
    s[3] = bHi
    s[4] = cLo
    s[5] = cHi
    s[6] = dLo
    s[7] = dHi
    return at
  }

  /** The draw whose place was outside: in the tail, in the wedge of its layer, or another. */
  #beyond(): number {
    for (;;) {
      const layer = this.#layer
      if (layer === 0) return this.#place < 0 ? -this.#tail() : this.#tail()
      const draw = this.#place * (width[layer] as number)
      const low = density[layer] as number
      const high = density[layer + 1] as number
      if (low + this.#chance.next() * (high - low) < Math.exp((-draw * draw) / 2)) return draw
      if (this.#run(this.#one, 0, 1) === 1) return this.#one[0] as number
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

/** 1 when `a + b`, or `sum`, went past 32 bits. A branch would be guessed wrong half the time. */
function carry(a: number, b: number, sum: number): number {
  return ((a & b) | ((a | b) & ~sum)) >>> 31
}
