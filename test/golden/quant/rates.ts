import { Random } from '../../../src/base/index.ts'

/** A test with samples on which it should and should not reject. */
export type RateCase = {
  readonly test: string
  /** How samples without the edge are made. */
  readonly null: string
  /** How samples with it are made. */
  readonly edge: string
  readonly runs: number
  /** The share of false alarms the test is meant to have. */
  readonly level: number
  /** Whether the test rejects on one sample. */
  readonly rejects: (random: Random, hasEdge: boolean) => boolean
}

/** How often a test rejects. */
export type Rate = Omit<RateCase, 'rejects'> & {
  readonly falsePositive: number
  readonly power: number
}

/** Runs a test on its samples; the draws depend on its name alone. */
export function rateOf({ rejects, ...rest }: RateCase): Rate {
  const share = (hasEdge: boolean): number => {
    const random = Random.stream(20260101, `${rest.test}, ${hasEdge ? rest.edge : rest.null}`)
    let rejected = 0
    for (let run = 0; run < rest.runs; run += 1) if (rejects(random, hasEdge)) rejected += 1
    return rejected / rest.runs
  }
  return { ...rest, falsePositive: share(false), power: share(true) }
}

/** An autoregression of order 1 from 0; a random walk with `decay` 1. */
export function autoregression(random: Random, count: number, decay: number): Float64Array {
  let value = 0
  return Float64Array.from({ length: count }, () => {
    value = decay * value + random.normal()
    return value
  })
}
