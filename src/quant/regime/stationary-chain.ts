import { inverse } from '../matrix/index.ts'
import type { HiddenMarkov } from './hidden-markov.ts'
import { stationaryLaw } from './stationary-law.ts'

/** Rounds of the fixed point; few are used, for one observation says little beside all moves. */
const roundsMax = 100
const halvings = 100

/** The two laws of a chain. */
type Chain = Pick<HiddenMarkov, 'start' | 'transition'>

/** A chain, and what is to be made as large as can be. */
type Stand = { readonly chain: Chain; readonly value: number }

/**
 * The chain that is most likely when its first state follows its own long-run law: maximises
 * sum moves log transition + sum first log start, where `start` is the stationary law.
 *
 * In the maximum, move (i, j) has chance moves / (multiplier of row i - start i x pull j), where
 * pull is how much a move into j helps the first state: found by repeating that, and taking half
 * the way where it overshoots.
 *
 * @param first - Chance of each state at the first observation, given all.
 */
export function estimateStationaryChain(
  moves: Float64Array,
  first: Float64Array,
  before: Chain,
): Chain {
  let stand: Stand = { chain: before, value: chainValue(moves, first, before) }
  for (let round = 0; round < roundsMax; round += 1) {
    const target = pulledChain(moves, first, stand.chain)
    const next = target === undefined ? undefined : climb(moves, first, stand, target)
    if (next === undefined) break
    const gain = next.value - stand.value
    stand = next
    if (gain <= 1e-13 * Math.abs(next.value)) break
  }
  return stand.chain
}

/** The chain between `from` and `target` that is better than `from`: nearest to `target`. */
function climb(
  moves: Float64Array,
  first: Float64Array,
  from: Stand,
  target: Float64Array,
): Stand | undefined {
  for (let share = 1; share > 1e-3; share /= 2) {
    const transition = target.map((to, at) => {
      const own = from.chain.transition[at] as number
      return own + share * (to - own)
    })
    const start = stationaryLaw(transition)
    if (start === undefined) continue
    const chain = { start, transition }
    const value = chainValue(moves, first, chain)
    if (value > from.value) return { chain, value }
  }
  return undefined
}

function chainValue(moves: Float64Array, first: Float64Array, chain: Chain): number {
  let sum = 0
  for (let at = 0; at < moves.length; at += 1)
    if ((moves[at] as number) > 0)
      sum += (moves[at] as number) * Math.log(chain.transition[at] as number)
  for (let k = 0; k < first.length; k += 1)
    if ((first[k] as number) > 0) sum += (first[k] as number) * Math.log(chain.start[k] as number)
  return sum
}

function pulledChain(
  moves: Float64Array,
  first: Float64Array,
  chain: Chain,
): Float64Array | undefined {
  const states = first.length
  const start = stationaryLaw(chain.transition)
  const pull = start === undefined ? undefined : pullOf(first, start, chain.transition)
  if (start === undefined || pull === undefined) return undefined
  const transition = chain.transition.slice()
  for (let i = 0; i < states; i += 1) {
    const row = moves.subarray(i * states, (i + 1) * states)
    const pulls = pull.map((value) => value * (start[i] as number))
    const multiplier = rowMultiplier(row, pulls)
    if (multiplier === undefined) continue
    for (let j = 0; j < states; j += 1)
      transition[i * states + j] =
        (row[j] as number) === 0 ? 0 : (row[j] as number) / (multiplier - (pulls[j] as number))
  }
  return transition
}

/** How the log of the first state's chance grows with a move into each state, per visit. */
function pullOf(
  first: Float64Array,
  start: Float64Array,
  transition: Float64Array,
): Float64Array | undefined {
  const states = first.length
  const values = transition.map((share, at) => {
    const isDiagonal = at % states === Math.floor(at / states)
    return (isDiagonal ? 1 : 0) - share + (start[at % states] as number)
  })
  const fundamental = inverse({ rows: states, columns: states, values })
  if (fundamental === undefined) return undefined
  return first.map((_, j) => {
    let sum = 0
    for (let k = 0; k < states; k += 1)
      if ((first[k] as number) > 0)
        sum +=
          ((fundamental.values[j * states + k] as number) * (first[k] as number)) /
          (start[k] as number)
    return sum
  })
}

/** The number that makes the row's shares, moves / (number - pull), sum to one. */
function rowMultiplier(row: Float64Array, pulls: Float64Array): number | undefined {
  let total = 0
  let low = Number.NEGATIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (let j = 0; j < row.length; j += 1) {
    const count = row[j] as number
    if (count === 0) continue
    total += count
    low = Math.max(low, (pulls[j] as number) + count)
    highest = Math.max(highest, pulls[j] as number)
  }
  if (total === 0) return undefined
  let high = highest + total
  const excess = (multiplier: number): number => {
    let sum = -1
    for (let j = 0; j < row.length; j += 1)
      if ((row[j] as number) > 0) sum += (row[j] as number) / (multiplier - (pulls[j] as number))
    return sum
  }
  for (let step = 0; step < halvings && high > low; step += 1) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (excess(middle) > 0) low = middle
    else high = middle
  }
  return high
}
