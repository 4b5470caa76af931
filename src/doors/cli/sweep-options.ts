import os from 'node:os'
import { type Command, Option } from 'commander'
import {
  type ConfigurationValues,
  loadAgentKind,
  outsideNamesOf,
  refuseOutside,
  setupOf,
  type SweepDefinition,
} from '../../app/index.ts'
import type { Agent, AgentKind } from '../../agents/index.ts'
import { UserError } from '../../base/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import {
  gridPoints,
  gridSize,
  type Objective,
  objectiveNames,
  parametersAt,
  parseAxis,
  type SearchName,
  searchNames,
  type SweepAxis,
} from '../../research/index.ts'
import type { CliContext } from './cli-context.ts'
import { addAgentOptions, agentFlags, type AgentOptions, parametersFor } from './agent-options.ts'
import { addMarketOptions, toldMarket, type MarketOptions } from './market-options.ts'
import {
  addSourceOptions,
  type BroughtSources,
  broughtTo,
  isBrought,
  type SourceOptions,
} from './source-options.ts'

/** How a person says what is swept; every option is text. */
export type SweepWords = MarketOptions &
  AgentOptions &
  SourceOptions & {
    readonly vary?: readonly string[]
    readonly search?: SearchName
    readonly trials: string
    readonly gridPoints: string
    readonly objective: Objective
    readonly prune?: boolean
    readonly workers?: string
    readonly screen?: string
  }

/** A grid of more points than this is not what is meant by saying nothing. */
const gridByDefaultMax = 500

/** Gives a command the options by which a person says what is swept, and how. */
export function addSweepOptions(command: Command): Command {
  return addSourceOptions(addAgentOptions(addMarketOptions(command)))
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
}

/** All that a sweep needs, from the words of a command line. */
export type AskedSweep = BroughtSources & {
  readonly definition: SweepDefinition
  readonly kind: AgentKind
  readonly market: readonly LoadedBars[]
  readonly workers: number
  /** How many of a screened grid the engine is to run; `undefined` for all, unscreened. */
  readonly screen: number | undefined
}

/** @throws UserError for what cannot be meant. */
export async function askedSweep(context: CliContext, options: SweepWords): Promise<AskedSweep> {
  const { values } = await context.configuration(agentFlags(options))
  const agent = oneAgentOf(options, values)
  const kind = await loadAgentKind(agent)
  const axes = axesOf(kind, options.vary ?? [])
  const workers = workersOf(options.workers)
  const screen = screenOf(options)
  const { agents: _, ...setup } = setupOf(values, [], { cash: options.cash })
  const base = parametersFor({ from: agent, name: kind.name }, options, values.agents)
  const definition: SweepDefinition = {
    ...{ agent, axes, setup, base },
    ...searchOf(options, axes),
    ...{ objective: options.objective, isPruning: options.prune === true },
  }
  const looking = variantsOf(kind, definition)
  if (!isBrought(options)) refuseOutside(looking)
  const market = await toldMarket(context, options, setup.seed)
  const brought = await broughtTo(options, setup.seed, market, outsideNamesOf(looking))
  return { definition, kind, market, workers, screen, ...brought }
}

/** Values of a span at which it is asked what an agent looks at. */
const askedPerSpan = 16

/**
 * The agent as it is, and with one parameter after another at each of its values: all that it may
 * look at, short of what two parameters decide together. That is refused in its trial.
 */
function variantsOf(kind: AgentKind, { base, axes }: SweepDefinition): readonly Agent[] {
  const points = axes.flatMap((axis) =>
    gridPoints([axis], askedPerSpan).map((point) => parametersAt([axis], point)),
  )
  const seated = [{}, ...points].map((point) => kind.seat({ ...base, ...point }))
  return seated.flatMap((each) => (each.ok ? [each.value] : []))
}

/** Trials of one sweep, as far as that is known. */
export function trialsOf({ search, axes, gridPoints, budget, points }: SweepDefinition): number {
  if (points !== undefined) return points.length
  return search === 'grid' ? gridSize(axes, gridPoints) : budget
}

/** What varies. @throws UserError `bad-axis`, `usage`. */
export function axesOf(kind: AgentKind, texts: readonly string[]): readonly SweepAxis[] {
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
  options: SweepWords,
  axes: readonly SweepAxis[],
): Pick<SweepDefinition, 'search' | 'budget' | 'gridPoints'> {
  const gridPoints = countOf('--grid-points', options.gridPoints, 1, 1_000)
  const budget = countOf('--trials', options.trials, 1, gridMax)
  const size = gridSize(axes, gridPoints)
  const isGrid = size <= gridByDefaultMax || options.screen !== undefined
  const search = options.search ?? (isGrid ? 'grid' : 'tpe')
  if (search === 'grid' && size > gridMax)
    throw new UserError(
      'usage',
      `The grid has ${size} points; widen its steps, or look with --search tpe.`,
    )
  if (search !== 'grid') return { search, budget, gridPoints: 0 }
  return { search, budget: size, gridPoints }
}

function screenOf({ screen, search = 'grid' }: SweepWords): number | undefined {
  if (screen === undefined) return undefined
  if (search !== 'grid')
    throw new UserError('usage', `--screen looks at every point of a grid; leave out --search.`)
  return countOf('--screen', screen, 1, 10_000)
}

function workersOf(text: string | undefined): number {
  if (text === undefined) return os.availableParallelism()
  if (text.startsWith('nats:'))
    throw new UserError(
      'workers-unknown',
      'Workers on other machines have their port, but the queue to them comes with the fleet; ' +
        'give a number of threads.',
    )
  return countOf('--workers', text, 1, 256)
}

/** A whole number of the command line. @throws UserError `usage`. */
export function countOf(option: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max) return value
  throw new UserError(
    'usage',
    `${option} must be a whole number from ${min} to ${max}, was '${text}'.`,
  )
}

/** The one agent that is asked for, or that of the settings. @throws UserError `usage`. */
export function oneAgentOf(options: AgentOptions, { agents }: ConfigurationValues): string {
  const names = options.agent ?? agents.map(({ name }) => name)
  const [name, second] = names
  if (name !== undefined && second === undefined) return name
  throw new UserError(
    'usage',
    `A sweep is of one agent, not ${names.length}; say which by --agent.`,
  )
}
