import { eventsOfDesk, eventsOfRun, type RunEvents } from '../../app/index.ts'
import { type BacktestOptions, openGround } from './backtest-run.ts'
import type { CliContext } from './cli-context.ts'

/** Which run is meant by a command that takes the options of a backtest. */
export const whose = 'Of the desk in its folder; with --bars or --market, of a backtest made now.'

/** The run that a person means. @throws UserError for what is not there. */
export async function askedEvents(
  context: CliContext,
  options: BacktestOptions,
): Promise<RunEvents> {
  if (options.market === undefined && options.bars === undefined)
    return eventsOfDesk(context.deskFolder)
  const { setup, market, tapes, outside, trials } = await openGround(context, options)
  return eventsOfRun({ setup, market, tapes, outside }, trials)
}
