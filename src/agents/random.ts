import { type AgentKind, defineAgent } from './agent.ts'
import { real } from './parameters.ts'

/**
 * Control: enters and leaves by chance. With the rates of a strategy it trades as much and pays as
 * much; what the strategy makes beyond it is skill or luck, what it makes below it is neither.
 */
export const random: AgentKind = defineAgent({
  name: 'random',
  summary: 'Control: enters and leaves by chance, at given rates. Skill is what beats it.',
  parameters: {
    entry: real(0.02, { min: 0, max: 1, help: 'chance of entering on a bar, when flat' }),
    exit: real(0.02, { min: 0, max: 1, help: 'chance of leaving on a bar, when in' }),
    exposure: real(0.1, { min: 0.0001, max: 1, help: 'share of equity bought' }),
    short: real(0, { min: 0, max: 1, help: 'share of entries that sell short' }),
  },
  features: () => ({}),
  opine: (view, p) => {
    const draw = view.chance
    if (view.position !== 0) return draw < p.exit ? { exposure: 0, confidence: 0.5 } : undefined
    if (draw >= p.entry) return undefined
    // The draw is below `entry`; scaled up it is uniform again and decides the side.
    const side = draw / p.entry < p.short ? -1 : 1
    return { exposure: side * p.exposure, confidence: 0.5 }
  },
  explain: () => 'a draw of chance',
})
