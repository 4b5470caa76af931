import { Command } from 'commander'
import { watchBook } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import { bookLines } from './data-book-text.ts'

type Options = {
  readonly venues: string
  readonly depth: string
  readonly ageMax: string
  readonly watch?: boolean
  readonly seconds?: string
  readonly url?: readonly string[]
}

/** `data book`: one pair's books over several venues, as one. */
export function bookCommand(context: CliContext): Command {
  return new Command('book')
    .description("Shows a pair's books over venues as one, each level with its venue and age.")
    .argument('<pair>', 'such as BTC/USD')
    .option('--venues <names>', "ccxt's names of the venues", 'kraken,coinbase')
    .option('--depth <n>', 'levels of each side', '10')
    .option('--age-max <seconds>', 'a book that was last heard longer ago does not count', '10')
    .option('--watch', 'go on, and refresh it every second; Ctrl-C ends it')
    .option('--seconds <n>', 'how long to listen (default: 10, or for ever with --watch)')
    .option('--url <venue=address...>', "other servers that speak a venue's REST and WebSocket")
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm data book BTC/USD --venues kraken,coinbase --watch',
    )
    .action((pair: string, options: Options) => run(context, pair, options))
}

async function run(context: CliContext, pair: string, options: Options): Promise<void> {
  const { venues, depth, ageMax, seconds, url = [] } = options
  const report = await watchBook({
    pair,
    venues: venues.split(',').filter((name) => name !== ''),
    urls: url,
    depth: number('--depth', depth, 1, 1_000),
    ageMaxSeconds: number('--age-max', ageMax, 0.1, 3_600),
    seconds: seconds === undefined ? undefined : number('--seconds', seconds, 0.1, 1_000_000),
    isWatched: options.watch === true,
    clock: liveClock,
    stop: context.interruption(),
    onNote: context.note,
    onReport: (each) => context.redraw(bookLines(each)),
  })
  context.redraw(bookLines(report))
  context.json({ command: 'data book', ...report })
}

function number(flag: string, text: string, min: number, max: number): number {
  const value = Number(text)
  const isWhole = flag !== '--depth' || Number.isInteger(value)
  if (text.trim() !== '' && value >= min && value <= max && isWhole) return value
  throw new UserError('usage', `${flag} must be a number from ${min} to ${max}, was '${text}'.`)
}
