import type { TickTape } from '../../market/index.ts'
import { riskAverse } from '../../venue/index.ts'
import { type DepthFit, fitDepth } from './fit-depth.ts'
import { fitImpact, type ImpactFit } from './fit-impact.ts'
import { fitLatency, type LatencyFit } from './fit-latency.ts'
import { fitQueue, type QueueFit, queueModels } from './fit-queue.ts'
import type { OwnFill } from './follow-own.ts'
import { type TouchFill, touchFills } from './touch-fills.ts'

/** Parameters of the simulated exchange as a recording has them, each with how well it fits. */
export type Calibration = {
  readonly latency: LatencyFit
  readonly depth: DepthFit
  readonly impact: ImpactFit
  readonly queue: QueueFit
  /** Of passive orders at the touch, by the likeliest queue model and by the most careful one. */
  readonly fills: readonly { readonly model: string; readonly shares: readonly TouchFill[] }[]
}

/**
 * Fits latency, depth, impact and fills to one instrument's recording.
 *
 * @param clockOffsetUs - The venue's clock minus the recorder's.
 * @param own - Fills of ours, if any.
 */
export function calibrate(
  tape: TickTape,
  clockOffsetUs: number,
  own: readonly OwnFill[],
): Calibration {
  const queue = fitQueue(tape, own)
  const best =
    queue.kind === 'none' ? undefined : queueModels.find(({ name }) => name === queue.best)
  const models = best === undefined || best === riskAverse ? [riskAverse] : [best, riskAverse]
  return {
    latency: fitLatency(tape, clockOffsetUs),
    depth: fitDepth(tape.deltas),
    impact: fitImpact(tape),
    queue,
    fills:
      tape.deltas === undefined || tape.trades === undefined
        ? []
        : models.map((model) => ({ model: model.name, shares: touchFills(tape, model) })),
  }
}
