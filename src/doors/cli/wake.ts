import { Command } from 'commander'
import { notAsleep } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { askRunning } from './ask-running.ts'
import type { CliContext } from './cli-context.ts'
import { answered, tellAnswer } from './control-text.ts'

const example = 'coinswarm wake BTC-USD.KRAKEN --reason "another market than in spring"'

/** `coinswarm wake`: what hibernates is tried again, with a quarter of its size. */
export function wakeCommand(context: CliContext): Command {
  return new Command('wake')
    .description('Wake an instrument or a strategy that hibernates, on a running desk.')
    .argument('<name>', 'id of the instrument, or name of the agent')
    .option('--reason <text>', 'why; needed')
    .addHelpText('after', `\nExample:\n  ${example}`)
    .action((name: string, { reason }: { readonly reason?: string }) =>
      wake(context, name, reason ?? ''),
    )
}

async function wake(context: CliContext, name: string, reason: string): Promise<void> {
  if (reason.trim() === '')
    throw new UserError('reason-missing', '--reason TEXT is missing: say why it is tried again.')
  const { hibernating = [] } = answered(await askRunning(context, { kind: 'show' })).state
  const found = hibernating.find((each) => each.name === name)
  if (found === undefined) {
    const message = notAsleep(name, hibernating)
    context.json({
      command: 'wake',
      isRunning: true,
      refused: { code: 'limit-refused', message },
    })
    context.print(message)
    return context.answerNo()
  }
  const { scope, subject } = found
  tellAnswer(context, 'wake', await askRunning(context, { kind: 'wake', scope, subject, reason }))
}
