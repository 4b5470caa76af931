import { type AgentKind, defineAgent } from '../agent.ts'
import { cycleAgent } from './cycle-agent.ts'

/**
 * Exchanges one coin for another around a cycle of three markets or more of one venue, when that
 * brings back more than was put in after fees and a haircut for depth: found by Bellman and Ford
 * over logarithms of closes. The legs cancel out, so each is paid for once.
 *
 * A desk keeps its books in one currency and so holds no instrument that is quoted in another: it
 * has no triangle, and there this agent abstains and says so. It speaks for those who feed its view
 * from elsewhere.
 *
 * Assumed: that closes of one time could be dealt at within `depthBps`, and `claim`. On bars a gap
 * is mostly one that could not be dealt.
 *
 * It abstains unless a cycle gains, where a close of the cycle is older than the others, and at all
 * instruments but the last of the desk.
 *
 * @see Bellman 1958; Fenn and others, "The mirage of triangular arbitrage in the spot foreign
 *   exchange market", International Journal of Theoretical and Applied Finance 12, 2009.
 */
export const triangular: AgentKind = defineAgent({
  name: 'triangular',
  summary: 'Goes around three markets of one venue when that gains after costs; rare on bars.',
  ...cycleAgent(false, 1, 'instruments of one quote currency have none'),
})
