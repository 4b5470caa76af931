import path from 'node:path'
import { Command } from 'commander'
import {
  runWalkForward,
  ThreadRunner,
  TrialFile,
  type WalkResult,
  walkTotal,
} from '../../app/index.ts'
import { renderWalk, type WalkPlan } from '../../research/index.ts'
import type { CliContext } from './cli-context.ts'
import { addSweepOptions, type AskedSweep, askedSweep, trialsOf } from './sweep-options.ts'
import { version } from './version.ts'
import { addWalkOptions, walkPlanOf, type WalkWords } from './walkforward-options.ts'
import { walkJson, walkLines, walkVerdict } from './walkforward-text.ts'
import { writePage } from './write-page.ts'

/** `coinswarm walkforward`: chooses again and again, each time where it is not tested. */
export function walkforwardCommand(context: CliContext): Command {
  const command = new Command('walkforward').description(
    'Sweep one stretch of the data after another, and try what was chosen on what came next.',
  )
  return addWalkOptions(addSweepOptions(command))
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm walkforward --market generated --days 60 --vary fast=5..20/5 slow=30..60/10',
    )
    .action((words: WalkWords) => run(context, words))
}

async function run(context: CliContext, words: WalkWords): Promise<void> {
  const asked = await askedSweep(context, words)
  const { definition } = asked
  const plan = walkPlanOf(words, asked.market)
  const result = await walked(context, words, asked, plan)
  const verdict = [...walkVerdict(definition, result), ...asked.sourceRemarks]
  const { report } = words
  if (report !== undefined) {
    const { objective, axes } = definition
    const title = `${path.basename(definition.agent)}, walked forward`
    const { walk, hash } = result
    const about = { title, verdict, objective, axes, hash, version: version() }
    writePage(context, report, {
      ...{ command: 'walkforward', hash, verdict: verdict[0] ?? '' },
      page: renderWalk({ ...about, walk, scheme: words.scheme }),
    })
  }
  context.json(walkJson(definition, words, result, verdict))
  for (const line of walkLines(definition, result, verdict)) context.print(line)
  if (report !== undefined) context.print(`\npage: ${report}`)
  if (result.isPartial) context.answerNo()
}

async function walked(
  context: CliContext,
  { choose }: WalkWords,
  { definition, kind, market, outside, workers }: AskedSweep,
  plan: WalkPlan,
): Promise<WalkResult> {
  const trials = trialsOf(definition)
  const progress = context.progress('walkforward', walkTotal(plan, definition, trials))
  try {
    return await runWalkForward({
      ...{ definition, kind, market, outside, plan, choice: choose },
      trials: new TrialFile(context.deskFolder),
      deskFolder: context.deskFolder,
      runnerFor: (of) => new ThreadRunner(of, Math.min(workers, trials)),
      signal: context.interruption(),
      onTrial: (done) => progress.update(done),
    })
  } finally {
    progress.stop()
  }
}
