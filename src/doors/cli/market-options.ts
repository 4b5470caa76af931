import type { Command } from 'commander'
import { openMarket } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { marketRemarks } from '../../research/index.ts'
import type { CliContext } from './cli-context.ts'

/** What a command is told of the market it runs on; every option is text. */
export type MarketOptions = {
  readonly bars?: readonly string[]
  readonly market?: string
  readonly days: string
  readonly instrument?: string
  readonly instrumentSpec?: string
  readonly symbol?: string
  readonly interval?: string
  readonly from?: string
  readonly to?: string
}

/** Gives a command the options by which a person names its market. */
export function addMarketOptions(command: Command): Command {
  return command
    .option('--bars <file...>', 'bars or trades: CSV, CSV.gz, Parquet or a catalog file')
    .option('--market <name>', 'a market made from the seed: generated, or scenario:NAME')
    .option('--days <n>', 'length of a made-up market', '30')
    .option('--instrument <id>', 'what the file is about, or which one of the market: BTC-USD')
    .option('--instrument-spec <spec>', 'tick and lot: tick=0.01,lot=0.00001')
    .option('--symbol <name>', 'which rows of a file with a symbol column')
    .option('--interval <length>', 'length of a bar, when the file does not tell: 1m, 1h')
    .option('--from <date>', 'first day, UTC')
    .option('--to <date>', 'last day, UTC')
}

/** The market that a person named. @param seed - Of a made-up one. @throws UserError. */
export function askedMarket(options: MarketOptions, seed: number): Promise<readonly LoadedBars[]> {
  const days = daysOf(options.days)
  return openMarket({ ...options, ...{ files: options.bars ?? [], days, seed } })
}

/** The same, and what speaks against its bars is told beside what the command prints. */
export async function toldMarket(
  context: CliContext,
  options: MarketOptions,
  seed: number,
): Promise<readonly LoadedBars[]> {
  const market = await askedMarket(options, seed)
  for (const line of remarksOn(options, market)) context.note(line)
  return market
}

/** What speaks against bars of files; a made-up market is as it is meant to be. */
export function remarksOn(
  options: MarketOptions,
  market: readonly LoadedBars[],
): readonly string[] {
  return options.market === undefined ? marketRemarks(market) : []
}

/** Length of a made-up market. @throws UserError `usage`. */
export function daysOf(text: string): number {
  const value = Number(text)
  if (value >= 0.01 && value <= 3_650) return value
  throw new UserError('usage', `--days must be a number from 0.01 to 3650, was '${text}'.`)
}
