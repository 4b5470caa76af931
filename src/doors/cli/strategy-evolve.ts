import path from 'node:path'
import { Command, Option } from 'commander'
import {
  barsOfDesk,
  type ConfigurationValues,
  evolveStrategies,
  LineFiles,
  type NightModel,
  type NightReport,
  openNightModel,
  replayedNightModel,
  setupOf,
  thresholdsOf,
  TrialFile,
} from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { formatTime, type Micros, micros, parseInterval } from '../../domain/index.ts'
import { recipeMinutes } from '../../evolution/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import type { CliContext } from './cli-context.ts'
import { addRunOptions, agentFlags, type AgentOptions } from './agent-options.ts'
import { addMarketOptions, type MarketOptions, toldMarket } from './market-options.ts'
import { drawsOf } from './nulls.ts'
import { countOf } from './sweep-options.ts'

type Options = MarketOptions &
  Omit<AgentOptions, 'agent'> & {
    readonly nights: string
    readonly every: string
    readonly candidates: string
    readonly draws: string
    readonly author: string
    readonly replayLlm?: boolean
  }

/** `coinswarm strategy evolve`: nights of the strategist. */
export function evolveCommand(context: CliContext): Command {
  const command = new Command('evolve').description(
    'Write new strategies, put the best to the gate, and judge those that run by the bars since.',
  )
  return addRunOptions(addMarketOptions(command))
    .option('--nights <n>', 'how many, the last as of the newest bar', '1')
    .option('--every <time>', 'from one night to the next', '1d')
    .option('--candidates <n>', 'strategies written in a night, at most', '5')
    .option('--draws <n>', 'nulls in each distribution, 19 or more', '99')
    .addOption(
      new Option('--author <who>', 'who writes').choices(['mutation', 'model']).default('mutation'),
    )
    .option('--replay-llm', 'ask no model: take what was said in these nights before')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm strategy evolve --market generated --candidates 2 --draws 19' +
        '\n  coinswarm strategy evolve --market desk   (the bars that the desk has seen)',
    )
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  const draws = drawsOf(options.draws)
  const candidates = countOf('--candidates', options.candidates, 1, 100)
  const { values } = await context.configuration(agentFlags(options))
  const { agents: _, ...setup } = setupOf(values, [], { cash: options.cash })
  const market = await marketOf(context, options, setup.seed)
  const nights = nightsOf(options, market)
  const folder = path.join(context.deskFolder, 'strategies')
  const progress = context.progress('evolve', nights.length)
  let done = 0
  const reports = await evolveStrategies({
    ...{ desk: context.deskFolder, market, setup, nights, candidates, draws, seed: setup.seed },
    trials: new TrialFile(context.deskFolder),
    log: new LineFiles(folder),
    sealed: { settings: [], growing: [path.join(context.deskFolder, 'trials.jsonl')] },
    model: modelOf(context, options, values),
    thresholds: thresholdsOf(values),
    ground: { minutes: minutesOf(market), mayShort: !setup.limits.isLongOnly },
    onStep: (text) => {
      if (text.startsWith('night')) progress.update((done += 1) - 1)
      context.note(text)
    },
  })
  progress.stop()
  context.json({
    ...{ command: 'strategy evolve', seed: setup.seed, candidates, draws },
    nights: reports.map(({ cycle, ts, end, moves }) => ({
      cycle,
      at: formatTime(ts),
      ...end,
      moves,
    })),
  })
  for (const report of reports) context.print(nightLine(report))
  context.print(closing(reports))
}

/** With `--market desk` the bars that the desk itself has seen. */
function marketOf(
  context: CliContext,
  options: Options,
  seed: number,
): Promise<readonly LoadedBars[]> | readonly LoadedBars[] {
  if (options.market !== 'desk') return toldMarket(context, options, seed)
  if (options.bars !== undefined) throw new UserError('usage', 'Give --bars or --market, not both.')
  return barsOfDesk(context.deskFolder)
}

/** Whom nights ask, where a model writes. */
function modelOf(
  { deskFolder }: CliContext,
  { author, replayLlm = false }: Options,
  values: ConfigurationValues,
): NightModel | undefined {
  if (author === 'model')
    return replayLlm
      ? replayedNightModel(values, deskFolder)
      : openNightModel(values, deskFolder, liveClock)
  if (replayLlm) throw new UserError('usage', '--replay-llm goes with --author model.')
  return undefined
}

/** Bars that strategies may look at are those of the market, and longer ones. */
function minutesOf(market: readonly LoadedBars[]): readonly number[] {
  const own = Math.max(...market.map(({ intervalUs }) => intervalUs / 60_000_000))
  const longer = recipeMinutes.filter((minutes) => minutes >= own && minutes % own === 0)
  return longer.length > 0 ? longer : [1_440]
}

function nightsOf({ nights, every }: Options, market: readonly LoadedBars[]): readonly Micros[] {
  const count = countOf('--nights', nights, 1, 10_000)
  const everyUs = parseInterval(every)
  if (everyUs === undefined)
    throw new UserError('usage', `--every must be a time such as 1d or 12h, was '${every}'.`)
  const last = Math.max(...market.map(({ bars }) => bars.ts[bars.length - 1] ?? 0))
  const first = Math.min(...market.map(({ bars }) => bars.ts[0] ?? 0))
  const from = last - (count - 1) * everyUs
  if (from <= first)
    throw new UserError(
      'usage',
      `${count} nights ${every} apart begin before the bars do; ask for fewer, or nearer ones.`,
    )
  return Array.from({ length: count }, (_, k) => micros(from + k * everyUs))
}

function nightLine({ cycle, ts, end, moves }: NightReport): string {
  const moved = moves.map(({ version, from, to }) => `${version.slice(0, 12)} ${from} to ${to}`)
  const said = [`${end.outcome}: ${end.why}`, ...moved].join('; ')
  return `night ${cycle}  ${formatTime(ts).slice(0, 10)}  ${said}`
}

function closing(reports: readonly NightReport[]): string {
  const shadows = reports.filter(({ end }) => end.outcome === 'to-the-shadow').length
  const rewritten = reports.filter(({ end }) => end.outcome === 'analysis-in-force').length
  if (shadows === 0 && rewritten > 0)
    return `${rewritten} analyses were rewritten; nothing that trades was.`
  return shadows === 0
    ? 'Nothing was changed, which is what most nights should come to.'
    : `${shadows} entered the shadow. Nothing trades that has not done well on bars that come later.`
}
