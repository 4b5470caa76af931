import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { nearest, UserError } from '../../base/index.ts'
import { benchLines, type MeasuredRow } from './bench-lines.ts'
import type { CliContext } from './cli-context.ts'

type Options = { readonly smoke?: boolean }

/** What `bench/main.ts` gives. It is not part of the program: an installed package has none. */
type Benches = {
  readonly benchNames: readonly string[]
  readonly runBenches: (
    names: readonly string[],
    size: 'smoke' | 'full',
    onRow: (row: MeasuredRow) => void,
  ) => Promise<{
    readonly machine: string
    readonly node: string
    readonly rows: readonly MeasuredRow[]
  }>
}

/** `coinswarm bench`: measures this machine with the benches of the clone. */
export function benchCommand(context: CliContext): Command {
  return new Command('bench')
    .description('Measure the speed of this program on this machine, beside yardsticks.')
    .argument('[name...]', 'which to run, such as engine.bars or journal.* (default: all)')
    .option('--smoke', 'a little of each, in seconds: shows that they run, not how fast')
    .addHelpText('after', '\nExample:\n  coinswarm bench engine.bars --json')
    .action((names: readonly string[], options: Options) => run(context, names, options))
}

async function run(
  context: CliContext,
  names: readonly string[],
  { smoke }: Options,
): Promise<void> {
  const { benchNames, runBenches } = await loadBenches()
  const chosen = names.length === 0 ? benchNames : names.flatMap((name) => named(name, benchNames))
  const size = smoke === true ? 'smoke' : 'full'
  const report = await runBenches([...new Set(chosen)], size, (row) => {
    for (const line of benchLines(row)) context.print(line)
  })
  context.print(`on ${report.machine}, Node ${report.node}`)
  context.json({ command: 'bench', size, ...report })
  if (report.rows.some(({ status }) => status === 'failed')) context.answerNo()
}

async function loadBenches(): Promise<Benches> {
  // Three folders up from this file is the package, in `src` and in `dist` alike.
  const main = new URL('main.ts', new URL('../../../bench/', import.meta.url))
  if (!existsSync(main))
    throw new UserError(
      'bench-missing',
      'The benches are not part of the installed package; run this in a clone of the repository.',
    )
  return (await import(main.href)) as Benches
}

/** The benches `text` means: one by name, or all that begin as `journal.*` does. */
function named(text: string, known: readonly string[]): readonly string[] {
  const found = text.endsWith('*')
    ? known.filter((name) => name.startsWith(text.slice(0, -1)))
    : known.filter((name) => name === text)
  if (found.length > 0) return found
  const guess = nearest(text, known)
  const hint = guess === undefined ? `there are ${known.join(', ')}` : `did you mean ${guess}?`
  throw new UserError('usage', `There is no bench '${text}'; ${hint}`)
}
