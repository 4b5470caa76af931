import { Command } from 'commander'
import { measureRealityGap, type RealityGapReport } from '../../app/index.ts'
import type { CliContext } from './cli-context.ts'
import { gapLines, orderLines } from './reality-gap-text.ts'

type Options = {
  readonly ticks?: readonly string[]
  readonly instrument?: string
  readonly latencyMs?: string
  readonly horizon?: string
  readonly watchBps?: string
  readonly alarmBps?: string
  readonly orders?: boolean
}

/** `coinswarm reality-gap`: a desk's fills beside what the recorded market gives its orders. */
export function realityGapCommand(context: CliContext): Command {
  return new Command('reality-gap')
    .description("Re-simulate a desk's orders on the recorded market and say what was different.")
    .option(
      '--ticks <file...>',
      "book deltas, quotes and trades, or files of a recording (default: the desk's own recording)",
    )
    .option('--instrument <id>', 'what the ticks are of, when the desk trades several')
    .option('--latency-ms <ms>', 'from the desk to the exchange (default: log-normal around 49 ms)')
    .option('--horizon <seconds>', "how long past the desk's own last event (default 60)")
    .option('--watch-bps <bps>', 'mean from which on a gap is watched (default 5)')
    .option('--alarm-bps <bps>', 'mean from which on it is alarming (default 15)')
    .option('--orders', 'every order by itself')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm reality-gap --ticks catalog/BTC-USD.KRAKEN/ticks/*.ticks',
    )
    .action(async (options: Options) => {
      const progress = context.progress('reality-gap', 1_000)
      const report = await measureRealityGap({
        folder: context.deskFolder,
        files: options.ticks,
        instrument: options.instrument,
        latencyMs: options.latencyMs,
        horizonSeconds: options.horizon,
        watchBps: options.watchBps,
        alarmBps: options.alarmBps,
        onProgress: (share) => progress.update(Math.round(share * 1_000)),
      })
      progress.stop()
      for (const line of gapLines(report)) context.print(line)
      if (options.orders === true) for (const line of orderLines(report)) context.print(line)
      context.json({ command: 'reality-gap', ...plain(report, options.orders === true) })
      if (report.gap.band === 'alarm') context.answerNo()
    })
}

/** JSON has no `undefined`: what is not known is null. */
function plain({ gap, ...rest }: RealityGapReport, withOrders: boolean): object {
  const { rows, ...figures } = gap
  const orders = rows.map(({ intent, ...row }) => ({ ...intent, ...row }))
  const document = { ...rest, ...figures, ...(withOrders ? { rows: orders } : {}) }
  return JSON.parse(JSON.stringify(document, (_key, value: unknown) => value ?? null))
}
