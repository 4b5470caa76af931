/** Up to so many states are held in variables, six at a time: that is as fast as it gets here. */
export const fewStates = 6

/** What the steps of Viterbi's algorithm read and write. */
export type Lattice = {
  readonly states: number
  readonly rows: number
  /** Rows x states. */
  readonly logDensity: Float64Array
  /** Log chances of coming from each state, by the state gone to: states x width of `scores`. */
  readonly arrivals: Float64Array
  /** Log-likelihood of the best path to each state: of the first row before, of the last after. */
  readonly scores: Float64Array
  /** Where the best path to each state came from: rows x states. */
  readonly from: Uint8Array
}

/** All rows after the first, of six states or fewer; scores of those that are not are -Infinity. */
export function advanceFew(lattice: Lattice): void {
  const { states, rows, logDensity, arrivals, scores, from } = lattice
  for (let row = states; row < rows * states; row += states) {
    const s0 = scores[0] as number
    const s1 = scores[1] as number
    const s2 = scores[2] as number
    const s3 = scores[3] as number
    const s4 = scores[4] as number
    const s5 = scores[5] as number
    for (let j = 0, at = 0; j < states; j += 1, at += fewStates) {
      let best = s0 + (arrivals[at] as number)
      let source = 0
      let score = s1 + (arrivals[at + 1] as number)
      if (score > best) {
        best = score
        source = 1
      }
      score = s2 + (arrivals[at + 2] as number)
      if (score > best) {
        best = score
        source = 2
      }
      score = s3 + (arrivals[at + 3] as number)
      if (score > best) {
        best = score
        source = 3
      }
      score = s4 + (arrivals[at + 4] as number)
      if (score > best) {
        best = score
        source = 4
      }
      score = s5 + (arrivals[at + 5] as number)
      if (score > best) {
        best = score
        source = 5
      }
      scores[j] = best + (logDensity[row + j] as number)
      from[row + j] = source
    }
  }
}

/** What more it takes with many states. */
export type WideLattice = Lattice & {
  /** The largest log chance of coming from another state, by the state gone to. */
  readonly easiest: Float64Array
  /** Scratch, as wide as `scores`. */
  readonly next: Float64Array
}

/**
 * The same for any number of states. A state is mostly come to from itself or from the likeliest
 * state before. When even the likeliest of the others, over the easiest way, could not do better,
 * the others are not looked at: the path is the same, in a fraction of the time.
 */
export function advanceMany(lattice: WideLattice): void {
  const { states, rows, scores, next } = lattice
  for (let row = states; row < rows * states; row += states) {
    let top = 0
    let highest = scores[0] as number
    let second = Number.NEGATIVE_INFINITY
    for (let i = 1; i < states; i += 1) {
      const score = scores[i] as number
      if (score > highest) {
        second = highest
        highest = score
        top = i
      } else if (score > second) second = score
    }
    advanceRow(lattice, row, top, second)
    scores.set(next)
  }
}

function advanceRow(lattice: WideLattice, row: number, top: number, second: number): void {
  const { states, logDensity, arrivals, scores, from, easiest, next } = lattice
  const highest = scores[top] as number
  for (let j = 0; j < states; j += 1) {
    const at = j * states
    let source = j
    let best = (scores[j] as number) + (arrivals[at + j] as number)
    const moved = highest + (arrivals[at + top] as number)
    if (moved > best || (moved === best && top < j)) {
      best = moved
      source = top
    }
    if (!(best > second + (easiest[j] as number))) {
      source = likeliestSource(scores, arrivals, at)
      best = (scores[source] as number) + (arrivals[at + source] as number)
    }
    next[j] = best + (logDensity[row + j] as number)
    from[row + j] = source
  }
}

/** Where to come from, of all states; of equals the lowest. */
function likeliestSource(scores: Float64Array, arrivals: Float64Array, at: number): number {
  let source = 0
  let best = (scores[0] as number) + (arrivals[at] as number)
  for (let i = 1; i < scores.length; i += 1) {
    const score = (scores[i] as number) + (arrivals[at + i] as number)
    if (score > best) {
      best = score
      source = i
    }
  }
  return source
}
