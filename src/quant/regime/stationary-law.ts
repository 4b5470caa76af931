import { requireBetween, requireList, requireWhole } from '../argument.ts'

/**
 * The share of time a chain spends in each state in the long run.
 * Elimination without subtraction, so that small shares keep their digits.
 *
 * @param transition - Row-major, states x states, rows sum to one.
 * @returns `undefined` when the long run depends on the start: when there is more than one set of
 *   states that is never left.
 * @throws ArgumentError when `transition` is not square, or holds what is no chance.
 * @see Grassmann, Taksar and Heyman, "Regenerative analysis and steady state distributions", 1985.
 */
export function stationaryLaw(transition: Float64Array): Float64Array | undefined {
  requireList('transition', transition)
  const states = Math.sqrt(transition.length)
  requireWhole('the number of states', states, 1)
  for (let i = 0; i < transition.length; i += 1)
    requireBetween(`transition[${i}]`, transition[i] as number, 0, 1 + 1e-8)
  const closed = closedClass(transition, states)
  if (closed === undefined) return undefined
  const shares = eliminate(transition, states, closed)
  const law = new Float64Array(states)
  for (const [i, state] of closed.entries()) law[state] = shares[i] as number
  return law
}

/** The only set of states that lead to each other and nowhere else. */
function closedClass(transition: Float64Array, states: number): readonly number[] | undefined {
  const reaches = reachable(transition, states)
  const leads = (i: number, j: number): boolean => reaches[i * states + j] === 1
  const all = Array.from({ length: states }, (_, state) => state)
  const kept = all.filter((i) => all.every((j) => !leads(i, j) || leads(j, i)))
  const [first] = kept
  if (first === undefined) return undefined
  return kept.every((state) => leads(first, state)) ? kept : undefined
}

function reachable(transition: Float64Array, states: number): Uint8Array {
  const reaches = Uint8Array.from(transition, (share) => (share > 0 ? 1 : 0))
  for (let i = 0; i < states; i += 1) reaches[i * states + i] = 1
  for (let via = 0; via < states; via += 1)
    for (let i = 0; i < states; i += 1)
      if (reaches[i * states + via] === 1)
        for (let j = 0; j < states; j += 1)
          if (reaches[via * states + j] === 1) reaches[i * states + j] = 1
  return reaches
}

function eliminate(
  transition: Float64Array,
  states: number,
  kept: readonly number[],
): Float64Array {
  const n = kept.length
  const p = new Float64Array(n * n)
  kept.forEach((from, i) => {
    kept.forEach((to, j) => {
      p[i * n + j] = transition[from * states + to] as number
    })
  })
  for (let last = n - 1; last > 0; last -= 1) {
    let out = 0
    for (let j = 0; j < last; j += 1) out += p[last * n + j] as number
    for (let i = 0; i < last; i += 1) {
      const share = (p[i * n + last] as number) / out
      p[i * n + last] = share
      for (let j = 0; j < last; j += 1)
        p[i * n + j] = (p[i * n + j] as number) + share * (p[last * n + j] as number)
    }
  }
  return backSubstitute(p, n)
}

function backSubstitute(p: Float64Array, n: number): Float64Array {
  const shares = new Float64Array(n)
  shares[0] = 1
  let total = 1
  for (let j = 1; j < n; j += 1) {
    for (let i = 0; i < j; i += 1)
      shares[j] = (shares[j] as number) + (shares[i] as number) * (p[i * n + j] as number)
    total += shares[j] as number
  }
  return shares.map((share) => share / total)
}
