import { Command } from 'commander'
import { type CalibrateReport, calibrateExchange } from '../../app/index.ts'
import { calibrationLines, settingsLines } from './calibration-text.ts'
import type { CliContext } from './cli-context.ts'

type Options = {
  readonly ticks: readonly string[]
  readonly fills?: string
  readonly clockOffset?: string
  readonly instrumentSpec?: string
}

/** `exchange calibrate`: the simulated exchange's parameters from recorded ticks. */
export function calibrateCommand(context: CliContext): Command {
  return new Command('calibrate')
    .description('Fits latency, depth, impact and fills to recorded ticks, and says how well.')
    .requiredOption('--ticks <file...>', 'book deltas, trades and quotes, or files of a recording')
    .option('--fills <file>', 'our passive fills: placed_ts_ns,filled_ts_ns,side,price,qty')
    .option('--clock-offset <us>', "the venue's clock minus the recorder's, microseconds")
    .option('--instrument-spec <steps>', 'tick=0.01,lot=0.00001 (default: smallest step found)')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm exchange calibrate --ticks l2.csv.gz trades.csv.gz',
    )
    .action(async (options: Options) => {
      const report = await calibrateExchange({
        files: options.ticks,
        fillsFile: options.fills,
        clockOffsetUs: options.clockOffset,
        spec: options.instrumentSpec,
      })
      for (const line of calibrationLines(report)) context.print(line)
      context.print('')
      for (const line of settingsLines(report.settings)) context.print(line)
      context.json({ command: 'exchange calibrate', ...plain(report) })
    })
}

/** Columns as lists, and nothing twice. */
function plain({ calibration, settings, ...rest }: CalibrateReport): object {
  const { latency } = settings
  const isReplayed = latency?.kind === 'replayed'
  return {
    ...rest,
    ...calibration,
    latency:
      calibration.latency.kind === 'log-normal'
        ? { ...calibration.latency, replayed: undefined }
        : calibration.latency,
    settings: {
      ...settings,
      latency: isReplayed
        ? { kind: 'replayed', ts: [...latency.ts], us: [...latency.us] }
        : latency,
    },
  }
}
