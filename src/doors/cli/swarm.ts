import { Command } from 'commander'
import {
  ablateSwarm,
  type Ablation,
  ablationRuns,
  AgentMeter,
  pause,
  runSwarm,
  speaksIn,
  swarmAgents,
  swarmLooksAt,
  type SwarmRun,
} from '../../app/index.ts'
import { liveClock, liveStopwatch } from '../../kernel/index.ts'
import { formatDuration } from '../../research/index.ts'
import { judgedJson } from './backtest-json.ts'
import {
  addBacktestOptions,
  type BacktestGround,
  type BacktestOptions,
  barsToJudge,
  openGround,
} from './backtest-run.ts'
import type { CliContext } from './cli-context.ts'
import { proposalsCommand, proposeCommand, settleCommand } from './swarm-proposals.ts'
import { ablationJson, ablationLines } from './swarm-ablation-text.ts'
import { swarmLines } from './swarm-text.ts'
import { windowsJson } from './swarm-window-text.ts'
import { countOf } from './sweep-options.ts'

type Options = BacktestOptions & {
  readonly windows?: string
  readonly ablate?: boolean
  readonly costs?: boolean
}

/** `coinswarm swarm`: a whole swarm over bars: who decides on what, by what right, and why. */
export function swarmCommand(context: CliContext): Command {
  const command = new Command('swarm').description(
    'Run a swarm over bars: explorers, teams, what each agent has shown and what it brought.',
  )
  return addBacktestOptions(command)
    .option('--costs', 'also measure what agents cost to run, which is never the same twice')
    .option('--windows <n>', 'tell the run in so many windows of equal time as well')
    .option('--ablate', 'run it again without each agent and each stream, and with other seeds')
    .addHelpText('after', '\nExample:\n  coinswarm swarm --market generated --days 30')
    .addCommand(proposeCommand(context))
    .addCommand(proposalsCommand(context))
    .addCommand(settleCommand(context, 'approve'))
    .addCommand(settleCommand(context, 'decline'))
    .action((options: Options) => run(context, options))
}

const windowsMax = 1_000

async function run(context: CliContext, options: Options): Promise<void> {
  const windows =
    options.windows === undefined ? undefined : countOf('--windows', options.windows, 2, windowsMax)
  const opened = await openGround(context, options, swarmLooksAt())
  const agents =
    options.agent === undefined
      ? swarmAgents(opened.outside !== undefined, speaksIn(opened.outside ?? []))
      : opened.setup.agents
  const ground = { ...opened, setup: { ...opened.setup, agents } }
  const meter =
    options.costs === true ? new AgentMeter(liveStopwatch, opened.machinePerHour) : undefined
  // Before the first run, not after it: a swarm of one has no parts.
  const runs = options.ablate === true ? ablationRuns(agents) : 0
  const { swarm, tookUs } = swarmOn(context, ground, { windows, meter })
  const ablation = runs > 0 ? await ablated(context, ground, { swarm, runs, tookUs }) : undefined
  const { judged, swarm: view, findings, plan } = swarm
  context.json({
    ...{ command: 'swarm', ...judgedJson(judged, ground.market), swarm: view, findings, plan },
    ...windowsJson(swarm.windows),
    ...(ablation === undefined ? {} : ablationJson(ablation)),
  })
  for (const line of swarmLines(swarm)) context.print(line)
  for (const remark of ground.sourceRemarks) context.print(remark)
  if (ablation === undefined) return
  for (const line of ['', ...ablationLines(ablation)]) context.print(line)
  if (ablation.isPartial) context.answerNo()
}

/** The run, and how long it took, without what it is set beside. Unit: us. */
type Timed = { readonly swarm: SwarmRun; readonly tookUs: number }

function swarmOn(
  context: CliContext,
  ground: BacktestGround,
  told: Pick<Parameters<typeof runSwarm>[0], 'windows' | 'meter'>,
): Timed {
  const { setup, market, outside, tapes, trials } = ground
  const bars = market.reduce((sum, of) => sum + of.bars.length, 0)
  const progress = context.progress('swarm', barsToJudge(ground))
  const since = liveStopwatch()
  let tookUs = 0
  const onProgress = (done: number): void => {
    // Its own bars come first.
    if (done <= bars) tookUs = liveStopwatch() - since
    progress.update(done)
  }
  const swarm = runSwarm({ setup, market, outside, tapes, trials, ...told, onProgress })
  progress.stop()
  return { swarm, tookUs }
}

async function ablated(
  context: CliContext,
  { setup, market, outside, tapes, trials }: BacktestGround,
  { swarm, runs, tookUs }: Timed & { readonly runs: number },
): Promise<Ablation> {
  const [one, all] = [tookUs, tookUs * runs].map(formatDuration)
  context.note(`--ablate: ${runs} more runs, the first took ${one}: about ${all}.`)
  const stop = context.interruption()
  const progress = context.progress('ablation', runs)
  try {
    return await ablateSwarm({
      ...{ setup, market, outside, tapes, trials },
      returnPct: swarm.judged.metrics.curve.returnPct,
      onRun: (done) => progress.update(done),
      mayGoOn: async () => {
        // A run lets nothing else happen: a person who wants to stop is heard between two.
        await pause(liveClock, 0, stop)
        return !stop.aborted
      },
    })
  } finally {
    progress.stop()
  }
}
