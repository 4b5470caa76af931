import { type Command, Option } from 'commander'
import { UserError } from '../../base/index.ts'
import { hourUs, type Micros } from '../../domain/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import {
  type ChoiceRule,
  combinatorialWindows,
  nestWindows,
  type WalkPlan,
  walkWindows,
} from '../../research/index.ts'
import { countOf, type SweepWords } from './sweep-options.ts'

/** What commander hands over; every option is text. */
export type WalkWords = SweepWords & {
  readonly scheme: 'anchored' | 'rolling' | 'combinatorial'
  readonly folds?: string
  readonly trainPct?: string
  readonly groups?: string
  readonly testGroups?: string
  readonly purgeHours: string
  readonly embargoHours?: string
  readonly nested?: string
  readonly choose: ChoiceRule | 'inner'
  readonly report?: string
}

/** Gives a command the options by which a person says how data are walked. */
export function addWalkOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--scheme <how>', 'what chooses for a test: all before it, as much each time')
        .choices(['anchored', 'rolling', 'combinatorial'])
        .default('rolling'),
    )
    .option('--folds <n>', 'tests, one after another to the end of the data (default: 5)')
    .option('--train-pct <n>', 'per cent of the data before the first test (default: 50)')
    .option('--groups <n>', 'combinatorial: groups that the data are cut into (default: 6)')
    .option('--test-groups <n>', 'combinatorial: of which so many are tested (default: 2)')
    .option('--purge-hours <n>', 'hours left out before each test', '24')
    .option('--embargo-hours <n>', 'combinatorial: hours left out after each test (default: 24)')
    .option('--nested <n>', 'choose by the mean of so many inner folds, not by one figure')
    .addOption(
      new Option(
        '--choose <which>',
        'its own figure, that of its neighbourhood, or what inner folds say',
      )
        .choices(['best', 'steadiest', 'inner'])
        .default('best'),
    )
    .option('--report <file>', 'write a self-contained HTML page')
}

/** The windows that are asked for. @throws UserError `usage` or `bad-windows`. */
export function walkPlanOf(words: WalkWords, market: readonly LoadedBars[]): WalkPlan {
  refuseStray(words)
  const barUs = Math.max(...market.map((of) => of.intervalUs))
  const opens = market.map(({ bars, intervalUs }) => (bars.ts[0] as number) - intervalUs)
  const closes = market.map(({ bars }) => bars.ts[bars.length - 1] as number)
  // Where all instruments have bars.
  const span = { from: Math.max(...opens) as Micros, to: Math.min(...closes) as Micros, barUs }
  const purgeUs = hoursOf('--purge-hours', words.purgeHours)
  const { scheme } = words
  const plan = orRefused(
    scheme === 'combinatorial'
      ? combinatorialWindows({
          ...{ ...span, purgeUs },
          groups: countOf('--groups', words.groups ?? '6', 1, 1_000),
          testGroups: countOf('--test-groups', words.testGroups ?? '2', 1, 1_000),
          embargoUs: hoursOf('--embargo-hours', words.embargoHours ?? '24'),
        })
      : walkWindows({
          ...{ ...span, purgeUs, scheme },
          folds: countOf('--folds', words.folds ?? '5', 1, 1_000),
          trainShare: countOf('--train-pct', words.trainPct ?? '50', 1, 99) / 100,
        }),
  )
  if (words.nested === undefined) return plan
  const folds = countOf('--nested', words.nested, 1, 1_000)
  return orRefused(nestWindows(plan, { folds, barUs, purgeUs }))
}

function orRefused(made: ReturnType<typeof walkWindows>): WalkPlan {
  if (made.ok) return made.value
  throw new UserError('bad-windows', `The data cannot be walked: ${made.error}.`)
}

function hoursOf(option: string, text: string): number {
  return countOf(option, text, 0, 1_000_000) * hourUs
}

/** What has no meaning beside the rest is refused, not passed over. */
function refuseStray(words: WalkWords): void {
  const { scheme, nested, choose, prune } = words
  const isCombinatorial = scheme === 'combinatorial'
  const stray = Object.entries({
    '--folds': isCombinatorial ? words.folds : undefined,
    '--train-pct': isCombinatorial ? words.trainPct : undefined,
    '--groups': isCombinatorial ? undefined : words.groups,
    '--test-groups': isCombinatorial ? undefined : words.testGroups,
    '--embargo-hours': isCombinatorial ? undefined : words.embargoHours,
  }).find(([, value]) => value !== undefined)
  if (stray !== undefined)
    throw new UserError(
      'usage',
      `${stray[0]} means nothing with --scheme ${scheme}; leave it out, or take --scheme ` +
        `${isCombinatorial ? 'rolling or anchored' : 'combinatorial'}.`,
    )
  if (choose === 'inner' && nested === undefined)
    throw new UserError('usage', '--choose inner needs inner folds; say how many with --nested.')
  if (prune === true && (isCombinatorial || nested !== undefined))
    throw new UserError(
      'usage',
      '--prune looks at one stretch half-way, and here a trial runs over several; leave it out.',
    )
}
