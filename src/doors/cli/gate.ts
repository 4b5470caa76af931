import { Command } from 'commander'
import type { Agent, AgentKind, ParameterValue } from '../../agents/index.ts'
import {
  type ConfigurationValues,
  gateTotal,
  loadAgentKind,
  outsideNamesOf,
  refuseOutside,
  runGate,
  setupOf,
  TrialFile,
} from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import {
  asleepCount,
  gridPoints,
  gridSize,
  parametersAt,
  summarise,
  type SweepAxis,
} from '../../research/index.ts'
import { addAgentOptions, agentFlags, type AgentOptions, parametersFor } from './agent-options.ts'

import type { CliContext } from './cli-context.ts'
import { gateLines } from './gate-text.ts'
import { addMarketOptions, toldMarket, type MarketOptions } from './market-options.ts'
import { drawsOf } from './nulls.ts'
import {
  addSourceOptions,
  broughtTo,
  isBrought,
  remarksJson,
  type SourceOptions,
} from './source-options.ts'
import { axesOf, countOf, oneAgentOf } from './sweep-options.ts'

/** What commander hands over; every option is text. */
type Options = MarketOptions &
  AgentOptions &
  SourceOptions & {
    readonly vary?: readonly string[]
    readonly gridPoints: string
    readonly draws: string
  }

/** More are swept first, and the few that are meant put to the gate. */
const familyMax = 2_000

/** `coinswarm gate`: whether the best of some strategies may be believed. */
export function gateCommand(context: CliContext): Command {
  const command = new Command('gate').description(
    'Run a grid of parameters, take the best, and ask of it all that could say no.',
  )
  return addSourceOptions(addAgentOptions(addMarketOptions(command)))
    .option('--vary <axis...>', 'what was varied, as in sweep: fast=5..50/5, side=long|short')
    .option('--grid-points <n>', 'values of a range', '8')
    .option('--draws <n>', 'nulls in each distribution, 19 or more', '99')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm gate --market generated --instrument BTC-USD --agent cross --vary fast=4..16/4 --draws 19',
    )
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  const draws = drawsOf(options.draws)
  const { values } = await context.configuration(agentFlags(options))
  const family = await familyOf(options, values)
  if (!isBrought(options)) refuseOutside(family)
  const { agents: _, ...setup } = setupOf(values, [], { cash: options.cash })
  const market = await toldMarket(context, options, setup.seed)
  const brought = await broughtTo(options, setup.seed, market, outsideNamesOf(family))
  const progress = context.progress('gate', gateTotal(family.length, draws))
  const report = runGate({
    ...{ setup, market, family, draws, outside: brought.outside },
    trials: new TrialFile(context.deskFolder),
    onProgress: (runs) => progress.update(runs),
  })
  progress.stop()
  const { verdict, rows, trials, chosen } = report
  const { id = '', parameters = {} } = family[chosen] ?? {}
  context.json({
    ...{ command: 'gate', seed: setup.seed, hash: report.hash, family: family.length, draws },
    ...{ chosen: { id, parameters }, trials, verdict, rows },
    asleep: asleepCount(report.family),
    summary: summarise(report.metrics),
    ...remarksJson(brought),
  })
  for (const line of gateLines(report, id)) context.print(line)
  for (const remark of brought.sourceRemarks) context.print(remark)
  // What was not asked is not proved either.
  if (verdict !== 'pass') context.answerNo()
}

/** Every point of the grid as an agent; the agent itself where nothing varies. */
async function familyOf(options: Options, values: ConfigurationValues): Promise<readonly Agent[]> {
  const name = oneAgentOf(options, values)
  const kind = await loadAgentKind(name)
  const base = parametersFor({ from: name, name: kind.name }, options, values.agents)
  const axes = options.vary === undefined ? [] : axesOf(kind, options.vary)
  const perSpan = countOf('--grid-points', options.gridPoints, 1, 1_000)
  const size = gridSize(axes, perSpan)
  if (size > familyMax)
    throw new UserError(
      'usage',
      `The grid has ${size} points and the gate takes ${familyMax}; sweep first, or widen its steps.`,
    )
  return seatAll(kind, base, pointsOf(axes, perSpan))
}

type Point = Readonly<Record<string, ParameterValue>>

function pointsOf(axes: readonly SweepAxis[], perSpan: number): readonly Point[] {
  return gridPoints(axes, perSpan).map((point) => parametersAt(axes, point))
}

function seatAll(
  kind: AgentKind,
  base: Readonly<Record<string, unknown>>,
  points: readonly Point[],
): readonly Agent[] {
  const seated = points.map((point) => kind.seat({ ...base, ...point }))
  const fit = seated.flatMap((each) => (each.ok ? [each.value] : []))
  const wrong = seated.find((each) => !each.ok)
  // Some combinations may be none; if all are, nothing is left to ask of.
  if (fit.length === 0 && wrong?.ok === false)
    throw new UserError('agent-parameters', `${wrong.error}.`)
  return fit
}
