import { Command, Option } from 'commander'
import { freezeStrategy, promoteStrategy, rollbackStrategy } from '../../app/index.ts'
import { type ModuleKind, moduleKinds } from '../../evolution/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import { shortOf } from './strategy-version-text.ts'

/** What of `coinswarm strategy` changes where versions stand. */
export function settleStrategyCommands(context: CliContext): readonly Command[] {
  return [promoteCommand(context), rollbackCommand(context), freezeCommand(context)]
}

type Reasoned = { readonly reason?: string }

function promoteCommand(context: CliContext): Command {
  return new Command('promote')
    .description('Make a version champion by hand: only one that passed the gate can be.')
    .argument('<id>', 'the id of the version, or its first digits')
    .option('--reason <text>', 'why; needed')
    .addHelpText('after', '\nExample:\n  coinswarm strategy promote 0123abcd --reason "I agree"')
    .action((id: string, { reason = '' }: Reasoned) => {
      const version = promoteStrategy(id, wish(context, reason))
      context.json({ command: 'strategy promote', version })
      context.print(`${shortOf(version.id)} is the champion.`)
    })
}

function rollbackCommand(context: CliContext): Command {
  return new Command('rollback')
    .description('Demote the champion and bring back the one before, at once.')
    .option('--reason <text>', 'why; needed')
    .addOption(
      new Option('--module <kind>', 'of which kind').choices(moduleKinds).default('strategy'),
    )
    .addHelpText('after', '\nExample:\n  coinswarm strategy rollback --reason "it loses"')
    .action(({ reason = '', module }: Reasoned & { readonly module: ModuleKind }) => {
      const { demoted, restored } = rollbackStrategy(module, wish(context, reason))
      const ids = { demoted: demoted.id, restored: restored?.id ?? null }
      context.json({ command: 'strategy rollback', ...ids })
      context.print(`${shortOf(demoted.id)} is demoted.`)
      context.print(
        restored === undefined
          ? 'There was no champion before it; what is left is the control.'
          : `${shortOf(restored.id)} is the champion again.`,
      )
    })
}

function freezeCommand(context: CliContext): Command {
  return new Command('freeze')
    .description('Make a version the control that all others are held against, once and for good.')
    .argument('<id>', 'the id of the version, or its first digits')
    .option('--reason <text>', 'why; needed')
    .addHelpText('after', '\nExample:\n  coinswarm strategy freeze 0123abcd --reason "the first"')
    .action((id: string, { reason = '' }: Reasoned) => {
      const version = freezeStrategy(id, wish(context, reason))
      context.json({ command: 'strategy freeze', version })
      context.print(`${shortOf(version.id)} is the control from now on.`)
    })
}

function wish(context: CliContext, reason: string): Parameters<typeof promoteStrategy>[1] {
  return { desk: context.deskFolder, clock: liveClock, reason, onNote: context.note }
}
