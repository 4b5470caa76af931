import { Command, Option } from 'commander'
import {
  ablateMemory,
  episodeRow,
  memoryOfDesk,
  memoryOfRun,
  memoryStats,
  memoryArms,
  type MemoryQuestion,
  type RunMemory,
  searchMemory,
  searchMemoryInDatabase,
  shownInMemory,
} from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { type InstrumentId, parseInstrumentId } from '../../domain/index.ts'
import { shelfNames } from '../../memory/index.ts'
import { addBacktestOptions, type BacktestOptions, openGround } from './backtest-run.ts'
import type { CliContext } from './cli-context.ts'
import {
  ablationJson,
  ablationLines,
  episodeLines,
  lessonLines,
  nearLines,
  statsLines,
} from './memory-text.ts'
import { recordCommands } from './memory-records.ts'
import { voteCommands } from './memory-votes.ts'
import { countOf } from './sweep-options.ts'

/** `coinswarm memory`: what a desk remembers of its decisions, and what came of them. */
export function memoryCommand(context: CliContext): Command {
  const command = new Command('memory')
    .description('Search what a desk, or a backtest, remembers of its decisions and outcomes.')
    .addCommand(searchCommand(context))
    .addCommand(showCommand(context))
    .addCommand(lessonsCommand(context))
    .addCommand(statsCommand(context))
    .addCommand(ablateCommand(context))
    .addHelpText('after', '\nExample:\n  coinswarm memory stats')
  for (const each of voteCommands(context)) command.addCommand(each)
  for (const each of recordCommands(context, asked)) command.addCommand(each)
  return command
}

const whose = 'Of the desk in its folder; with --bars or --market, of a backtest made now.'

type SearchOptions = BacktestOptions & {
  readonly like?: string
  readonly at?: string
  readonly most: string
  readonly kind: 'position' | 'view'
  readonly side?: 'long' | 'short'
  readonly on?: string
  readonly regime?: string
  readonly by?: string
  readonly asOf?: string
  readonly since?: string
}

function searchCommand(context: CliContext): Command {
  const command = new Command('search').description(
    `Find the moments most like now, or like those of an episode. ${whose}`,
  )
  return addBacktestOptions(command)
    .option('--like <episode>', 'the number of an episode, instead of now')
    .option('--at <instrument>', 'the instrument whose newest bar is now (default: the first)')
    .option('--most <n>', 'how many', '10')
    .addOption(
      new Option('--kind <kind>', 'what the moment led to: a position, or none')
        .choices(['position', 'view'])
        .default('position'),
    )
    .addOption(new Option('--side <side>', 'only that side').choices(['long', 'short']))
    .option('--on <instrument>', 'only moments of that instrument')
    .option('--regime <word>', 'only such markets: calm, wild, up, europe')
    .option('--by <agent>', 'only moments at which that agent spoke')
    .option('--as-of <time>', 'as it was known before that time, UTC')
    .option('--since <time>', 'only what became known from that time on, UTC')
    .addHelpText('after', '\nExample:\n  coinswarm memory search --side long --regime wild')
    .action(async (options: SearchOptions) => {
      const memory = await asked(context, options)
      const { most, kind, side, regime, by: agent } = options
      const question: MemoryQuestion = {
        ...{ kind, regime, agent, most: countOf('--most', most, 1, 1_000) },
        like: options.like === undefined ? undefined : countOf('--like', options.like, 0, 1e9),
        at: instrumentOf('--at', options.at),
        on: instrumentOf('--on', options.on),
        side: side === undefined ? undefined : side === 'long' ? 1 : -1,
        asOf: timeOf('--as-of', options.asOf),
        since: timeOf('--since', options.since),
      }
      const found = await searched(context, options, memory, question)
      const rows = found.map(({ episode, similarity }) => ({
        ...{ similarity, ...episodeRow(episode, memory.asOf) },
      }))
      context.json({ command: 'memory search', episodes: memory.book.episodes.length, found: rows })
      for (const line of nearLines(rows)) context.print(line)
    })
}

function showCommand(context: CliContext): Command {
  const command = new Command('show')
    .description(`Show one episode by its number, or one lesson by its name. ${whose}`)
    .argument('<id>', 'such as 12, pattern-3 or agent-trend-all')
  return addBacktestOptions(command)
    .addHelpText('after', '\nExample:\n  coinswarm memory show 0 --market generated --agent trend')
    .action(async (id: string, options: BacktestOptions) => {
      const memory = await asked(context, options)
      const shown = shownInMemory(memory, id)
      if ('lesson' in shown) {
        context.json({ command: 'memory show', ...shown })
        for (const line of lessonLines([shown.lesson])) context.print(line)
        return
      }
      const row = episodeRow(shown.episode, memory.asOf)
      const { stances, vector } = shown.episode
      context.json({ command: 'memory show', episode: { ...row, stances, vector: [...vector] } })
      for (const line of episodeLines(row, stances)) context.print(line)
    })
}

function lessonsCommand(context: CliContext): Command {
  const command = new Command('lessons').description(
    `List what closed positions teach, with the events it rests on. ${whose}`,
  )
  return addBacktestOptions(command)
    .addOption(new Option('--shelf <name>', 'only one of the three shelves').choices(shelfNames))
    .addHelpText('after', '\nExample:\n  coinswarm memory lessons --shelf failed')
    .action(async (options: BacktestOptions & { readonly shelf?: string }) => {
      const { shelves } = memoryStats(await asked(context, options))
      const lessons = shelves.lessons.filter(
        ({ shelf }) => options.shelf === undefined || shelf === options.shelf,
      )
      context.json({ command: 'memory lessons', lessons })
      for (const line of lessonLines(lessons)) context.print(line)
    })
}

function statsCommand(context: CliContext): Command {
  const command = new Command('stats').description(
    `Tell how much is remembered, the patterns in it, and what is known of each agent. ${whose}`,
  )
  return addBacktestOptions(command)
    .addHelpText('after', '\nExample:\n  coinswarm memory stats --market generated --agent trend')
    .action(async (options: BacktestOptions) => {
      const { shelves: _, ...stats } = memoryStats(await asked(context, options))
      context.json({ command: 'memory stats', ...stats })
      for (const line of statsLines(stats)) context.print(line)
    })
}

const windowsMax = 1_000

function ablateCommand(context: CliContext): Command {
  const command = new Command('ablate').description(
    'Run agents with memory of different weights, and set them beside each other day by day.',
  )
  return addBacktestOptions(command)
    .option('--windows <n>', 'tell the runs in so many windows of equal time', '8')
    .addHelpText('after', '\nExample:\n  coinswarm memory ablate --market generated --days 60')
    .action(async (options: BacktestOptions & { readonly windows: string }) => {
      const windowCount = countOf('--windows', options.windows, 1, windowsMax)
      const { setup, market, tapes, outside, trials } = await openGround(context, options)
      const progress = context.progress('memory', memoryArms.length)
      const onArm = (done: number): void => progress.update(done)
      const ground = { setup, market, tapes, outside, trials, windowCount, onArm }
      const ablation = ablateMemory(ground)
      progress.stop()
      context.json({ command: 'memory ablate', ...ablationJson(ablation) })
      for (const line of ablationLines(ablation)) context.print(line)
    })
}

/** Of a desk where the settings say; what a backtest remembers stands nowhere else. */
async function searched(
  context: CliContext,
  options: BacktestOptions,
  memory: RunMemory,
  question: MemoryQuestion,
): Promise<ReturnType<typeof searchMemory>> {
  const { values } = await context.configuration()
  if (isOfRun(options) || values.memory.vectors === 'in-process')
    return searchMemory(memory, question)
  return await searchMemoryInDatabase(values.database, context.deskFolder, memory, question)
}

function isOfRun({ market, bars }: BacktestOptions): boolean {
  return market !== undefined || bars !== undefined
}

async function asked(context: CliContext, options: BacktestOptions): Promise<RunMemory> {
  if (!isOfRun(options)) return memoryOfDesk(context.deskFolder)
  const { setup, market, tapes, outside, trials } = await openGround(context, options)
  return memoryOfRun({ setup, market, tapes, outside }, trials)
}

function instrumentOf(option: string, text: string | undefined): InstrumentId | undefined {
  if (text === undefined) return undefined
  const parsed = parseInstrumentId(text)
  if (parsed.ok) return parsed.value
  throw new UserError('bad-instrument', `${option}: ${parsed.error}.`)
}

/** @returns Microseconds. */
function timeOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const ms = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00Z` : text)
  if (Number.isFinite(ms)) return ms * 1_000
  throw new UserError('bad-time', `${option} must be a time such as 2024-01-31, was '${text}'.`)
}
