import { fewStates } from './viterbi-steps.ts'

/** What a step of the forward pass reads and writes. */
export type ForwardStep = {
  readonly states: number
  /** Chances of coming from each state, by the state gone to: states x width of `now`. */
  readonly columns: Float64Array
  /** Likelihoods, scaled: rows x states. */
  readonly density: Float64Array
  readonly filtered: Float64Array
  /** The last row filtered. */
  readonly now: Float64Array
  /** Chances of the next row before it is seen. */
  readonly ahead: Float64Array
}

/** The chances one step after `now`. */
export function predictMany({ states, now, columns, ahead }: ForwardStep): void {
  for (let j = 0, at = 0; j < states; j += 1) {
    let sum = 0
    for (let i = 0; i < states; i += 1, at += 1) sum += (now[i] as number) * (columns[at] as number)
    ahead[j] = sum
  }
}

/** The same for six states or fewer; those that are not have a chance of 0. */
export function predictFew({ states, now, columns, ahead }: ForwardStep): void {
  const n0 = now[0] as number
  const n1 = now[1] as number
  const n2 = now[2] as number
  const n3 = now[3] as number
  const n4 = now[4] as number
  const n5 = now[5] as number
  for (let j = 0, at = 0; j < states; j += 1, at += fewStates)
    ahead[j] =
      n0 * (columns[at] as number) +
      n1 * (columns[at + 1] as number) +
      n2 * (columns[at + 2] as number) +
      n3 * (columns[at + 3] as number) +
      n4 * (columns[at + 4] as number) +
      n5 * (columns[at + 5] as number)
}

/** Bayes' rule at row `t`: chances ahead times densities, over their sum. @returns The sum. */
export function weigh({ states, ahead, density, filtered, now }: ForwardStep, t: number): number {
  const row = t * states
  let sum = 0
  for (let j = 0; j < states; j += 1) {
    const weight = (ahead[j] as number) * (density[row + j] as number)
    now[j] = weight
    sum += weight
  }
  const over = 1 / sum
  for (let j = 0; j < states; j += 1) {
    const share = (now[j] as number) * over
    now[j] = share
    filtered[row + j] = share
  }
  return sum
}

/** What a step of the backward pass reads and writes. */
export type BackStep = {
  readonly filtered: Float64Array
  readonly posterior: Float64Array
  readonly density: Float64Array
  /** States x width. */
  readonly transition: Float64Array
  /** Moves counted so far, without their own chance: states x width. */
  readonly steps: Float64Array
  readonly ahead: Float64Array
  /** Likelihood of all later observations in each state, scaled. */
  readonly behind: Float64Array
}

/** From row `t` + 1 to row `t`. @param scale - Of row `t` + 1. */
export function backMany(step: BackStep, t: number, scale: number): void {
  const { filtered, posterior, transition, steps, ahead, behind } = step
  const n = behind.length
  lookAhead(step, t, scale)
  for (let i = 0, at = 0, row = t * n; i < n; i += 1, row += 1) {
    const share = filtered[row] as number
    let sum = 0
    for (let j = 0; j < n; j += 1, at += 1) {
      const weight = ahead[j] as number
      sum += (transition[at] as number) * weight
      steps[at] = (steps[at] as number) + share * weight
    }
    behind[i] = sum
    posterior[row] = share * sum
  }
}

/** The same for six states or fewer; those that are not have 0 ahead. */
export function backFew(step: BackStep, t: number, scale: number): void {
  const { filtered, posterior, transition, steps, ahead, behind } = step
  const n = behind.length
  lookAhead(step, t, scale)
  const a0 = ahead[0] as number
  const a1 = ahead[1] as number
  const a2 = ahead[2] as number
  const a3 = ahead[3] as number
  const a4 = ahead[4] as number
  const a5 = ahead[5] as number
  for (let i = 0, at = 0, row = t * n; i < n; i += 1, row += 1, at += fewStates) {
    const share = filtered[row] as number
    const sum =
      a0 * (transition[at] as number) +
      a1 * (transition[at + 1] as number) +
      a2 * (transition[at + 2] as number) +
      a3 * (transition[at + 3] as number) +
      a4 * (transition[at + 4] as number) +
      a5 * (transition[at + 5] as number)
    steps[at] = (steps[at] as number) + share * a0
    steps[at + 1] = (steps[at + 1] as number) + share * a1
    steps[at + 2] = (steps[at + 2] as number) + share * a2
    steps[at + 3] = (steps[at + 3] as number) + share * a3
    steps[at + 4] = (steps[at + 4] as number) + share * a4
    steps[at + 5] = (steps[at + 5] as number) + share * a5
    behind[i] = sum
    posterior[row] = share * sum
  }
}

/** Density times what lies behind it, for each state of row `t` + 1. */
function lookAhead({ density, ahead, behind }: BackStep, t: number, scale: number): void {
  const n = behind.length
  const over = 1 / scale
  for (let j = 0, at = (t + 1) * n; j < n; j += 1, at += 1)
    ahead[j] = (density[at] as number) * (behind[j] as number) * over
}
