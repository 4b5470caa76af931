import { Command } from 'commander'
import { migrateDeskFolder, migrateDeskFolderBack } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import type { CliContext } from './cli-context.ts'

type Options = { readonly dryRun?: boolean; readonly back?: boolean; readonly force?: boolean }

/** `coinswarm journal migrate`: a journal of an older format becomes one of this version. */
export function migrateCommand(context: CliContext): Command {
  return new Command('migrate')
    .description('Bring the journal of an older version to the format of this one, or back.')
    .option('--dry-run', 'say what would change, replay it, and keep nothing of it')
    .option('--back', 'go back to the journal as it was before the migration')
    .option('--force', 'with --back: also when events were recorded since')
    .addHelpText('after', '\nExample:\n  coinswarm journal migrate --dry-run')
    .action((options: Options) => (options.back === true ? back : forward)(context, options))
}

async function forward(context: CliContext, options: Options): Promise<void> {
  const isDryRun = options.dryRun === true
  const report = await migrateDeskFolder(context.deskFolder, isDryRun)
  const { from, to, steps, replay, kept } = report
  context.json({
    command: 'journal migrate',
    dryRun: isDryRun,
    ...report,
    replay: { ...replay, divergence: replay.divergence ?? null },
    kept: kept ?? null,
  })
  if (steps.length === 0) context.print(`The journal is of format ${to}, the present one.`)
  for (const what of steps) context.print(what)
  if (replay.matches) context.print(`replayed: ${replay.events} events, state ${replay.hash}`)
  else {
    context.print(`replayed: different, ${replay.divergence ?? ''}; the journal stays as it was`)
    context.answerNo()
  }
  if (steps.length === 0 || !replay.matches) return
  if (isDryRun) context.print(`Format ${from} would become ${to}; nothing was changed.`)
  else context.print(`Format ${from} became ${to}; the old one stays in ${kept ?? ''}.`)
}

async function back(context: CliContext, options: Options): Promise<void> {
  if (options.dryRun === true)
    throw new UserError('usage', '--dry-run and --back exclude each other.')
  const report = await migrateDeskFolderBack(context.deskFolder, options.force === true)
  context.json({ command: 'journal migrate', back: true, ...report })
  context.print(`Format ${report.from} went back to ${report.to}.`)
  context.print(
    `The newer journal is kept in ${report.kept}; ${report.left} events are only there.`,
  )
}
