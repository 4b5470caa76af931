import { type Agent, defineAgent } from '../../src/agents/index.ts'
import { defined } from '../../src/base/index.ts'
import { dayUs } from '../../src/domain/index.ts'
import { backtest } from '../../src/engine/index.ts'
import { measure, ratioOf } from '../../src/research/index.ts'
import { defaultLimits } from '../../src/risk/index.ts'
import { gateSetup } from '../gate/calibrate-gate.ts'
import { MemoryTrials } from '../gate/memory-trials.ts'
import { type DriftingEdge, driftingMarket, firstDayUs } from './drifting-market.ts'

/** Share of what is remembered from one day to the next. */
const memory = 0.75
const exposure = 0.2

/** Long while bars close high for their day: it knows what is high on which day. */
function levelReader({ middleFrom, middleTo }: DriftingEdge, days: number): Agent {
  let told = 0
  const kind = defineAgent({
    name: 'level-reader',
    summary: 'Knows how the edge drifts.',
    parameters: {},
    features: () => ({}),
    opine: ({ high, low, close, asOf }) => {
      const day = (asOf - firstDayUs) / dayUs - 1
      const middle = middleFrom + ((middleTo - middleFrom) * day) / days
      const place = (2 * close - high - low) / (high - low)
      told = memory * told + (1 - memory) * (place - middle)
      return { exposure: told > 0 ? exposure : 0, confidence: 0.9 }
    },
  })
  const seated = kind.seat({})
  return defined(seated.ok ? seated.value : undefined, 'level-reader')
}

/**
 * The annual ratio after costs of who knows how the edge drifts, over the days of many markets: how
 * large a planted edge is.
 */
export function sharpeOfLevelReader(edge: DriftingEdge, days: number, markets: number): number {
  const all = Array.from({ length: markets }, (_, n) => {
    const agents = [levelReader(edge, days)]
    const market = [driftingMarket(2_000_000 + n, days, edge)]
    const setup = { ...gateSetup, limits: defaultLimits, agents }
    const { run } = backtest({ setup, market }, new MemoryTrials())
    return [...measure(run).curve.sampled.returns]
  })
  return ratioOf(Float64Array.from(all.flat())) * Math.sqrt(365)
}
