import type { EpisodeRow, MemoryAblation, MemoryArm, MemoryStats } from '../../app/index.ts'
import type { Lesson } from '../../memory/index.ts'
import { formatTime } from '../../domain/index.ts'
import { formatPlain, formatSignedPercent } from '../../research/index.ts'
import { columnLines } from './column-lines.ts'

const signed = (share: number): string => formatSignedPercent(100 * share)
const minuteOf = (iso: string): string => iso.slice(0, 16).replace('T', ' ')

/** Episodes found, most alike first. */
export function nearLines(
  rows: readonly (EpisodeRow & { readonly similarity: number })[],
): readonly string[] {
  if (rows.length === 0) return ['Nothing like it is remembered.']
  const mean = rows.reduce((sum, { reward }) => sum + reward, 0) / rows.length
  const won = rows.filter(({ reward }) => reward > 0).length
  return [
    ...columnLines([
      ['', 'alike', 'decided, UTC', 'instrument', 'side', 'came to', 'by', 'weight', 'market'],
      ...rows.map((row) => [
        ...[String(row.id), formatPlain(row.similarity, 3), minuteOf(row.decided)],
        ...[row.instrument, row.side, signed(row.reward), row.closedBy],
        ...[formatPlain(row.weight, 2), row.regime],
      ]),
    ]),
    `${rows.length} moments came to ${signed(mean)} on average, net of costs; ${won} to more than ` +
      'nothing.',
  ]
}

/** One episode in full. */
export function episodeLines(
  row: EpisodeRow,
  stances: readonly {
    readonly agent: string
    readonly exposure: number
    readonly confidence: number
  }[],
): readonly string[] {
  const { expected, surprise } = row
  return [
    ...columnLines([
      ['episode', `${row.id}, a ${row.kind}`],
      ['instrument', `${row.instrument}, ${row.side}, at ${row.price}`],
      ['decided', `${minuteOf(row.decided)} UTC`],
      ['known', `${minuteOf(row.known)} UTC, closed by ${row.closedBy}`],
      ['came to', `${signed(row.reward)} net, costs ${signed(row.costs)} of it`],
      ['slippage', `${formatPlain(row.slippageBps, 1)} bp`],
      ['market', row.regime],
      ['weight', formatPlain(row.weight, 3)],
      ['expected', expected === null ? 'too little was known' : signed(expected)],
      ['surprise', surprise === null ? 'n/a' : `${formatPlain(surprise, 1)} deviations`],
      ['contradicts', row.contradicts.length === 0 ? 'none' : row.contradicts.join(', ')],
      ['events', row.evidence.join(', ')],
    ]),
    ...stances.map(
      ({ agent, exposure, confidence }) =>
        `${agent} wanted ${signed(exposure)} of equity, sure to ${formatPlain(confidence, 2)}`,
    ),
  ]
}

/** Of long lists of events so many are told; JSON has all. */
const eventsMax = 12

/** Lessons by shelf. */
export function lessonLines(lessons: readonly Lesson[]): readonly string[] {
  if (lessons.length === 0) return ['There are no lessons yet: too few positions were closed.']
  return lessons.flatMap(({ id, shelf, text, evidence }) => {
    const more = evidence.length > eventsMax ? ` and ${evidence.length - eventsMax} more` : ''
    const events = `${evidence.slice(0, eventsMax).join(', ')}${more}`
    return [`${id} (${shelf})`, `  ${text}`, `  Events ${events}.`]
  })
}

function foretoldLines({ foretold }: MemoryStats): readonly string[] {
  if (foretold === null) return []
  const { positions, correlation, interval } = foretold
  const bounds = interval.map((bound) => formatPlain(bound, 3)).join(' to ')
  return [
    `What the nearest moments had come to beside what came, of ${positions} positions: rank ` +
      `correlation ${formatPlain(correlation, 3)}, 95 % ${bounds}.`,
  ]
}

/** Patterns and agents that are listed at most; JSON has all. */
const rowsMax = 20

export function statsLines(stats: MemoryStats): readonly string[] {
  const { episodes, positions, views, from, to, meanReward, winRate, contradicted } = stats
  if (episodes === 0) return ['Nothing is remembered yet: no position was closed.']
  const came =
    meanReward === null || winRate === null
      ? ''
      : ` Positions came to ${signed(meanReward)} on average, ${Math.round(100 * winRate)} % won.`
  const span = `${minuteOf(from ?? '')} to ${minuteOf(to ?? '')} UTC`
  const counts = Object.entries(stats.lessons).map(([shelf, count]) => `${shelf} ${count}`)
  return [
    `${episodes} episodes, ${span}: ${positions} positions, ${views} views that led to none.${came}`,
    `${contradicted} ended otherwise than moments nearest to them; ${stats.surprising} by three ` +
      'deviations or more.',
    ...foretoldLines(stats),
    `${stats.candidates.length} patterns could be proposed, to be gone by or not to be any more.`,
    `Lessons: ${counts.length === 0 ? 'none' : counts.join(', ')}.`,
    '',
    ...patternLines(stats),
    ...agentLines(stats),
  ]
}

function patternLines({ patterns }: MemoryStats): readonly string[] {
  if (patterns.length === 0) return []
  const heads = ['pattern', 'side', 'n', 'mean', 'deviation', 'Sharpe', 'won', '5 %', '95 %']
  return [
    ...columnLines([
      [...heads, 'slippage, bp', 'drawdown', 'shelf', 'mostly'],
      ...patterns
        .slice(0, rowsMax)
        .map(({ id, side, shelf, regime, figures: f }) => [
          ...[id, side > 0 ? 'long' : 'short', String(f.n), signed(f.mean), signed(f.deviation)],
          ...[f.sharpe === undefined ? 'n/a' : formatPlain(f.sharpe, 2)],
          ...[`${Math.round(100 * f.winRate)} %`, signed(f.tail5), signed(f.tail95)],
          ...[formatPlain(f.slippageBps, 1), signed(-f.drawdownMax), shelf, regime],
        ]),
    ]),
    ...moreOf(patterns.length, 'patterns'),
    '',
  ]
}

function agentLines({ agents }: MemoryStats): readonly string[] {
  return [
    ...columnLines([
      ['agent', 'market', 'n', 'mean', 'won', 'errors from 0'],
      ...agents
        .slice(0, rowsMax)
        .map(({ agent, market, figures: f }) => [
          ...[agent, market, String(f.n), signed(f.mean), `${Math.round(100 * f.winRate)} %`],
          f.tStatistic === undefined ? 'n/a' : formatPlain(f.tStatistic, 1),
        ]),
    ]),
    ...moreOf(agents.length, 'rows'),
  ]
}

function moreOf(count: number, what: string): readonly string[] {
  return count > rowsMax ? [`${count - rowsMax} more ${what} under --json.`] : []
}

/** What memory of each weight came to. */
export function ablationLines({ windows, arms }: MemoryAblation): readonly string[] {
  return [
    ...columnLines([
      [
        'weight',
        'return',
        'Sharpe, 95 %',
        'drawdown',
        'trades',
        'remembered',
        'bp a day, 95 %',
        '',
      ],
      ...arms.map(armCells),
    ]),
    '',
    ...columnLines([
      ['window, UTC', ...arms.map(({ weight }) => `weight ${weight}`)],
      ...windows.map(({ from, to }, k) => [
        `${formatTime(from).slice(0, 10)} to ${formatTime(to).slice(0, 10)}`,
        ...arms.map((arm) => formatSignedPercent(arm.windows[k] ?? 0)),
      ]),
    ]),
    '',
    ablationVerdict(arms),
  ]
}

function armCells(arm: MemoryArm): readonly string[] {
  const { weight, metrics, episodes, effect, better, worse } = arm
  const { sharpe, returnPct, drawdowns } = metrics.curve
  return [
    ...[String(weight), formatSignedPercent(returnPct)],
    sharpe === undefined
      ? 'n/a'
      : `${formatPlain(sharpe.value, 2)} (${formatPlain(sharpe.low, 2)} to ` +
        `${formatPlain(sharpe.high, 2)})`,
    formatSignedPercent(-100 * drawdowns.max),
    ...[String(metrics.trades.count), String(episodes)],
    effect === undefined
      ? ''
      : `${formatPlain(effect.effect, 2)} (${formatPlain(effect.low, 2)} to ` +
        `${formatPlain(effect.high, 2)})`,
    effect === undefined ? '' : `better in ${better} windows, worse in ${worse}`,
  ]
}

function ablationVerdict(arms: readonly MemoryArm[]): string {
  const helps = arms.filter(({ effect }) => effect !== undefined && effect.low > 0)
  const harms = arms.filter(({ effect }) => effect !== undefined && effect.high < 0)
  const told = (some: readonly MemoryArm[]): string => some.map(({ weight }) => weight).join(', ')
  if (helps.length > 0) return `Memory helped at weight ${told(helps)}: no day by day chance.`
  if (harms.length > 0) return `Memory did harm at weight ${told(harms)}.`
  return 'No effect is shown: every interval of the difference has 0 in it.'
}

export function ablationJson({ windows, arms }: MemoryAblation): object {
  const iso = (us: number): string => new Date(us / 1_000).toISOString()
  return {
    windows: windows.map(({ from, to }) => ({ from: iso(from), to: iso(to) })),
    arms: arms.map(({ metrics: { curve, trades }, effect, ...arm }) => ({
      ...arm,
      returnPct: curve.returnPct,
      sharpe: curve.sharpe?.value ?? null,
      drawdownMax: curve.drawdowns.max,
      trades: trades.count,
      effect: effect ?? null,
    })),
  }
}
