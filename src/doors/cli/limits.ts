import { Command } from 'commander'
import { UserError } from '../../base/index.ts'
import { askRunning } from './ask-running.ts'
import type { CliContext } from './cli-context.ts'
import { columnLines } from './column-lines.ts'
import { answered, tellAnswer } from './control-text.ts'

/** `coinswarm limits`: the limits of a running desk, and other ones for it. */
export function limitsCommand(context: CliContext): Command {
  return new Command('limits')
    .description('Show the limits of a running desk, or change one.')
    .addCommand(showCommand(context), { isDefault: true })
    .addCommand(setCommand(context))
    .addHelpText('after', '\nExample:\n  coinswarm limits set grossMax 0.5 --reason "a wild week"')
}

function showCommand(context: CliContext): Command {
  return new Command('show')
    .description('Show every limit, and what it will be.')
    .addHelpText('after', '\nExample:\n  coinswarm limits show --json')
    .action(async () => {
      const { limits } = answered(await askRunning(context, { kind: 'show' })).state
      context.json({ command: 'limits show', limits })
      const rows = limits.map(({ key, value, next }) => [key, String(value), nextText(next)])
      for (const line of columnLines([['limit', 'is', 'will be'], ...rows])) context.print(line)
    })
}

function nextText(next: { readonly value: number; readonly t: number } | undefined): string {
  if (next === undefined) return ''
  return `${next.value} from ${new Date(next.t).toISOString().slice(0, 16)} on`
}

function setCommand(context: CliContext): Command {
  return new Command('set')
    .description('Change a limit: a tighter one holds at once, a wider one after 24 hours.')
    .argument('<key>', 'its name, as limits show tells it')
    .argument('<value>', 'a number')
    .option('--reason <text>', 'why; needed')
    .addHelpText('after', '\nExample:\n  coinswarm limits set grossMax 0.5 --reason "a wild week"')
    .action(async (key: string, text: string, { reason }: { readonly reason?: string }) => {
      const value = Number(text)
      if (text.trim() === '' || !Number.isFinite(value))
        throw new UserError('usage', `The value of ${key} must be a number, was '${text}'.`)
      if (reason === undefined || reason.trim() === '')
        throw new UserError('reason-missing', '--reason TEXT is missing: say why.')
      tellAnswer(
        context,
        'limits set',
        await askRunning(context, { kind: 'limit', key, value, reason }),
      )
    })
}
