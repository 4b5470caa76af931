import { Command } from 'commander'
import {
  canProveKeys,
  checkVault,
  hasVault,
  listVault,
  loopbackUrl,
  passphraseOf,
  proveVenueKey,
  keyUseWriter,
  vaultBackend,
} from '../../app/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { KeyBackend, VenueKeys } from '../../venue/index.ts'
import type { CliContext } from './cli-context.ts'
import { givenKeys } from './vault-keys.ts'
import { chosenPassphrase, newPassphrase } from './vault-passphrase.ts'
import { rowDocument, rowLines } from './vault-text.ts'

type Options = {
  readonly passphraseFile?: string
  readonly keyFile?: string
  readonly venueUrl?: string
  readonly ask?: boolean
}

const passphraseHelp = 'opens the vault (mode 0600); asked for otherwise'
const keyFileHelp = 'a key and its secret, a line each (mode 0600); asked for otherwise'
const urlHelp = "ask an exchange on this machine, as 'coinswarm exchange' serves one, instead"

/** `coinswarm vault`: keys of venues, encrypted in the desk's folder. */
export function vaultCommand(context: CliContext): Command {
  return new Command('vault')
    .description("Keep keys of venues, encrypted in the desk's folder.")
    .addHelpText('after', '\nExample:\n  coinswarm vault add main --venue binance')
    .addCommand(addCommand(context))
    .addCommand(listCommand(context))
    .addCommand(rotateCommand(context))
    .addCommand(checkCommand(context))
}

type AddOptions = Options & { readonly venue: string; readonly account: string }

function addCommand(context: CliContext): Command {
  return new Command('add')
    .description('Put a key into the vault, which is made if there is none.')
    .argument('<name>', 'what the key is called here')
    .requiredOption('--venue <name>', "ccxt's name of the venue, such as binance")
    .option('--account <label>', 'whose account it is, for people', '')
    .option('--key-file <file>', keyFileHelp)
    .option('--passphrase-file <file>', passphraseHelp)
    .option('--ask', 'only if the venue says that it may trade and not move money')
    .option('--venue-url <url>', urlHelp)
    .addHelpText('after', '\nExample:\n  coinswarm vault add main --venue binance --ask')
    .action((name: string, options: AddOptions) => add(context, name, options))
}

async function add(context: CliContext, name: string, options: AddOptions): Promise<void> {
  const venue = options.venue.toLowerCase()
  // An unknown venue is said before anybody has typed a secret.
  const canAsk = await canProveKeys(venue)
  const isNew = !hasVault(context.deskFolder)
  const passphrase = isNew
    ? await newPassphrase(options.passphraseFile)
    : passphraseOf(await chosenPassphrase(options.passphraseFile))
  const backend = vaultBackend(context.deskFolder, passphrase, now, keyUses(context))
  const keys = await givenKeys(options.keyFile, venue)
  const isAsked = options.ask === true || options.venueUrl !== undefined
  if (isAsked) await prove(venue, keys, options.venueUrl)
  await backend.add({ name, venue, account: options.account }, keys)
  context.json({ command: 'vault add', name, venue, account: options.account, asked: isAsked })
  context.print(`${name}: a key of ${venue} lies in ${context.deskFolder}/vault.`)
  if (!isAsked) context.print(unasked(name, canAsk))
  if (options.keyFile !== undefined) context.note(`${options.keyFile} is not needed any more.`)
}

function unasked(name: string, canAsk: boolean): string {
  return canAsk
    ? `What it may do was not asked: coinswarm vault check ${name} --ask`
    : 'What it may do nobody knows how to ask there: no desk runs with it.'
}

function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('List the keys: names, venues and ages. Opens nothing, and proves nothing.')
    .addHelpText('after', '\nExample:\n  coinswarm vault list')
    .action(() => {
      const rows = listVault(context.deskFolder, now())
      context.json({ command: 'vault list', proved: false, keys: rows.map(rowDocument) })
      for (const line of rowLines(rows)) context.print(line)
      context.print('As it stands in the open; coinswarm vault check proves it.')
    })
}

function rotateCommand(context: CliContext): Command {
  return new Command('rotate')
    .description('Put a new secret in the place of an old one, once the venue has proved it.')
    .argument('<name>', 'of the key')
    .option('--key-file <file>', keyFileHelp)
    .option('--passphrase-file <file>', passphraseHelp)
    .option('--no-ask', 'without asking the venue')
    .option('--venue-url <url>', urlHelp)
    .addHelpText('after', '\nExample:\n  coinswarm vault rotate main')
    .action((name: string, options: Options) => rotate(context, name, options))
}

async function rotate(context: CliContext, name: string, options: Options): Promise<void> {
  const backend = await opened(context, options)
  const [{ venue } = { venue: '' }] = await checkVault(backend, now(), name)
  const keys = await givenKeys(options.keyFile, venue)
  const isAsked = options.ask !== false && (await canProveKeys(venue))
  // The old one stays until here, whatever the venue says.
  if (isAsked) await prove(venue, keys, options.venueUrl)
  await backend.rotate(name, keys)
  context.json({ command: 'vault rotate', name, venue, asked: isAsked })
  context.print(`${name}: a new secret lies in the vault; take the old key away at ${venue}.`)
  if (!isAsked) context.print('What it may do was not asked.')
}

function checkCommand(context: CliContext): Command {
  return new Command('check')
    .description('Open the vault and prove every record; with --ask, ask what the keys may do.')
    .argument('[name]', 'one key only')
    .option('--passphrase-file <file>', passphraseHelp)
    .option('--ask', 'ask the venues what the keys may do; changes nothing there')
    .option('--venue-url <url>', urlHelp)
    .addHelpText(
      'after',
      '\nExamples:\n  coinswarm vault check\n  coinswarm vault check main --ask',
    )
    .action((name: string | undefined, options: Options) => check(context, name, options))
}

async function check(
  context: CliContext,
  name: string | undefined,
  options: Options,
): Promise<void> {
  const backend = await opened(context, options)
  const rows = await checkVault(backend, now(), name)
  const isAsked = options.ask === true || options.venueUrl !== undefined
  if (isAsked)
    for (const { name: each, venue } of rows)
      await prove(venue, await backend.use(each, 'check'), options.venueUrl)
  context.json({
    command: 'vault check',
    proved: true,
    asked: isAsked,
    keys: rows.map(rowDocument),
  })
  for (const line of rowLines(rows)) context.print(line)
  const what = isAsked ? '; the venues say that they may trade, and not move money' : ''
  context.print(`Every record is what was written${what}.`)
}

async function opened(context: CliContext, { passphraseFile }: Options): Promise<KeyBackend> {
  // That there is none is said before anybody types a passphrase.
  listVault(context.deskFolder, now())
  const passphrase = passphraseOf(await chosenPassphrase(passphraseFile))
  return vaultBackend(context.deskFolder, passphrase, now, keyUses(context))
}

function prove(venue: string, keys: VenueKeys, url: string | undefined): Promise<void> {
  const at = url === undefined ? undefined : loopbackUrl(url, '--venue-url')
  return proveVenueKey(venue, keys, at)
}

function now(): ReturnType<typeof liveClock.now> {
  return liveClock.now()
}

/** Every use of a key is in the audit of the desk before the key is given. */
function keyUses({ deskFolder: folder, note }: CliContext): ReturnType<typeof keyUseWriter> {
  return keyUseWriter({ folder, clock: liveClock, onNote: note })
}
