import { dayUs, formatInterval, moatOfKind, moats, sourceKinds } from '../../domain/index.ts'
import {
  badWords,
  goodWords,
  type SourceColumn,
  type SourceFormat,
  sourceTable,
} from '../../sources/index.ts'

/** The page docs/sources.md: every column from outside, and what is assumed of it. */
export function sourcesDocument(): string {
  return `${[...opening, ...sourceTable.flatMap(section), ...closing].join('\n')}\n`
}

const opening: readonly string[] = [
  '# Sources',
  '',
  'What agents may look at besides bars: a column by name, as `outside("funding.rate")`. Each is given to',
  'a run by instrument, as it was known at the close of each bar. This page is generated (`npm run',
  'sources-page`).',
  '',
  '```',
  'coinswarm sources --data FOLDER                what a folder has, how old it is, what is alarming',
  'coinswarm sources --github owner/name          what GitHub tells now; --token-file, --watch',
  'coinswarm backtest --bars FILE --agent my-agent.ts --sources FOLDER',
  'coinswarm backtest --market generated --agent my-agent.ts --planted 0.3',
  'coinswarm walkforward --bars FILE --agent my-agent.ts --sources FOLDER --vary cut=1..9/2',
  '```',
  '',
  '`backtest`, `report run`, `swarm`, `sweep`, `walkforward`, `nulls`, `gate` and `soundness` take both alike. What',
  'was looked at is part of the data of a trial: other columns are other data.',
  '',
  '- A file is known by the beginning of its name, in the folder or below it; `.csv` or `.csv.gz`.',
  '- **Point in time.** A value counts from the time at which it could be known, never from the time it',
  '  is about. When that is, the files do not say: it is an assumption of ours, told with each source.',
  '- **Absent is not 0.** Older than it may be, before the first, of another coin, or of a file that is not',
  '  there: NaN. Who looks at it abstains.',
  '- **Cut with the bars.** A part of the data, such as a window of a walk forward, has of each column what stood',
  '  at its bars. Where a null puts bars in another order or makes up others, columns stay at their times: they',
  '  then know nothing of the bars, and who still earns by them did not earn by what they know.',
  '- A window (`sum`, `mean`) holds what became known in it, and reads NaN until a whole one lies behind.',
  '- A row that cannot be read, or that stands twice for one time, is declined with file and line.',
  '- A made-up market (`--market generated`) has made-up sources out of its seed, and says so; `--planted 0.3`',
  '  lets them know the next six hours with that correlation, to try whether an agent finds it.',
  '- A running desk is told the same by the settings below `[sources]`: `folder` for files, beside bars of a',
  '  venue or recorded ones; `github` for repositories that are asked every five minutes, beside bars of a venue.',
  '  What was seen is written into its journal when it changes, so a replay needs no source. A source that fails',
  '  is left alone for 1 to 16 s, reads NaN once it is stale, and raises an alert; the desk goes on. Beside bars of',
  '  a venue files are looked at every ten minutes, and read again where one has changed.',
  '- Of logistics (shipments of miners) there is no source: that moat abstains, and says so.',
  `- Sources are sorted finer than the five moats that a swarm knows: ${moatsText()}.`,
  '',
  '## Commits',
  '',
  'Files named as `ethereum_go-ethereum.csv.gz` with the columns `commit_ts`, `sha`, `author_hash`, or as',
  '`ethereum_go-ethereum.gitlog` with what `git log --format=fuller --date=unix` printed in a clone: all',
  "repositories of an instrument's coin together. Assumed: a commit is known a day after it was made.",
  'Stale 30 days after the newest.',
  '',
  '| column | what | unit |',
  '|---|---|---|',
  '| `code.commits24h` | commits in 24 hours | commits |',
  '| `code.contributors24h` | who made them | people |',
  '| `code.novelty` | commits a contributor | ratio |',
  '| `code.activity` | commits over those of a usual day of the last 30 | ratio |',
  '| `code.openIssues` | open issues: of the interface of GitHub alone, else absent | issues |',
  '| `code.entropy` | contributors × ln(commits) / √(open issues): the same | - |',
]

const closing: readonly string[] = [
  '',
  '## Words of headlines',
  '',
  '`news.words` counts good and bad words of a headline, (good - bad) / (good + bad), 0 with none. It knows',
  'no grammar: "no crash" is bad news to it.',
  '',
  `Good: ${goodWords.join(', ')}.`,
  '',
  `Bad: ${badWords.join(', ')}.`,
]

function section(format: SourceFormat): readonly string[] {
  const { title, begins, known, about, caveat, source, moat } = format
  return [
    '',
    `## ${title[0]?.toUpperCase()}${title.slice(1)}`,
    '',
    `Source \`${source}\`, moat ${moat}, about ${aboutText(about, format)}. ` +
      `Files beginning \`${begins}\`.`,
    `Assumed: known ${knownText(known)}${known.why === '' ? '' : ` (${known.why})`}, ` +
      'unless a column says otherwise.',
    ...(caveat === undefined ? [] : [caveat]),
    '',
    '| column | what | unit | taken | known | stale after |',
    '|---|---|---|---|---|---|',
    ...format.columns.map((column) => rowOf(column, format)),
  ]
}

function aboutText(about: string, { coinField, pattern }: SourceFormat): string {
  if (about === 'market') return 'the whole market'
  if (about === 'row') return `the coin in \`${coinField}\``
  return pattern.source.startsWith('^(btc)') ? 'BTC' : 'the coin in the name of the file'
}

function rowOf(column: SourceColumn, format: SourceFormat): string {
  const { name, what, unit, take, windowUs, staleUs, known = format.known } = column
  const taken = take === 'last' ? 'the newest' : `${take} of ${formatInterval(windowUs ?? 0)}`
  const late = `${knownText(known)}${column.known === undefined ? '' : `: ${known.why}`}`
  return `| \`${name}\` | ${what} | ${unit} | ${taken} | ${late} | ${formatInterval(staleUs)} |`
}

function knownText({ lagUs, isBusinessDay }: SourceFormat['known']): string {
  if (isBusinessDay === true) return 'at the end of the next business day'
  if (lagUs === 0) return 'at its time'
  if (lagUs < 0) return `${formatInterval(-lagUs)} before`
  return lagUs % dayUs === 0 ? `${lagUs / dayUs}d later` : `${formatInterval(lagUs)} later`
}

/** `code (code), government (government, macro)`, in the order of moats. */
function moatsText(): string {
  const told = moats.flatMap((moat) => {
    const kinds = sourceKinds.filter((kind) => moatOfKind[kind] === moat)
    return kinds.length === 0 ? [] : [`${moat} (${kinds.join(', ')})`]
  })
  return told.join(', ')
}
