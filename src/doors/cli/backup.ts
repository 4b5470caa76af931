import path from 'node:path'
import { Command } from 'commander'
import {
  type BackupManifest,
  backupDesk,
  drawArchiveChance,
  isEncryptedBackup,
  verifyBackup,
} from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import { keyForKnown, keyForNew, type PassphraseOptions } from './passphrase-for.ts'
import { version } from './version.ts'

type Options = PassphraseOptions & { readonly to?: string; readonly force?: boolean }

/** `coinswarm backup`: one encrypted file of all that a desk cannot make again. */
export function backupCommand(context: CliContext): Command {
  return new Command('backup')
    .description('Put a desk, running or not, into one encrypted file, and verify such a file.')
    .option('--to <file>', 'the file to make')
    .option('--passphrase-file <file>', 'a file, mode 0600, that holds the passphrase on one line')
    .option('--unencrypted', 'without a passphrase: whoever has the file can read it')
    .option('--force', 'replace the file if it exists')
    .addCommand(verifyCommand(context))
    .addHelpText('after', '\nExample:\n  coinswarm backup --to desk.backup')
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  if (options.to === undefined) throw new UserError('usage', 'Name the file to make with --to.')
  const to = path.resolve(options.to)
  if (!nodeDisk.exists(path.dirname(to)))
    throw new UserError(
      'no-such-folder',
      `There is no folder ${path.dirname(to)}; make it first, or name another file.`,
    )
  const keys = await keyForNew(options)
  const bar = context.progress('backup', 1_000)
  const { file, bytes, isEncrypted, manifest } = backupDesk({
    disk: nodeDisk,
    folder: context.deskFolder,
    file: to,
    isForced: options.force === true,
    keys,
    chance: drawArchiveChance(),
    version: version(),
    onProgress: (done, total) => bar.update(Math.floor((1_000 * done) / Math.max(1, total))),
  })
  bar.stop()
  const told = { file, bytes, encrypted: isEncrypted, ...tellable(manifest) }
  context.json({ command: 'backup', ...told })
  context.print(`${file}: ${bytes} bytes, ${isEncrypted ? 'encrypted' : 'not encrypted'}`)
  tellManifest(context, manifest)
  context.print('read back and verified')
}

function verifyCommand(context: CliContext): Command {
  return new Command('verify')
    .description('Read all of a backup and find any byte that is not as it was written.')
    .argument('<file>', 'the backup')
    .option('--passphrase-file <file>', 'a file, mode 0600, that holds the passphrase on one line')
    .addHelpText('after', '\nExample:\n  coinswarm backup verify desk.backup')
    .action((file: string, _options: object, command: Command) =>
      verify(context, file, command.optsWithGlobals<PassphraseOptions>()),
    )
}

async function verify(
  context: CliContext,
  file: string,
  options: PassphraseOptions,
): Promise<void> {
  const shared = { command: 'backup verify', file }
  try {
    const isEncrypted = isEncryptedBackup(nodeDisk, file)
    const keys = await keyForKnown(options, isEncrypted)
    const bar = context.progress('verify', 1_000)
    const manifest = verifyBackup({
      disk: nodeDisk,
      file,
      keys,
      onProgress: (done, total) => bar.update(Math.floor((1_000 * done) / Math.max(1, total))),
    })
    bar.stop()
    context.json({
      ...shared,
      ok: true,
      fault: null,
      encrypted: isEncrypted,
      ...tellable(manifest),
    })
    tellManifest(context, manifest)
    context.print('The backup is whole.')
    if (!isEncrypted) context.print('It is not encrypted: nothing proves who made it.')
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'backup-damaged') throw error
    context.json({ ...shared, ok: false, fault: error.message })
    context.print(`${error.message}.`)
    context.answerNo()
  }
}

/** What an archive holds, for `--json`. */
export function tellable({ desk, head, files, madeBy, journalVersion }: BackupManifest): object {
  return { desk, events: head.sequence, head, journalVersion, madeBy, files }
}

/** The same for people. */
export function tellManifest(context: CliContext, { desk, head, files }: BackupManifest): void {
  context.print(`desk ${desk}, ${head.sequence} events, head ${head.hash.slice(0, 16)}`)
  const segments = files.filter(({ name }) => name.startsWith('journal/')).length
  const others = files.map(({ name }) => name).filter((name) => !/^(journal|audit.*)\//.test(name))
  if (files.some(({ name }) => name.startsWith('audit/'))) others.push('the audit')
  const count = segments === 1 ? '1 segment' : `${segments} segments`
  context.print(`holds ${count} of the journal, ${others.join(', ')}`)
}
