import { Command } from 'commander'
import { replayJournal } from '../../app/index.ts'
import type { CliContext } from './cli-context.ts'

/** `coinswarm replay`: runs a journal again and says whether it comes to the same state. */
export function replayCommand(context: CliContext): Command {
  return new Command('replay')
    .description('Run the journal of a desk again and compare every event and state hash.')
    .addHelpText('after', '\nExample:\n  coinswarm replay --desk coinswarm-desk')
    .action(async () => {
      const replay = await replayJournal(context.deskFolder)
      context.json({ command: 'replay', ...replay, divergence: replay.divergence ?? null })
      context.print(
        replay.matches
          ? `${replay.events} events, ${replay.checkpoints} checkpoints: the same state`
          : `different: ${replay.divergence ?? ''}`,
      )
      if (replay.matches) {
        context.print(`state ${replay.hash}`)
        context.print(`run   ${replay.runHash}`)
      } else context.answerNo()
    })
}
