import { Command } from 'commander'
import { AgentMeter, outsideNamesOf, runSwarm, swarmAgents, swarmColumns } from '../../app/index.ts'
import { liveStopwatch } from '../../kernel/index.ts'
import { judgedJson } from './backtest-json.ts'
import {
  addBacktestOptions,
  type BacktestOptions,
  barsToJudge,
  openGround,
} from './backtest-run.ts'
import type { CliContext } from './cli-context.ts'
import { proposalsCommand, proposeCommand, settleCommand } from './swarm-proposals.ts'
import { swarmLines } from './swarm-text.ts'

/** `coinswarm swarm`: a whole swarm over bars: who decides on what, by what right, and why. */
export function swarmCommand(context: CliContext): Command {
  const command = new Command('swarm').description(
    'Run a swarm over bars: explorers, teams, what each agent has shown and what it brought.',
  )
  return addBacktestOptions(command)
    .option('--costs', 'also measure what agents cost to run, which is never the same twice')
    .addHelpText('after', '\nExample:\n  coinswarm swarm --market generated --from 2024-01-01')
    .addCommand(proposeCommand(context))
    .addCommand(proposalsCommand(context))
    .addCommand(settleCommand(context, 'approve'))
    .addCommand(settleCommand(context, 'decline'))
    .action((options: SwarmOptions) => run(context, options))
}

type SwarmOptions = BacktestOptions & { readonly costs?: boolean }

async function run(context: CliContext, options: SwarmOptions): Promise<void> {
  const columns = [
    ...swarmColumns.map(({ column }) => column),
    ...outsideNamesOf(swarmAgents(true)),
  ]
  const ground = await openGround(context, options, columns)
  const { market, outside, tapes, trials } = ground
  const agents =
    options.agent === undefined ? swarmAgents(ground.outside !== undefined) : ground.setup.agents
  const setup = { ...ground.setup, agents }
  const progress = context.progress('swarm', barsToJudge(ground))
  const onProgress = (done: number): void => progress.update(done)
  const meter =
    options.costs === true ? new AgentMeter(liveStopwatch, ground.machinePerHour) : undefined
  const swarm = runSwarm({ setup, market, outside, tapes, trials, onProgress, meter })
  progress.stop()
  const { judged, swarm: view, findings, plan } = swarm
  context.json({ command: 'swarm', ...judgedJson(judged, market), swarm: view, findings, plan })
  for (const line of swarmLines(swarm)) context.print(line)
  for (const remark of ground.sourceRemarks) context.print(remark)
}
