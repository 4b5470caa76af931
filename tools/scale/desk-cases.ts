import type { Agent } from '../../src/agents/index.ts'
import { swarmAgents } from '../../src/app/index.ts'
import {
  backtest,
  type BacktestSetup,
  swarmDefaults,
  type TrialLedger,
} from '../../src/engine/index.ts'
import type { LoadedBars } from '../../src/market/index.ts'
import { defaultSetup, seated } from './default-setup.ts'
import type { ScaleCase, ScaleWork } from './scale-case.ts'
import { manyInstruments, minuteBars } from './scale-market.ts'

/** Bars of each instrument where instruments or agents are what grows. */
const rows = 500

/** Bars, instruments, and agents of whole desks. */
export const deskCases: readonly ScaleCase[] = [
  {
    name: 'bars',
    of: 'bars of one minute',
    what: 'a backtest of `trend` on one instrument',
    sizes: [10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000],
    prepare: (size) => backtestOf(defaultSetup([seated('trend')]), minuteBars(size)),
  },
  {
    name: 'instruments',
    of: 'instruments',
    what: `a backtest of \`trend\` on ${rows} hourly bars of each`,
    sizes: [3, 6, 12, 30, 60, 120, 300],
    prepare: (size) => backtestOf(defaultSetup([seated('trend')]), manyInstruments(size, rows)),
  },
  {
    name: 'instruments-swarm',
    of: 'instruments',
    what: `a whole swarm on ${rows} hourly bars of each, at most 15 of them with a team`,
    sizes: [3, 6, 12, 30, 60, 120, 300],
    prepare: (size) => backtestOf(swarmSetup(swarmAgents(false)), manyInstruments(size, rows)),
  },
  {
    name: 'agents',
    of: 'agents',
    what: `a swarm with so many agents in a team, on ${rows} hourly bars of three instruments`,
    sizes: [4, 8, 20, 40, 80, 200, 400],
    prepare: (size) => backtestOf(swarmSetup(manyAgents(size)), manyInstruments(3, rows)),
  },
]

function swarmSetup(agents: readonly Agent[]): BacktestSetup {
  return { ...defaultSetup(agents), votes: 'earned', yardsticks: true, swarm: swarmDefaults }
}

/** Those who are shipped, in turn; from the second turn on under names of their own. */
function manyAgents(count: number): readonly Agent[] {
  const shipped = swarmAgents(false)
  return Array.from({ length: count }, (_, n) => {
    const agent = shipped[n % shipped.length] as Agent
    const turn = Math.floor(n / shipped.length)
    return turn === 0 ? agent : { ...agent, id: `${agent.id}-${turn + 1}` }
  })
}

function backtestOf(setup: BacktestSetup, market: readonly LoadedBars[]): ScaleWork {
  return { run: () => backtest({ setup, market }, uncounted).run.hash }
}

/** Nobody chooses anything by these runs. */
const uncounted: TrialLedger = {
  record: () => 0,
  recordAll: () => 0,
  settle: () => {},
  settleAll: () => {},
  outcomes: () => new Map(),
}
