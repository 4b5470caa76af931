import { Command } from 'commander'
import { eventsOfDesk, eventsOfRun, type RunEvents, truthOfRun } from '../../app/index.ts'
import { truthJson } from '../../ledger/index.ts'
import { addBacktestOptions, type BacktestOptions, openGround } from './backtest-run.ts'
import type { CliContext } from './cli-context.ts'
import { truthLines } from './strategy-truth-text.ts'

/** What of `coinswarm strategy` says what is true, and asks the record. */
export function truthCommands(context: CliContext): readonly Command[] {
  return [truthCommand(context)]
}

const whose = 'Of the desk in its folder; with --bars or --market, of a backtest made now.'

function truthCommand(context: CliContext): Command {
  const command = new Command('truth').description(
    `Say what is true of a run, by its events alone. ${whose}`,
  )
  return addBacktestOptions(command)
    .addHelpText('after', '\nExample:\n  coinswarm strategy truth --market generated --agent trend')
    .action(async (options: BacktestOptions) => {
      const { truth, drought } = truthOfRun(await askedEvents(context, options))
      const { usualGap = null, chance = null, ...rest } = drought
      context.json({
        command: 'strategy truth',
        ...truthJson(truth),
        drought: { ...rest, usualGap, chance },
      })
      for (const line of truthLines(truth, drought)) context.print(line)
    })
}

/** The run that a person means. @throws UserError for what is not there. */
async function askedEvents(context: CliContext, options: BacktestOptions): Promise<RunEvents> {
  if (options.market === undefined && options.bars === undefined)
    return eventsOfDesk(context.deskFolder)
  const { setup, market, tapes, outside, trials } = await openGround(context, options)
  return eventsOfRun({ setup, market, tapes, outside }, trials)
}
