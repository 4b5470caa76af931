import { defined } from '../base/index.ts'
import { type BacktestSetup, swarmDefaults } from '../engine/index.ts'
import type { OutsideColumns } from '../features/index.ts'
import type { AgentMeter } from './agent-meter.ts'
import { type JudgedBacktest, type JudgeOptions, judgeBacktest } from './run-backtest.ts'
import { swarmColumns } from './swarm-columns.ts'
import { contextOf } from './swarm-context.ts'
import { type FindingRow, swarmFindings } from './swarm-findings.ts'
import { swarmPlan } from './swarm-plan.ts'
import type { SwarmView } from './swarm-view.ts'
import { swarmView } from './swarm-view-builder.ts'
import { type SwarmWindow, SwarmWindows } from './swarm-windows.ts'

/** A run of a whole swarm: what a backtest says of it, and what its agents came to. */
export type SwarmRun = {
  readonly judged: JudgedBacktest
  readonly swarm: SwarmView
  /** What looks to be the matter with whom, when it is looked back upon. */
  readonly findings: readonly FindingRow[]
  /** Whether other weights had been better on the newest part, in words. */
  readonly plan: string
  /** The run in parts of equal time; none where they are not asked for. */
  readonly windows: readonly SwarmWindow[]
}

export type SwarmOptions = JudgeOptions & {
  /** In how many windows it is told as well. Whole, 1 or more. */
  readonly windows?: number | undefined
  /** Measures what agents cost to run; that is not told when left out. */
  readonly meter?: AgentMeter | undefined
}

/** Whether a column of a run says anything, of any instrument. */
export function speaksIn(outside: readonly OutsideColumns[]): (column: string) => boolean {
  return (name) => outside.some((columns) => columns[name]?.some((value) => !Number.isNaN(value)))
}

/** The same desk with a swarm: votes are earned, and explorers look for instruments. */
export function withSwarm(setup: BacktestSetup, isBrought: boolean): BacktestSetup {
  const columns = isBrought ? swarmColumns : []
  const swarm = { ...swarmDefaults, ...setup.swarm, columns }
  return { ...setup, votes: 'earned', yardsticks: true, swarm }
}

/**
 * Runs a swarm over recorded bars, as a backtest that is counted.
 *
 * @throws UserError `bad-windows` where its windows would be too short.
 */
export function runSwarm(options: SwarmOptions): SwarmRun {
  const { setup, market, meter } = options
  const windows =
    options.windows === undefined ? undefined : new SwarmWindows(market, options.windows)
  const instruments = market.map(({ instrument }) => instrument)
  let seen: SwarmView | undefined
  let findings: readonly FindingRow[] = []
  let plan = ''
  const whole = withSwarm(setup, options.outside !== undefined)
  const ended = meter?.begin()
  const judged = judgeBacktest({
    ...options,
    setup: meter === undefined ? whole : { ...whole, agents: meter.watch(whole.agents) },
    looks: windows?.looks,
    onEnd: (desk) => {
      ended?.()
      const view = swarmView(desk, instruments)
      seen = view && { ...view, ...(meter === undefined ? {} : { costs: meter.view(desk) }) }
      findings = swarmFindings(desk)
      plan =
        swarmPlan(desk, { looks: 1, context: contextOf(market, options.outside) })?.sentence ?? ''
    },
  })
  const swarm = defined(seen, 'a desk whose votes are earned')
  return { judged, swarm, findings, plan, windows: windows?.of(judged.run, setup.costs) ?? [] }
}
