import { Command } from 'commander'
import {
  ExperimentFile,
  type ExperimentPlan,
  experimentTotal,
  planExperiment,
  registerExperiment,
  runExperiment,
  TrialFile,
} from '../../app/index.ts'
import { liveClock } from '../../kernel/index.ts'
import { renderExperiment } from '../../research/index.ts'
import type { CliContext } from './cli-context.ts'
import { experimentJson, experimentLines } from './experiment-text.ts'
import { version } from './version.ts'
import { writePage } from './write-page.ts'

/** `coinswarm experiment`: two arms on the same data, and a claim that was written down before. */
export function experimentCommand(context: CliContext): Command {
  return new Command('experiment')
    .description('Register a hypothesis, then look: two arms on the same bars and seeds.')
    .addCommand(registerCommand(context))
    .addCommand(runCommand(context))
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm experiment register examples/experiments/commits-lead-volatility.toml',
    )
}

function registerCommand(context: CliContext): Command {
  return new Command('register')
    .description('Write down what is claimed, before anybody looks.')
    .argument('<file>', 'the hypothesis, a TOML file')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm experiment register examples/experiments/commits-lead-volatility.toml',
    )
    .action(async (file: string) => {
      const plan = await planned(context, file)
      const { name, hash, registeredAt, wasKnown } = registerExperiment(
        plan,
        new ExperimentFile(context.deskFolder),
        liveClock,
      )
      context.json({ command: 'experiment register', name, hash, registeredAt, wasKnown })
      context.print(
        wasKnown
          ? `${name} stands as ${hash.slice(0, 16)} since ${registeredAt}.`
          : `${name} is registered as ${hash.slice(0, 16)}; after the first look it cannot change.`,
      )
    })
}

function runCommand(context: CliContext): Command {
  return new Command('run')
    .description('Look at a registered hypothesis; every look is written down.')
    .argument('<file>', 'the hypothesis, a TOML file')
    .option('--report <file>', 'write a self-contained HTML page')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm experiment run examples/experiments/commits-lead-volatility.toml',
    )
    .action((file: string, options: { readonly report?: string }) => run(context, file, options))
}

async function run(
  context: CliContext,
  file: string,
  options: { readonly report?: string },
): Promise<void> {
  const plan = await planned(context, file)
  const progress = context.progress('experiment', experimentTotal(plan))
  const report = await runExperiment({
    plan,
    record: new ExperimentFile(context.deskFolder),
    trials: new TrialFile(context.deskFolder),
    clock: liveClock,
    onProgress: (done) => progress.update(done),
  }).finally(() => progress.stop())
  if (options.report !== undefined)
    writePage(context, options.report, {
      ...{ command: 'experiment', hash: report.hash, verdict: report.verdict },
      page: renderExperiment({ ...report, version: version() }),
    })
  context.json(experimentJson(report, options.report ?? null))
  for (const line of experimentLines(report)) context.print(line)
  if (options.report !== undefined) context.print(`\npage: ${options.report}`)
}

function planned(context: CliContext, file: string): Promise<ExperimentPlan> {
  return planExperiment(file, async (flags) => (await context.configuration(flags)).values)
}
