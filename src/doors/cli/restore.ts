import { Command } from 'commander'
import { isEncryptedBackup, type LeadingSettings, restoreDesk } from '../../app/index.ts'
import { plainLine, UserError } from '../../base/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { tellable, tellManifest } from './backup.ts'
import type { CliContext } from './cli-context.ts'
import { keyForKnown, type PassphraseOptions } from './passphrase-for.ts'

type Options = PassphraseOptions & { readonly dryRun?: boolean }

/** `coinswarm restore`: a desk's folder out of a backup. */
export function restoreCommand(context: CliContext): Command {
  return new Command('restore')
    .description('Make the folder of a desk out of a backup, all of it verified first.')
    .argument('<file>', 'the backup')
    .option('--passphrase-file <file>', 'a file, mode 0600, that holds the passphrase on one line')
    .option('--unencrypted', 'also one that is not encrypted: nothing proves who made it')
    .option('--dry-run', 'verify everything and write nothing')
    .addHelpText('after', '\nExample:\n  coinswarm restore desk.backup --desk restored')
    .action((file: string, options: Options) => run(context, file, options))
}

async function run(context: CliContext, file: string, options: Options): Promise<void> {
  const isEncrypted = isEncryptedBackup(nodeDisk, file)
  const keys = await keyForKnown(options, isEncrypted)
  if (!isEncrypted && keys === undefined && options.unencrypted !== true)
    throw new UserError(
      'backup-passphrase',
      `${file} is not encrypted, so nothing proves who made it; say --unencrypted if you made it so`,
    )
  const isDryRun = options.dryRun === true
  const bar = context.progress('restore', 1_000)
  let named: LeadingSettings = { settings: [], unread: [] }
  const manifest = restoreDesk({
    disk: nodeDisk,
    file,
    folder: context.deskFolder,
    keys,
    isDryRun,
    onVerified: (leading) => {
      named = leading
      bar.stop()
      tellLeading(context, leading)
    },
    onProgress: (done, total) => bar.update(Math.floor((1_000 * done) / Math.max(1, total))),
  })
  bar.stop()
  const folder = context.deskFolder
  context.json({ command: 'restore', folder, dryRun: isDryRun, ...tellable(manifest), named })
  tellManifest(context, manifest)
  context.print(
    isDryRun
      ? `The backup is whole; nothing was written to ${folder}.`
      : `${folder}: restored and opened. It is the same desk: never run it beside the other.`,
  )
}

/** Somebody else's settings may lead a desk anywhere: said before they are there. */
function tellLeading(context: CliContext, { settings, unread }: LeadingSettings): void {
  if (settings.length > 0)
    context.print('Its settings lead the desk to what follows; restore only what is yours:')
  for (const { key, value, origin } of settings)
    context.print(plainLine(`  ${key} = ${JSON.stringify(value)} (${origin})`))
  for (const why of unread) context.print(plainLine(`Its settings were not looked through: ${why}`))
}
