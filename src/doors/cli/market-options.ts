import type { Command } from 'commander'

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
