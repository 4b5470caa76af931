import { Command } from 'commander'
import { nullsTotal, outsideNamesOf, runNulls, setupOf, TrialFile } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { addAgentOptions, agentFlags, type AgentOptions, agentsOf } from './agent-options.ts'
import type { CliContext } from './cli-context.ts'
import { addMarketOptions, toldMarket, type MarketOptions } from './market-options.ts'
import { nullsLines } from './nulls-text.ts'
import {
  addSourceOptions,
  broughtTo,
  isBrought,
  remarksJson,
  type SourceOptions,
} from './source-options.ts'

/** What commander hands over; every option is text. */
type Options = MarketOptions & AgentOptions & SourceOptions & { readonly draws: string }

/** Fewer draws than this cannot reject at one in twenty. */
const drawsMin = 19
const drawsMax = 9_999

/** `coinswarm nulls`: asks a strategy what it has that nothing has, and what it cannot know. */
export function nullsCommand(context: CliContext): Command {
  const command = new Command('nulls').description(
    'Run agents where there is nothing to find, late, dear and the wrong way round; look for bias.',
  )
  return addSourceOptions(addAgentOptions(addMarketOptions(command)))
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
  const { seed } = values.desk
  const agents = await agentsOf(options, values, isBrought(options))
  const setup = setupOf(values, agents, { cash: options.cash })
  const market = await toldMarket(context, options, seed)
  const brought = await broughtTo(options, seed, market, outsideNamesOf(agents))
  const progress = context.progress('nulls', nullsTotal(draws))
  const report = runNulls({
    ...{ setup, market, outside: brought.outside, draws },
    trials: new TrialFile(context.deskFolder),
    onProgress: (runs) => progress.update(runs),
  })
  progress.stop()
  const { verdict, nulls, bias, trials } = report
  const { hash, bars } = report.run
  const said = { seed, hash, bars, draws, trials, verdict, nulls, bias }
  context.json({ command: 'nulls', ...said, ...remarksJson(brought) })
  for (const line of nullsLines(report, draws)) context.print(line)
  for (const remark of brought.sourceRemarks) context.print(remark)
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
