import path from 'node:path'
import type { JobWish } from '../api/job-schemas.ts'
import type { RunWords } from '../api/job-words.ts'

/**
 * The options of a run on a command line: each value stands behind its `=`, so that none can be
 * read as an option.
 *
 * @param desk - The desk's folder, whose catalog is the only place data is read from.
 */
export function runOptions(words: RunWords, desk: string): readonly string[] {
  const { data, market: made = 'generated', ...rest } = words
  const source = data === undefined ? `--market=${made}` : `--bars=${catalogPath(desk, data)}`
  return [
    source,
    ...option('days', rest.days),
    ...option('instrument', rest.instrument),
    ...option('from', rest.from),
    ...option('to', rest.to),
    ...option('seed', rest.seed),
    ...option('fee-bps', rest.feeBps),
    ...option('slippage-bps', rest.slippageBps),
    ...(rest.agent ?? []).map((name) => `--agent=${name}`),
    ...(rest.param ?? []).map((each) => `--param=${each}`),
    ...(rest.vary ?? []).map((each) => `--vary=${each}`),
  ]
}

/** `--name=value`, or nothing. */
export function option(name: string, value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [`--${name}=${value}`]
}

/** The list tells paths from the folder of the catalog on, or from the root. */
function catalogPath(desk: string, file: string): string {
  return path.join(desk, 'catalog', file)
}

/**
 * The command line of a job: words that its schema has let through, and nothing else.
 *
 * @param desk - The desk's folder.
 */
export function jobArgv(wish: JobWish, desk: string): readonly string[] {
  switch (wish.kind) {
    case 'backtest':
      return ['backtest', ...runOptions(wish.options, desk)]
    case 'sweep': {
      const { trials, ...words } = wish.options
      return ['sweep', '--workers=1', ...option('trials', trials), ...runOptions(words, desk)]
    }
    case 'walkforward': {
      const { trials, folds, trainPct, scheme, ...words } = wish.options
      return [
        ...['walkforward', '--workers=1'],
        ...option('trials', trials),
        ...option('folds', folds),
        ...option('train-pct', trainPct),
        ...option('scheme', scheme),
        ...runOptions(words, desk),
      ]
    }
    case 'experiment':
      return ['experiment', 'run', path.join(desk, 'experiments', `${wish.options.name}.toml`)]
  }
}
