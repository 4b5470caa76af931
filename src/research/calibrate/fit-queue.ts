import type { TickTape } from '../../market/index.ts'
import { deviation, mean } from '../../quant/index.ts'
import { logQueue, powerQueue, type QueueModel, riskAverse } from '../../venue/index.ts'
import { followStrangers } from './follow-strangers.ts'
import { followOwn, type OwnFill } from './follow-own.ts'

/** How well a queue model says when orders whose place is known were filled. */
export type QueueModelFit = {
  readonly name: string
  readonly logLikelihood: number
  /** Mean of what the model still had ahead at the fill, as share of the queue at the start. */
  readonly bias: number
  readonly biasError: number
  /** Root of the mean square of the same. */
  readonly rms: number
}

/** Which queue model agrees best with what was seen. */
export type QueueFit =
  | { readonly kind: 'none'; readonly why: string }
  | {
      readonly kind: 'fitted'
      readonly count: number
      /** The likeliest first. */
      readonly models: readonly QueueModelFit[]
      readonly best: string
      /** Models the data do not tell from the best: less than two units of log-likelihood away. */
      readonly alike: readonly string[]
      readonly doesFit: boolean
    }

/** The models that are tried, by name. */
export const queueModels: readonly QueueModel[] = [
  riskAverse,
  ...[1, 2, 3, 4, 6, 8].map(powerQueue),
  logQueue,
]

const countMin = 30
const alikeUnits = 2
const serves = { bias: 0.1, errors: 3 }

/**
 * Follows orders whose fill can be seen, and compares what each model has ahead of them by then
 * with the truth, which is nothing: our own when `own` has some, else strangers' whose size is rare
 * enough to know them again in a print. Likelihood: a normal law of mean 0, each model's spread.
 */
export function fitQueue({ deltas, trades }: TickTape, own: readonly OwnFill[]): QueueFit {
  if (deltas === undefined || trades === undefined)
    return { kind: 'none', why: 'book deltas and trades are needed' }
  const left =
    own.length > 0
      ? followOwn(deltas, trades, own, queueModels)
      : followStrangers(deltas, trades, queueModels)
  const count = left[0]?.length ?? 0
  if (count < countMin)
    return {
      kind: 'none',
      why: `${count} orders whose fill can be seen; ${countMin} are needed`,
    }
  const models = queueModels
    .map(({ name }, i) => modelFit(name, Float64Array.from(left[i] ?? [])))
    .sort((a, b) => b.logLikelihood - a.logLikelihood)
  const [best] = models
  if (best === undefined) return { kind: 'none', why: 'no model was tried' }
  return {
    kind: 'fitted',
    count,
    models,
    best: best.name,
    alike: models
      .filter(({ logLikelihood }) => best.logLikelihood - logLikelihood < alikeUnits)
      .map(({ name }) => name),
    doesFit: Math.abs(best.bias) <= Math.max(serves.bias, serves.errors * best.biasError),
  }
}

function modelFit(name: string, left: Float64Array): QueueModelFit {
  const count = left.length
  const square = Math.max(1e-12, mean(left.map((each) => each * each)) ?? 0)
  return {
    name,
    logLikelihood: (-count / 2) * (Math.log(2 * Math.PI * square) + 1),
    bias: mean(left) ?? 0,
    biasError: (deviation(left) ?? 0) / Math.sqrt(count),
    rms: Math.sqrt(square),
  }
}
