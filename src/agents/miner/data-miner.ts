import { type AgentKind, defineAgent } from '../agent.ts'
import { whole } from '../parameters.ts'
import { DataQuality } from './data-quality.ts'

const parameters = {
  halfLife: whole(1_000, { min: 10, max: 1_000_000, help: 'bars after which one counts half' }),
} as const

/**
 * Watches the bars of its instrument and never speaks for a side: it says how good they are, which
 * the builder asks before it deploys a team, and in words what is wrong with them.
 *
 * @see SPEC P1 and P6.
 */
export const dataMiner: AgentKind = defineAgent({
  name: 'data-miner',
  summary: 'Watches the bars of its instrument: missing, frozen, untraded, jumped. Never speaks.',
  parameters,
  features: () => ({}),
  mind: (p) => new DataQuality(p.halfLife),
  opine: (view, _p, mind) => {
    mind.look(view)
    return undefined
  },
  explain: (_view, _p, mind) => {
    if (Number.isNaN(mind.quality)) return `too few bars to judge: ${mind.bars}`
    const faults = (['missing', 'frozen', 'untraded', 'jumped'] as const)
      .map((fault) => `${fault} ${mind.count(fault)}`)
      .join(', ')
    return `data are good for ${(100 * mind.quality).toFixed(1)} %: ${faults} in ${mind.bars} bars`
  },
})

/** What a data miner has measured, 0 to 1; NaN where `mind` is none, or not of a data miner. */
export function minedQuality(mind: unknown): number {
  return mind instanceof DataQuality ? mind.quality : Number.NaN
}
