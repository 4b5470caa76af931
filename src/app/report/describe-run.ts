import path from 'node:path'
import type { BacktestSetup } from '../../engine/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import type { RunDescription } from '../../research/index.ts'

/** What a backtest was, for the end of its page. */
export function describeRun(
  setup: BacktestSetup,
  market: readonly LoadedBars[],
  told: Pick<RunDescription, 'trials' | 'version'>,
): RunDescription {
  const { agents, costs } = setup
  const own = agents.map((agent) => Object.entries(agent.parameters))
  return {
    agent: agents.map((agent) => agent.name).join(' + '),
    parameters: Object.fromEntries(own.flat()),
    market: sourceNames(market),
    costs,
    ...told,
  }
}

/** The names of the files, or of the made-up market, that the bars came from. */
function sourceNames(market: readonly LoadedBars[]): string {
  const names = market.flatMap((of) => of.sources.map((source) => path.basename(source.path)))
  return [...new Set(names)].join(', ')
}
