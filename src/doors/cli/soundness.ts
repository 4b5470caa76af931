import path from 'node:path'
import { Command } from 'commander'
import {
  type Certificate,
  certificateOf,
  keepCertificate,
  loadAgentKind,
  loadStrategy,
  type LoadedStrategy,
  outsideNamesOf,
  runSoundness,
  settingsHash,
  setupOf,
  type SoundnessReport,
  soundnessTotal,
  type StrategyName,
  thresholdsOf,
  TrialFile,
} from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { formatTime, type Micros } from '../../domain/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { renderSoundness } from '../../research/index.ts'
import { addRunOptions, agentFlags, type AgentOptions, parametersFor } from './agent-options.ts'
import type { CliContext } from './cli-context.ts'
import { addMarketOptions, toldMarket, daysOf, type MarketOptions } from './market-options.ts'
import {
  addSourceOptions,
  broughtTo,
  isBrought,
  remarksJson,
  type SourceOptions,
} from './source-options.ts'
import { soundnessJson, soundnessLines } from './soundness-text.ts'
import { version } from './version.ts'
import { writePage } from './write-page.ts'

/** What commander hands over; every option is text. */
type Options = MarketOptions &
  Omit<AgentOptions, 'agent'> &
  SourceOptions & { readonly draws: string; readonly report?: string }

const minutesPerDay = 1_440
/** Fewer draws than this cannot reject at one in twenty. */
const drawsMin = 19
const drawsMax = 9_999

/** `coinswarm soundness`: looks at a strategy from seven sides, and certifies what was found. */
export function soundnessCommand(context: CliContext): Command {
  const command = new Command('soundness')
    .description('Look at a strategy from seven sides; without a certificate none leaves paper.')
    .argument('<strategy>', 'an agent by name, or a file of your own')
  return addSourceOptions(addRunOptions(addMarketOptions(command)))
    .option('--draws <n>', 'nulls in each distribution, 19 or more; 0 for no null tests', '0')
    .option('--report <file>', 'write a self-contained HTML page')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm soundness trend --market generated --instrument BTC-USD --report page.html',
    )
    .action((strategy: string, options: Options) => run(context, strategy, options))
}

async function run(context: CliContext, from: string, options: Options): Promise<void> {
  const draws = drawsOf(options.draws)
  const { values } = await context.configuration(agentFlags(options))
  const asked = { from, name: (await loadAgentKind(from)).name }
  const name = { from, parameters: parametersFor(asked, options, values.agents) }
  const loaded = await loadStrategy(name, isBrought(options))
  const { agents: _, ...setup } = setupOf(values, [], { cash: options.cash })
  const days = daysOf(options.days)
  const market = await toldMarket(context, options, setup.seed)
  const names = outsideNamesOf([loaded.agent])
  const brought = await broughtTo(options, setup.seed, market, names)
  const { outside, sourceRemarks } = brought
  const thresholds = thresholdsOf(values)
  const isRecorded = options.market === undefined
  const report = await looked(context, name, {
    ...{ agent: loaded.agent, setup, market, outside, isRecorded, thresholds, draws },
    scenarioBars: Math.max(1, Math.round(days * minutesPerDay)),
  })
  const certificate = certificateOf({
    ...{ identity: loaded.identity, settings: settingsHash(setup), thresholds },
    data: {
      ...{ sha256: report.dataHash, isRecorded },
      market: [marketText(market), ...besideText(names, isRecorded)].join('; '),
    },
    ...{ runHash: report.run.hash, soundness: report.soundness, version: version() },
    ...{ now: liveClock.now(), validDays: values.soundness.validDays },
  })
  const file = keepCertificate(context.deskFolder, certificate)
  if (options.report !== undefined)
    writePage(context, options.report, {
      ...{ command: 'soundness', hash: report.run.hash, verdict: report.soundness.verdict },
      page: pageOf(loaded, report, certificate),
    })
  const shown = { report, certificate, file, page: options.report }
  context.json({ ...soundnessJson(shown), ...remarksJson(brought) })
  for (const line of soundnessLines(shown)) context.print(line)
  for (const remark of sourceRemarks) context.print(remark)
  if (report.soundness.verdict !== 'sound') context.answerNo()
}

type Looked = Omit<
  Parameters<typeof runSoundness>[0],
  'strategy' | 'trials' | 'deskFolder' | 'onProgress'
>

async function looked(
  context: CliContext,
  strategy: StrategyName,
  options: Looked,
): Promise<SoundnessReport> {
  const { deskFolder } = context
  const progress = context.progress('soundness', soundnessTotal(options.draws))
  try {
    return await runSoundness({
      ...{ ...options, strategy, deskFolder },
      trials: new TrialFile(deskFolder),
      onProgress: (runs) => progress.update(runs),
    })
  } finally {
    progress.stop()
  }
}

function pageOf(
  { agent }: LoadedStrategy,
  { soundness, metrics, run: { hash } }: SoundnessReport,
  { data, issued, expires }: Certificate,
): string {
  const people = (time: string): string => time.slice(0, 16).replace('T', ' ')
  return renderSoundness({
    ...{ strategy: agent.id, soundness, metrics, market: data.market, hash, version: version() },
    ...{ issued: people(issued), expires: people(expires) },
  })
}

/** What it was tried on: instruments, bars, times, where they came from. */
function marketText(market: readonly LoadedBars[]): string {
  const parts = market.map(({ instrument, bars, intervalUs, sources }) => {
    const from = formatTime(((bars.ts[0] ?? 0) - intervalUs) as Micros)
    const to = formatTime((bars.ts[bars.length - 1] ?? 0) as Micros)
    const names = [...new Set(sources.map((source) => path.basename(source.path)))].join(', ')
    return `${instrument.id}: ${bars.length} bars, ${from} to ${to} UTC (${names})`
  })
  return parts.join('; ')
}

/** What was looked at beside them. */
function besideText(names: readonly string[], isRecorded: boolean): readonly string[] {
  if (names.length === 0) return []
  return [`beside the bars ${names.join(', ')}, ${isRecorded ? 'of files' : 'made up as they are'}`]
}

function drawsOf(text: string): number {
  const value = Number(text)
  const isEnough = value === 0 || (value >= drawsMin && value <= drawsMax)
  if (Number.isInteger(value) && isEnough && text.trim() !== '') return value
  throw new UserError(
    'usage',
    `--draws must be 0, or whole and from ${drawsMin} to ${drawsMax}, was '${text}'.`,
  )
}
