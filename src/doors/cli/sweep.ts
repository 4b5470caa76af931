import path from 'node:path'
import { Command } from 'commander'
import {
  judgeSweep,
  runSweep,
  type ScreenRun,
  screenSweep,
  sharedStretches,
  type SweepDefinition,
  type SweepRun,
  ThreadRunner,
  TrialFile,
} from '../../app/index.ts'
import type { Micros } from '../../domain/index.ts'
import { renderSweep, standings } from '../../research/index.ts'
import type { CliContext } from './cli-context.ts'
import {
  addSweepOptions,
  type AskedSweep,
  askedSweep,
  type SweepWords,
  trialsOf,
} from './sweep-options.ts'
import { sweepJson, sweepLines, type SweepShown, sweepVerdict } from './sweep-text.ts'
import { version } from './version.ts'
import { writePage } from './write-page.ts'

/** What commander hands over; every option is text. */
type Options = SweepWords & { readonly report?: string }

/** `coinswarm sweep`: tries many parameters of one agent, and says how far to believe the best. */
export function sweepCommand(context: CliContext): Command {
  const command = new Command('sweep').description(
    'Try many parameters of an agent; every trial is counted. Stopped, it goes on where it was.',
  )
  return addSweepOptions(command)
    .option('--screen <n>', 'screen a grid of crossings without the engine, and run the n best')
    .option('--report <file>', 'write a self-contained HTML page')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm sweep --market generated --vary fast=5..50/5 slow=20..200/20',
    )
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  const asked = await askedSweep(context, options)
  const screened = await screenedBy(context, asked)
  const { definition } = asked
  const left =
    screened === undefined ? asked : { ...asked, definition: leftOf(definition, screened) }
  const swept = await sweepWith(context, left)
  show(context, options, left, { swept, screened })
}

function leftOf(definition: SweepDefinition, { points }: ScreenRun): SweepDefinition {
  return { ...definition, points, budget: points.length }
}

/** The points that are left of a grid, when it is to be screened. */
async function screenedBy(
  context: CliContext,
  { definition, kind, market, workers, screen }: AskedSweep,
): Promise<ScreenRun | undefined> {
  if (screen === undefined) return undefined
  const progress = context.progress('screen', trialsOf(definition))
  try {
    return await screenSweep({
      ...{ definition, kind, market, threads: workers, finalists: screen },
      trials: new TrialFile(context.deskFolder),
      onProgress: (variants) => progress.update(variants),
    })
  } finally {
    progress.stop()
  }
}

async function sweepWith(
  context: CliContext,
  { definition, kind, market, outside, workers }: AskedSweep,
): Promise<SweepRun> {
  const total = trialsOf(definition)
  const progress = context.progress('sweep', total)
  const stretches = [{ market, outside, warmUntil: 0 as Micros }]
  const ground = { stretches, scoring: 'joined' as const }
  const runner = new ThreadRunner(
    { ...definition, ...ground, stretches: sharedStretches(stretches) },
    Math.min(workers, total),
  )
  try {
    return await runSweep({
      ...{ ...ground, definition, kind, runner },
      trials: new TrialFile(context.deskFolder),
      deskFolder: context.deskFolder,
      signal: context.interruption(),
      onTrial: (done, best) =>
        progress.update(done, `best ${definition.objective} ${best?.toFixed(3) ?? 'none yet'}`),
    })
  } finally {
    progress.stop()
    await runner.close()
  }
}

function show(
  context: CliContext,
  options: Options,
  { definition, kind, market, outside, sourceRemarks }: AskedSweep,
  { swept, screened }: { readonly swept: SweepRun; readonly screened: ScreenRun | undefined },
): void {
  const { axes, objective } = definition
  const best = standings(axes, swept.trials, objective)
  const trials = new TrialFile(context.deskFolder)
  const ground = { definition, kind, market, outside, trials }
  const judged = best[0] && judgeSweep(swept, best[0].trial, ground)
  const verdict = [...sweepVerdict(swept, best, objective, judged), ...sourceRemarks]
  const shown = { definition, swept, screened, best, judged, verdict }
  if (options.report !== undefined)
    writePage(context, options.report, {
      ...{ command: 'sweep', hash: swept.hash, verdict: verdict[0] ?? '' },
      page: pageOf(shown),
    })
  context.json(sweepJson(shown, options.report ?? null))
  for (const line of sweepLines(shown)) context.print(line)
  if (options.report !== undefined) context.print(`\npage: ${options.report}`)
  if (swept.isPartial) context.answerNo()
}

function pageOf({ definition, swept, best, judged, verdict }: SweepShown): string {
  const { agent, axes, objective } = definition
  return renderSweep({
    title: `${path.basename(agent)}: ${swept.trials.length} trials`,
    ...{ verdict, axes, objective, standings: best, trials: swept.trials, judged },
    ...{ hash: swept.hash, version: version() },
  })
}
