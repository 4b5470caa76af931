import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Command, Option } from 'commander'
import {
  type ConfigurationValues,
  loadAgentKind,
  openMarket,
  runSweep,
  setupOf,
  sharedMarket,
  type SweepDefinition,
  type SweepRun,
  ThreadRunner,
  TrialFile,
} from '../../app/index.ts'
import type { AgentKind } from '../../agents/index.ts'
import { reasonOf, UserError } from '../../base/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import {
  gridSize,
  type Objective,
  objectiveNames,
  parseAxis,
  renderSweep,
  type SearchName,
  searchNames,
  standings,
  type SweepAxis,
} from '../../research/index.ts'
import type { CliContext } from './cli-context.ts'
import {
  addAgentOptions,
  agentFlags,
  type AgentOptions,
  daysOf,
  parametersFor,
} from './agent-options.ts'
import { addMarketOptions, type MarketOptions } from './market-options.ts'
import { sweepJson, sweepLines, sweepVerdict } from './sweep-text.ts'
import { version } from './version.ts'

/** What commander hands over; every option is text. */
type Options = MarketOptions &
  AgentOptions & {
    readonly vary?: readonly string[]
    readonly search?: SearchName
    readonly trials: string
    readonly gridPoints: string
    readonly objective: Objective
    readonly prune?: boolean
    readonly workers?: string
    readonly report?: string
  }

/** A grid of more points than this is not what is meant by saying nothing. */
const gridByDefaultMax = 500

/** `coinswarm sweep`: tries many parameters of one agent, and says how far to believe the best. */
export function sweepCommand(context: CliContext): Command {
  const command = new Command('sweep').description(
    'Try many parameters of an agent; every trial is counted. Stopped, it goes on where it was.',
  )
  return addAgentOptions(addMarketOptions(command))
    .option(
      '--vary <axis...>',
      'what varies: fast=5..50, fast=5..50/5, hurdle=0.001..0.1:log, a=x|y',
    )
    .addOption(
      new Option(
        '--search <how>',
        'how to look (default: grid when it is small, else tpe)',
      ).choices([...searchNames]),
    )
    .option('--trials <n>', 'trials of a search that is no grid', '200')
    .option('--grid-points <n>', 'values of a range in a grid', '8')
    .addOption(
      new Option('--objective <figure>', 'what to look for the best of')
        .choices([...objectiveNames])
        .default('sharpe'),
    )
    .option('--prune', 'give a trial up that is worse than the median half-way')
    .option('--workers <n>', 'how many run at once (default: one for each processor)')
    .option('--report <file>', 'write a self-contained HTML page')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm sweep --market generated --vary fast=5..50/5 slow=20..200/20',
    )
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  const { values } = await context.configuration(agentFlags(options))
  const agent = agentOf(options, values)
  const kind = await loadAgentKind(agent)
  const axes = axesOf(kind, options.vary ?? [])
  const workers = workersOf(options.workers)
  const { agents: _, ...setup } = setupOf(values, [], { cash: options.cash })
  const market = await openMarket({
    ...options,
    files: options.bars ?? [],
    days: daysOf(options.days),
    seed: values.desk.seed,
  })
  const definition: SweepDefinition = {
    ...{ agent, base: parametersFor(agent, 1, options, values.agents), axes, setup },
    ...searchOf(options, axes),
    ...{ objective: options.objective, isPruning: options.prune === true },
  }
  const swept = await sweepWith(context, { definition, kind, market, workers })
  show(context, options, definition, swept)
}

type Needs = {
  readonly definition: SweepDefinition
  readonly kind: AgentKind
  readonly market: readonly LoadedBars[]
  readonly workers: number
}

async function sweepWith(
  context: CliContext,
  { definition, kind, market, workers }: Needs,
): Promise<SweepRun> {
  const total =
    definition.search === 'grid'
      ? gridSize(definition.axes, definition.gridPoints)
      : definition.budget
  const progress = context.progress('sweep', total)
  const runner = new ThreadRunner(
    { ...definition, market: sharedMarket(market) },
    Math.min(workers, total),
  )
  try {
    return await runSweep({
      ...{ definition, kind, market, runner },
      trials: new TrialFile(context.deskFolder),
      deskFolder: context.deskFolder,
      signal: context.interruption(),
      onTrial: (done, best) =>
        progress.update(done, `best ${definition.objective} ${best?.toFixed(3) ?? 'none yet'}`),
    })
  } finally {
    progress.stop()
    await runner.close()
  }
}

function show(
  context: CliContext,
  options: Options,
  definition: SweepDefinition,
  swept: SweepRun,
): void {
  const { axes, objective } = definition
  const best = standings(axes, swept.trials, objective)
  const verdict = sweepVerdict(swept, best, objective)
  if (options.report !== undefined)
    writePage(
      options.report,
      renderSweep({
        title: `${path.basename(definition.agent)}: ${swept.trials.length} trials`,
        ...{ verdict, axes, objective, standings: best, trials: swept.trials },
        ...{ hash: swept.hash, version: version() },
      }),
    )
  context.json(sweepJson(definition, swept, best, verdict, options.report ?? null))
  for (const line of sweepLines(swept, best, objective, verdict)) context.print(line)
  if (options.report !== undefined) context.print(`\npage: ${options.report}`)
  if (swept.isPartial) context.answerNo()
}

function writePage(file: string, page: string): void {
  try {
    fs.writeFileSync(file, page)
  } catch (error) {
    throw new UserError(
      'report-unwritten',
      `The page could not be written (${reasonOf(error)}); name another file with --report.`,
      3,
    )
  }
}

function axesOf(kind: AgentKind, texts: readonly string[]): readonly SweepAxis[] {
  if (texts.length === 0) {
    const names = Object.keys(kind.parameters).join(', ') || 'none, so there is nothing to try'
    throw new UserError('usage', `Say what varies with --vary; parameters of it are ${names}.`)
  }
  const axes = texts.map((text) => {
    const axis = parseAxis(kind.parameters, text)
    if (!axis.ok) throw new UserError('bad-axis', `--vary: ${axis.error}.`)
    return axis.value
  })
  const twice = axes.find((axis, k) => axes.findIndex(({ name }) => name === axis.name) !== k)
  if (twice !== undefined)
    throw new UserError('bad-axis', `--vary names '${twice.name}' twice; name it once.`)
  return axes
}

/** Points of a grid that anybody would wait for. */
const gridMax = 1_000_000

function searchOf(
  options: Options,
  axes: readonly SweepAxis[],
): Pick<SweepDefinition, 'search' | 'budget' | 'gridPoints'> {
  const gridPoints = countOf('--grid-points', options.gridPoints, 1, 1_000)
  const budget = countOf('--trials', options.trials, 1, gridMax)
  const size = gridSize(axes, gridPoints)
  const search = options.search ?? (size <= gridByDefaultMax ? 'grid' : 'tpe')
  if (search === 'grid' && size > gridMax)
    throw new UserError(
      'usage',
      `The grid has ${size} points; widen its steps, or look with --search tpe.`,
    )
  if (search !== 'grid') return { search, budget, gridPoints: 0 }
  return { search, budget: size, gridPoints }
}

function workersOf(text: string | undefined): number {
  if (text === undefined) return os.availableParallelism()
  if (text.startsWith('nats:'))
    throw new UserError(
      'workers-unknown',
      'Workers on other machines come with the fleet; give a number of threads.',
    )
  return countOf('--workers', text, 1, 256)
}

function countOf(option: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max) return value
  throw new UserError(
    'usage',
    `${option} must be a whole number from ${min} to ${max}, was '${text}'.`,
  )
}

/** The one agent that is swept: the one asked for, or that of the settings. */
function agentOf(options: AgentOptions, { agents }: ConfigurationValues): string {
  const names = options.agent ?? agents.map(({ name }) => name)
  const [name, second] = names
  if (name !== undefined && second === undefined) return name
  throw new UserError(
    'usage',
    `A sweep is of one agent, not ${names.length}; say which by --agent.`,
  )
}
