import { type AgentKind, defineAgent } from './agent.ts'
import { real } from './parameters.ts'

/** Control: buys at the first bar and never sells. What every strategy has to beat. */
export const hold: AgentKind = defineAgent({
  name: 'hold',
  summary: 'Control: buys once and keeps it. What a strategy has to beat.',
  parameters: {
    exposure: real(1, { min: 0.01, max: 1, help: 'share of equity bought' }),
  },
  features: () => ({}),
  opine: (view, { exposure }) => (view.position > 0 ? undefined : { exposure, confidence: 0.5 }),
  explain: (_view, { exposure }) => `buys ${(exposure * 100).toFixed(0)} % of equity and waits`,
})
