import { Command } from 'commander'
import {
  analysesInForce,
  BoxPool,
  contextOfCycle,
  readPrompts,
  readStrategies,
  strategyFolder,
  writePrompts,
} from '../../app/index.ts'
import { formatTime } from '../../domain/index.ts'
import { ObservationBook, promptLayers } from '../../evolution/index.ts'
import { liveClock, nodeDisk } from '../../kernel/index.ts'
import { askedEvents, whose } from './asked-events.ts'
import { addBacktestOptions, type BacktestOptions } from './backtest-run.ts'
import type { CliContext } from './cli-context.ts'
import { columnLines } from './column-lines.ts'

/** What of `coinswarm strategy` says what a cycle is told. */
export function contextCommands(context: CliContext): readonly Command[] {
  return [contextCommand(context), promptsCommand(context), observationsCommand(context)]
}

/** A cycle that a person looks at has no budget to spend. */
const none = { versions: [], paperTests: [], budget: { tokensLeft: 0, tokensPerDay: 0 } }

function contextCommand(context: CliContext): Command {
  const command = new Command('context').description(
    `Show what a cycle would be told, as a model reads it; no model is asked. ${whose}`,
  )
  return addBacktestOptions(command)
    .addHelpText('after', '\nExample:\n  coinswarm strategy context --market generated')
    .action(async (options: BacktestOptions) => {
      const run = await askedEvents(context, options)
      const analyses = analysesInForce(readStrategies(context.deskFolder), new BoxPool(0))
      const facts = { cycle: 'shown', now: liveClock.now(), analyses, ...none }
      const told = await contextOfCycle(run, context.deskFolder, facts)
      context.json({ command: 'strategy context', ...told })
      context.print(told.prompt.system)
      context.print(told.prompt.prompt)
    })
}

function promptsCommand(context: CliContext): Command {
  return new Command('prompts')
    .description('Show the prompts of the desk, and whether they are its own or those that ship.')
    .option('--write', 'write those that ship into the folder of the desk, for editing')
    .addHelpText('after', '\nExample:\n  coinswarm strategy prompts --write')
    .action(({ write = false }: { readonly write?: boolean }) => {
      const folder = context.deskFolder
      const written = write ? writePrompts(folder) : []
      const { set, own, mandate } = readPrompts(folder)
      const { version, templates } = set
      context.json({ command: 'strategy prompts', version, own, mandate, templates, written })
      context.print(`version ${version}`)
      for (const layer of promptLayers) {
        context.print(`\n--- ${layer}, ${own.includes(layer) ? 'of this desk' : 'as it ships'}\n`)
        context.print(templates[layer].trimEnd())
      }
      context.print(`\n--- mandate\n\n${mandate}`)
      if (write) context.note(`Written: ${written.join(', ') || 'nothing, all were there'}.`)
    })
}

function observationsCommand(context: CliContext): Command {
  return new Command('observations')
    .description('List what was observed in the last ninety days, or write an observation down.')
    .option('--add <text>', 'write this down as an observation of yours')
    .addHelpText('after', "\nExample:\n  coinswarm strategy observations --add 'Fees rose in May'")
    .action(({ add }: { readonly add?: string }) => {
      const book = ObservationBook.open(nodeDisk, strategyFolder(context.deskFolder))
      const now = liveClock.now()
      if (add !== undefined) book.add({ ts: now, cycle: 'by hand', by: 'person', text: add })
      const observations = book.list(now)
      context.json({
        command: 'strategy observations',
        observations: observations.map((of) => ({ ...of, time: formatTime(of.ts) })),
        unread: book.unread,
      })
      if (observations.length === 0) context.print('Nothing was observed in the last ninety days.')
      for (const line of columnLines(
        observations.map(({ id, ts, by, text }) => [`${id}`, formatTime(ts), by, text]),
      ))
        context.print(line)
      if (book.unread > 0) context.note(`${book.unread} lines of the file cannot be read.`)
    })
}
