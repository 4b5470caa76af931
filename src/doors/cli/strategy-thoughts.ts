import { Command } from 'commander'
import { findThought, listThoughts, type NamedThought } from '../../app/index.ts'
import { formatTime } from '../../domain/index.ts'
import { formatPlain } from '../../research/index.ts'
import type { CliContext } from './cli-context.ts'
import { columnLines } from './column-lines.ts'
import { countOf } from './sweep-options.ts'

/** What of `coinswarm strategy` shows what models were asked and said. */
export function thoughtCommands(context: CliContext): readonly Command[] {
  return [thoughtsCommand(context), thoughtCommand(context)]
}

const mostShown = 1_000

function thoughtsCommand(context: CliContext): Command {
  return new Command('thoughts')
    .description('List what models were asked and said, newest first, with tokens and cost.')
    .option('--cycle <name>', 'only of that cycle')
    .option('--most <n>', 'how many', '20')
    .addHelpText('after', '\nExample:\n  coinswarm strategy thoughts --most 5')
    .action(({ cycle, most }: { readonly cycle?: string; readonly most: string }) => {
      const count = countOf('--most', most, 1, mostShown)
      const { thoughts, unread } = listThoughts(context.deskFolder, cycle)
      const shown = thoughts.slice(0, count)
      const cost = thoughts.reduce((sum, { reply }) => sum + reply.costMicroUsd, 0)
      const tokens = thoughts.reduce((sum, { reply }) => sum + reply.tokensIn + reply.tokensOut, 0)
      context.json({
        command: 'strategy thoughts',
        thoughts: shown.map(summaryOf),
        ...{ count: thoughts.length, tokens, costMicroUsd: cost, unread },
      })
      if (shown.length === 0) return context.print('No model was asked yet.')
      for (const line of columnLines([
        ['', 'time, UTC', 'for', 'model', 'tokens in', 'out', 'dollars', 'came to'],
        ...shown.map((of) => [
          ...[of.id, formatTime(of.ts), of.request.purpose, of.reply.model],
          ...[`${of.reply.tokensIn}`, `${of.reply.tokensOut}`, dollars(of.reply.costMicroUsd)],
          outcome(of),
        ]),
      ]))
        context.print(line)
      context.print(`${thoughts.length} in all, ${tokens} tokens, ${dollars(cost)} dollars.`)
      if (unread > 0) context.note(`${unread} lines cannot be read.`)
    })
}

function thoughtCommand(context: CliContext): Command {
  return new Command('thought')
    .description('Show one of them whole: what was asked, and what was said.')
    .argument('<id>', 'such as 2026-01-31:2')
    .addHelpText('after', '\nExample:\n  coinswarm strategy thought 2026-01-31:2')
    .action((id: string) => {
      const thought = findThought(context.deskFolder, id)
      const { request, reply } = thought
      context.json({ command: 'strategy thought', ...summaryOf(thought), request, reply })
      context.print(`${id}, ${formatTime(thought.ts)} UTC, for ${request.purpose}, ${reply.model}`)
      context.print(`\n--- system\n\n${request.system}\n\n--- asked\n\n${request.prompt}`)
      context.print(`\n--- ${outcome(thought)}\n`)
      context.print(reply.kind === 'text' ? reply.text : reply.detail)
    })
}

function summaryOf({ id, cycle, ts, hash, request, reply }: NamedThought): object {
  const { model, tokensIn, tokensOut, costMicroUsd, ms, kind } = reply
  const why = reply.kind === 'none' ? { why: reply.why } : {}
  const said = { kind, ...why, model, tokensIn, tokensOut, costMicroUsd, ms }
  return { id, cycle, time: formatTime(ts), hash, purpose: request.purpose, ...said }
}

function outcome({ reply }: NamedThought): string {
  if (reply.kind === 'none') return `nothing: ${reply.why}`
  return reply.isCut ? 'text, cut off' : 'text'
}

function dollars(micro: number): string {
  return formatPlain(micro / 1e6, 4)
}
