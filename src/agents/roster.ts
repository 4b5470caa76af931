import type { AgentKind } from './agent.ts'
import {
  basket,
  crossVenue,
  fundingCarry,
  marketMaker,
  pairs,
  triangular,
} from './arbitrage/index.ts'
import { cross } from './cross.ts'
import { hold } from './hold.ts'
import { instigator } from './instigator/index.ts'
import { moatLearner, patternLearner } from './learner/index.ts'
import { random } from './random.ts'
import {
  adaptive,
  analyst,
  bounce,
  breakout,
  channel,
  divergence,
  first,
  momentum,
  squeeze,
  straddle,
  volatilityBreakout,
  volatilityPremium,
  vwapPullback,
} from './strategy/index.ts'
import { trend } from './trend.ts'
import { executionVoice, riskVoice } from './voice/index.ts'

/** Every agent that ships, in the order they are listed. */
export const roster: readonly AgentKind[] = [
  trend,
  momentum,
  breakout,
  channel,
  adaptive,
  bounce,
  squeeze,
  divergence,
  vwapPullback,
  volatilityBreakout,
  volatilityPremium,
  straddle,
  analyst,
  first,
  pairs,
  basket,
  triangular,
  crossVenue,
  fundingCarry,
  marketMaker,
  riskVoice,
  executionVoice,
  patternLearner,
  moatLearner,
  cross,
  hold,
  random,
]

/** Those that have nothing to say by themselves: they answer what others came to. */
const companions: readonly AgentKind[] = [instigator]

/** The shipped agent of that name, also one that only speaks beside others. */
export function agentByName(name: string): AgentKind | undefined {
  return [...roster, ...companions].find((kind) => kind.name === name)
}
