import { Command } from 'commander'
import { nullsTotal, runNulls, setupOf, TrialFile } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { addAgentOptions, agentFlags, type AgentOptions, agentsOf } from './agent-options.ts'
import type { CliContext } from './cli-context.ts'
import { addMarketOptions, toldMarket, type MarketOptions } from './market-options.ts'
import { nullsLines } from './nulls-text.ts'

/** What commander hands over; every option is text. */
type Options = MarketOptions & AgentOptions & { readonly draws: string }

/** Fewer draws than this cannot reject at one in twenty. */
const drawsMin = 19
const drawsMax = 9_999

/** `coinswarm nulls`: asks a strategy what it has that nothing has, and what it cannot know. */
export function nullsCommand(context: CliContext): Command {
  const command = new Command('nulls').description(
    'Run agents where there is nothing to find, late, dear and the wrong way round; look for bias.',
  )
  return addAgentOptions(addMarketOptions(command))
    .option('--draws <n>', 'nulls in each distribution, 19 or more', '99')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm nulls --market generated --instrument BTC-USD --agent trend --draws 19',
    )
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  const draws = drawsOf(options.draws)
  const { values } = await context.configuration(agentFlags(options))
  const setup = setupOf(values, await agentsOf(options, values), { cash: options.cash })
  const market = await toldMarket(context, options, values.desk.seed)
  const progress = context.progress('nulls', nullsTotal(draws))
  const report = runNulls({
    ...{ setup, market, draws },
    trials: new TrialFile(context.deskFolder),
    onProgress: (runs) => progress.update(runs),
  })
  progress.stop()
  const { verdict, nulls, bias, trials } = report
  const { seed, hash, bars } = report.run
  context.json({ command: 'nulls', seed, hash, bars, draws, trials, verdict, nulls, bias })
  for (const line of nullsLines(report, draws)) context.print(line)
  // What was not tested is not proved either.
  if (verdict !== 'pass') context.answerNo()
}

/** How many nulls. @throws UserError `usage`. */
export function drawsOf(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= drawsMin && value <= drawsMax) return value
  throw new UserError(
    'usage',
    `--draws must be whole and from ${drawsMin} to ${drawsMax}, was '${text}'.`,
  )
}
