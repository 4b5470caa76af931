import { Command } from 'commander'
import {
  base32,
  codeStepUs,
  deskSecret,
  drawToken,
  requireDesk,
  stepUpCode,
  stepUpSecret,
  TokenBook,
  type TokenRow,
} from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'

const example = 'coinswarm token create grafana --scope read --days 90'

type Options = { readonly scope: string; readonly days: string }

/** `coinswarm token`: lets a program ask or command a desk. */
export function tokenCommand(context: CliContext): Command {
  return new Command('token')
    .description('Let a program ask or command a desk.')
    .addHelpText('after', `\nExample:\n  ${example}`)
    .addCommand(createCommand(context))
    .addCommand(listCommand(context))
    .addCommand(revokeCommand(context))
    .addCommand(codeCommand(context))
}

function createCommand(context: CliContext): Command {
  return new Command('create')
    .description('Make a token, and show it this once.')
    .argument('<name>', 'what it is called: small letters, digits and dashes')
    .option('--scope <list>', 'of read, control and trade, with commas between', 'read')
    .option('--days <n>', 'how long it is good for', '90')
    .addHelpText('after', `\nExample:\n  ${example}`)
    .action((name: string, { scope, days }: Options) => {
      const made = new TokenBook(context.deskFolder).create({
        name,
        scopes: scope.split(','),
        days: Number(days),
        now: liveClock.now(),
        ...drawToken(),
      })
      const { token, row } = made
      const secret = row.scopes.includes('control') ? secretOf(context, row.id) : undefined
      context.json({ command: 'token', token, ...shown(row), authenticator: secret ?? null })
      context.print(token)
      context.print('This is shown once. Send it as: Authorization: Bearer TOKEN')
      if (secret !== undefined)
        context.print(`To command the desk, an authenticator is given: ${secret}`)
    })
}

function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('Show the tokens there are; none of them can be shown again.')
    .addHelpText('after', '\nExample:\n  coinswarm token list')
    .action(() => {
      const rows = new TokenBook(context.deskFolder).all().map(shown)
      if (rows.length === 0) requireDesk(context.deskFolder)
      context.json({ command: 'token', tokens: rows })
      if (rows.length === 0) context.print('There are no tokens.')
      for (const { id, name, scopes, expires } of rows)
        context.print(`${id}  ${name.padEnd(32)} ${scopes.join(',').padEnd(18)} until ${expires}`)
    })
}

function revokeCommand(context: CliContext): Command {
  return new Command('revoke')
    .description('Take a token back; it opens nothing from now on.')
    .argument('<name>', 'name or id')
    .addHelpText('after', '\nExample:\n  coinswarm token revoke grafana')
    .action((name: string) => {
      const row = new TokenBook(context.deskFolder).revoke(name)
      context.json({ command: 'token', revoked: shown(row) })
      context.print(`${row.name} is revoked.`)
    })
}

function codeCommand(context: CliContext): Command {
  return new Command('code')
    .description('Show the code of now, for a step-up; of the page unless a token is named.')
    .argument('[name]', 'name or id of a token')
    .addHelpText('after', '\nExample:\n  coinswarm token code')
    .action((name: string | undefined) => {
      const subject = name === undefined ? 'page' : idOf(context, name)
      const secret = stepUpSecret(deskSecret(context.deskFolder), subject)
      const code = stepUpCode(secret, Math.floor(liveClock.now() / codeStepUs))
      context.json({ command: 'token', code })
      context.print(code)
    })
}

function idOf({ deskFolder }: CliContext, which: string): string {
  const rows = new TokenBook(deskFolder).all()
  const found = rows.find(({ id, name }) => id === which || name === which)
  if (found !== undefined) return found.id
  throw new UserError(
    'token-unknown',
    `There is no token called '${which}'; coinswarm token list shows those there are.`,
  )
}

function secretOf({ deskFolder }: CliContext, id: string): string {
  return base32(stepUpSecret(deskSecret(deskFolder), id))
}

function shown({ created, expires, ...row }: TokenRow): Omit<TokenRow, 'created' | 'expires'> & {
  readonly created: string
  readonly expires: string
} {
  const day = (us: number): string => new Date(us / 1_000).toISOString().slice(0, 10)
  return { ...row, created: day(created), expires: day(expires) }
}
