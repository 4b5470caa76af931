import { minuteUs } from '../domain/index.ts'
import { ema, every, type FeatureSpec, sma } from '../features/index.ts'
import type { AgentKind } from './agent.ts'
import { defineCrossing } from './crossing.ts'
import { real, whole } from './parameters.ts'

/**
 * Long while a fast average is above a slow one. The plainest strategy there is: what research is
 * tried out on, and what others are compared with.
 */
export const cross: AgentKind = defineCrossing({
  name: 'cross',
  summary: 'Long while a fast average is above a slow one, flat while it is not.',
  parameters: {
    minutes: whole(60, { min: 1, max: 10_080, help: 'length of the bars it looks at, minutes' }),
    fast: whole(12, { min: 1, max: 5_000, help: 'bars of the fast average' }),
    slow: whole(26, { min: 1, max: 5_000, help: 'bars of the slow average' }),
    average: { kind: 'choice', default: 'ema', options: ['ema', 'sma'], help: 'kind of both' },
    exposure: real(0.5, { min: 0.01, max: 1, help: 'share of equity bought' }),
  },
  crossing: (p) => {
    const over = (bars: number): FeatureSpec =>
      every(p.minutes * minuteUs, p.average === 'sma' ? sma(bars) : ema(bars))
    return { above: over(p.fast), below: over(p.slow), exposure: p.exposure }
  },
})
