import { Command, Option } from 'commander'
import { runWalkForward, ThreadRunner, TrialFile, type WalkResult } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { hourUs, type Micros } from '../../domain/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { type WalkWindow, walkWindows } from '../../research/index.ts'
import type { CliContext } from './cli-context.ts'
import {
  addSweepOptions,
  type AskedSweep,
  askedSweep,
  countOf,
  type SweepWords,
  trialsOf,
} from './sweep-options.ts'
import { walkJson, walkLines, walkVerdict } from './walkforward-text.ts'

/** What commander hands over; every option is text. */
type Options = SweepWords & {
  readonly folds: string
  readonly scheme: 'anchored' | 'rolling'
  readonly trainPct: string
  readonly purgeHours: string
  readonly choose: 'best' | 'steadiest'
}

/** `coinswarm walkforward`: chooses parameters again and again, each time on what was before. */
export function walkforwardCommand(context: CliContext): Command {
  const command = new Command('walkforward').description(
    'Sweep one stretch of the data after another, and try what was chosen on what came next.',
  )
  return addSweepOptions(command)
    .option('--folds <n>', 'tests, one after another to the end of the data', '5')
    .addOption(
      new Option('--scheme <how>', 'what is before a test: all of it, or as much each time')
        .choices(['anchored', 'rolling'])
        .default('rolling'),
    )
    .option('--train-pct <n>', 'per cent of the data before the first test', '50')
    .option('--purge-hours <n>', 'hours left out before each test', '24')
    .addOption(
      new Option('--choose <which>', 'by its own figure, or that of it and its neighbours')
        .choices(['best', 'steadiest'])
        .default('best'),
    )
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm walkforward --market generated --days 60 --vary fast=5..20/5 slow=30..60/10',
    )
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  const asked = await askedSweep(context, options)
  const windows = windowsOf(options, asked.market)
  const result = await walked(context, options, asked, windows)
  const verdict = walkVerdict(asked.definition, result)
  context.json(walkJson(asked.definition, options, result, verdict))
  for (const line of walkLines(asked.definition, result, verdict)) context.print(line)
  if (result.isPartial) context.answerNo()
}

async function walked(
  context: CliContext,
  { choose }: Options,
  { definition, kind, market, workers }: AskedSweep,
  windows: readonly WalkWindow[],
): Promise<WalkResult> {
  const trials = trialsOf(definition)
  const progress = context.progress('walkforward', trials * windows.length)
  try {
    return await runWalkForward({
      ...{ definition, kind, market, windows, choice: choose },
      trials: new TrialFile(context.deskFolder),
      deskFolder: context.deskFolder,
      runnerFor: (plan) => new ThreadRunner(plan, Math.min(workers, trials)),
      signal: context.interruption(),
      onTrial: (done) => progress.update(done),
    })
  } finally {
    progress.stop()
  }
}

function windowsOf(options: Options, market: readonly LoadedBars[]): readonly WalkWindow[] {
  const barUs = Math.max(...market.map((of) => of.intervalUs))
  const opens = market.map(({ bars, intervalUs }) => (bars.ts[0] as number) - intervalUs)
  const closes = market.map(({ bars }) => bars.ts[bars.length - 1] as number)
  const windows = walkWindows({
    // Where all instruments have bars.
    ...{ from: Math.max(...opens) as Micros, to: Math.min(...closes) as Micros, barUs },
    folds: countOf('--folds', options.folds, 1, 1_000),
    trainShare: countOf('--train-pct', options.trainPct, 1, 99) / 100,
    scheme: options.scheme,
    purgeUs: countOf('--purge-hours', options.purgeHours, 0, 1_000_000) * hourUs,
  })
  if (windows.ok) return windows.value
  throw new UserError('bad-windows', `The data cannot be walked: ${windows.error}.`)
}
