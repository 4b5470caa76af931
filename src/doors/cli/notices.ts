import { Command } from 'commander'
import {
  acknowledgeNotice,
  intervalUsOf,
  listNotices,
  type NoticeRow,
  personHere,
  requireDesk,
  silenceNotices,
} from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { formatTime, micros } from '../../domain/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import { openNotices } from './open-notices.ts'

/** `coinswarm notices`: what a person was told, and what not. */
export function noticesCommand(context: CliContext): Command {
  return new Command('notices')
    .description('List what people were told of a desk, acknowledge it, silence it, or try it.')
    .addCommand(listCommand(context))
    .addCommand(ackCommand(context))
    .addCommand(silenceCommand(context))
    .addCommand(testCommand(context))
    .addHelpText('after', '\nExample:\n  coinswarm notices list')
}

function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('List the newest notices: what, by which channels, and who has seen them.')
    .option('--last <n>', 'how many', '50')
    .addHelpText('after', '\nExample:\n  coinswarm notices list --last 10')
    .action(({ last }: { readonly last: string }) => {
      const count = Number(last)
      if (!Number.isSafeInteger(count) || count < 1)
        throw new UserError('usage', `--last takes a whole number above 0, was '${last}'.`)
      const { rows, silences } = listNotices(context.deskFolder, liveClock.now())
      if (rows.length === 0) requireDesk(context.deskFolder)
      const notices = rows.slice(-count)
      context.json({ command: 'notices list', notices, silences })
      for (const row of notices) for (const line of rowLines(row)) context.print(line)
      if (notices.length === 0) context.print('Nobody was told anything of this desk yet.')
      for (const { name, untilTs, by } of silences)
        context.print(`silent: ${name} until ${formatTime(micros(untilTs))} UTC, by ${by}`)
    })
}

function rowLines(row: NoticeRow): readonly string[] {
  const { id, ts, urgency, title, text, held, sent, acknowledgedBy: by } = row
  const ways = sent.map(({ channel, why }) => (why === undefined ? channel : `${channel} failed`))
  const how = held === undefined ? ways.join(', ') || 'no channel' : `held back: ${held}`
  const seen = by === undefined ? '' : `; seen by ${by}`
  return [`${id}  ${formatTime(micros(ts))}  ${urgency}  ${title}  (${how}${seen})`, `  ${text}`]
}

function ackCommand(context: CliContext): Command {
  return new Command('ack')
    .description('Say that you have seen a notice: the same is not told again for a day.')
    .argument('<id>', 'of the notice')
    .addHelpText('after', '\nExample:\n  coinswarm notices ack 0123456789ab')
    .action((id: string) => {
      const { actor } = personHere()
      const { title } = acknowledgeNotice(context.deskFolder, id, actor, liveClock.now())
      context.json({ command: 'notices ack', id, by: actor })
      context.print(`seen by ${actor}: ${title}`)
    })
}

function silenceCommand(context: CliContext): Command {
  return new Command('silence')
    .description('Send nothing of an alert for a while; it stays in the list. Critical ones too.')
    .argument('<name>', 'of the alert, such as source-stale')
    .option('--for <length>', 'such as 30m or 2h; 0 ends it', '1h')
    .addHelpText('after', '\nExample:\n  coinswarm notices silence source-stale --for 2h')
    .action((name: string, { for: length }: { readonly for: string }) => {
      const ts = liveClock.now()
      const untilTs = ts + (length === '0' ? 0 : intervalUsOf(length))
      const { actor: by } = personHere()
      silenceNotices(context.deskFolder, { name, ts, untilTs, by })
      context.json({ command: 'notices silence', name, untilTs, by })
      context.print(`silent: ${name} until ${formatTime(micros(untilTs))} UTC`)
    })
}

function testCommand(context: CliContext): Command {
  return new Command('test')
    .description('Send a test by every channel of the settings, and say what came of it.')
    .addHelpText('after', '\nExample:\n  coinswarm notices test')
    .action(async () => {
      const notices = openNotices(context, await context.configuration())
      const text = `Somebody tries the notices of this desk (${liveClock.now()}). Nothing happened.`
      const told = notices.tell({ name: 'notice-test', text })
      await notices.settled()
      const row = told === undefined ? undefined : notices.state.newest(told.id)
      const [sent, held] = [row?.sent ?? [], row?.held ?? null]
      context.json({ command: 'notices test', id: told?.id ?? null, sent, held })
      if (held !== null) context.print(`held back: ${held}`)
      for (const { channel, why } of sent) context.print(`${channel}: ${why ?? 'sent'}`)
      if (sent.length === 0 && held === null)
        context.print('No channel is set; see notice.* in docs/configuration.md.')
      if (sent.length === 0 || sent.some(({ why }) => why !== undefined)) context.answerNo()
    })
}
