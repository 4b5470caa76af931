import { type AgentKind, defineAgent } from '../agent.ts'
import { cycleAgent } from './cycle-agent.ts'

/**
 * Buys where a coin is cheap and sells where it is dear, when two venues differ by more than it
 * costs to do so and to close both again; closes when they have met. The pair is found by Bellman
 * and Ford over logarithms of closes, where a coin is the same on every venue.
 *
 * It asks for legs, so the desk must be allowed to sell short (`risk.isLongOnly`).
 *
 * Assumed: that prices of one coin meet again, that closes of one time could be dealt at within
 * `depthBps`, and `claim`. On bars a gap is mostly one that could not be dealt.
 *
 * It abstains unless the gap gains, where one of the closes is older than the other, and at all
 * instruments but the last of the desk.
 *
 * @see Makarov and Schoar, "Trading and arbitrage in cryptocurrency markets", Journal of Financial
 *   Economics 135, 2020.
 */
export const crossVenue: AgentKind = defineAgent({
  name: 'cross-venue',
  summary: 'Buys a coin on the cheap venue and sells it on the dear one, until they have met.',
  ...cycleAgent(true, 2, 'instruments of one venue have none'),
})
