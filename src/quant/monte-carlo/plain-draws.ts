import { blockLength, type DrawProgram } from './draw-program.ts'
import { inside, width } from './ziggurat.ts'

/**
 * The program in TypeScript, 64-bit words in halves of 32: what `compiledDraws` is held against,
 * and what draws where there is no WebAssembly.
 *
 * @see Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021: xoshiro256**.
 */
export function plainDraws(): DrawProgram {
  const state = new Int32Array(8)
  const drawn = new Float64Array(blockLength)
  const stoppedPlace = new Float64Array(1)
  const stoppedLayer = new Int32Array(1)
  /** Low and high half of the word drawn last. */
  const word = new Int32Array(2)
  return {
    state,
    drawn,
    stoppedPlace,
    stoppedLayer,
    run: (from, to) => {
      for (let at = from; at < to; at += 1) {
        nextWord(state, word)
        const low = word[0] as number
        const layer = low & 255
        // The 53 highest bits, with sign: exact in a double.
        const place = (word[1] as number) * 2_097_152 + (low >>> 11)
        if (Math.abs(place) >= (inside[layer] as number)) {
          stoppedPlace[0] = place
          stoppedLayer[0] = layer
          return at
        }
        drawn[at] = place * (width[layer] as number)
      }
      return to
    },
  }
}

/** Writes the next word of xoshiro256** to `word`, and moves the state on. */
function nextWord(state: Int32Array, word: Int32Array): void {
  const aLow = state[0] as number
  const aHigh = state[1] as number
  const bLow = state[2] as number
  const bHigh = state[3] as number
  word[0] = bLow
  word[1] = bHigh
  times(word, 5)
  turn(word, 7)
  times(word, 9)
  const cLow = (state[4] as number) ^ aLow
  const cHigh = (state[5] as number) ^ aHigh
  const dLow = (state[6] as number) ^ bLow
  const dHigh = (state[7] as number) ^ bHigh
  state[0] = aLow ^ dLow
  state[1] = aHigh ^ dHigh
  state[2] = bLow ^ cLow
  state[3] = bHigh ^ cHigh
  state[4] = cLow ^ (bLow << 17)
  state[5] = cHigh ^ ((bHigh << 17) | (bLow >>> 15))
  // To the left by 45: halves change places, then by 13.
  state[6] = (dHigh << 13) | (dLow >>> 19)
  state[7] = (dLow << 13) | (dHigh >>> 19)
}

/** The word times a small number, without what leaves the 64 bits. */
function times(word: Int32Array, factor: number): void {
  const low = ((word[0] as number) >>> 0) * factor
  word[0] = low
  word[1] = Math.imul(word[1] as number, factor) + Math.floor(low / 4_294_967_296)
}

/** The word turned to the left by fewer than 32 bits. */
function turn(word: Int32Array, by: number): void {
  const low = word[0] as number
  const high = word[1] as number
  word[0] = (low << by) | (high >>> (32 - by))
  word[1] = (high << by) | (low >>> (32 - by))
}
