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
  return lessons.flatMap(({ id, shelf, text, evidence, isAgreed }) => {
    const more = evidence.length > eventsMax ? ` and ${evidence.length - eventsMax} more` : ''
    const events = `${evidence.slice(0, eventsMax).join(', ')}${more}`
    return [`${id} (${shelf}${isAgreed ? ', agreed on' : ''})`, `  ${text}`, `  Events ${events}.`]
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
    `${contradicted} ended otherwise than most of the moments nearest to them; ` +
      `${stats.surprising} by three deviations or more.`,
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
      [...heads, 'slippage, bp', 'drawdown', 'shelf', 'gone by', 'mostly'],
      ...patterns
        .slice(0, rowsMax)
        .map(({ id, side, shelf, regime, enabled, figures: f }) => [
          ...[id, side > 0 ? 'long' : 'short', String(f.n), signed(f.mean), signed(f.deviation)],
          ...[f.sharpe === undefined ? 'n/a' : formatPlain(f.sharpe, 2)],
          ...[`${Math.round(100 * f.winRate)} %`, signed(f.tail5), signed(f.tail95)],
          ...[formatPlain(f.slippageBps, 1), signed(-f.drawdownMax), shelf],
          ...[enabled ? 'yes' : 'no', regime],
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
export function ablationLines(ablation: MemoryAblation): readonly string[] {
  const { windows, arms } = ablation
  const heads = ['memory', 'return', 'Sharpe, 95 %', 'drawdown', 'exposure', 'trades']
  return [
    ...columnLines([[...heads, 'bp a day more, 95 %', ''], ...arms.map(armCells)]),
    '',
    ...columnLines([
      ['window, UTC', ...arms.map(({ name }) => name)],
      ...windows.map(({ from, to }, k) => [
        `${formatTime(from).slice(0, 10)} to ${formatTime(to).slice(0, 10)}`,
        ...arms.map((arm) => formatSignedPercent(arm.windows[k] ?? 0)),
      ]),
    ]),
    '',
    ablationVerdict(ablation),
  ]
}

function armCells(arm: MemoryArm): readonly string[] {
  const { name, metrics, effect, better, worse } = arm
  const { sharpe, returnPct, drawdowns } = metrics.curve
  return [
    ...[name, formatSignedPercent(returnPct)],
    sharpe === undefined
      ? 'n/a'
      : `${formatPlain(sharpe.value, 2)} (${formatPlain(sharpe.low, 2)} to ` +
        `${formatPlain(sharpe.high, 2)})`,
    formatSignedPercent(-100 * drawdowns.max),
    ...[`${formatPlain(100 * metrics.exposure.mean, 2)} %`, String(metrics.trades.count)],
    effect === undefined ? '' : effectText(effect),
    effect === undefined ? '' : `better in ${better} windows, worse in ${worse}`,
  ]
}

type Effect = NonNullable<MemoryAblation['likeness']>

function effectText({ effect, low, high }: Effect): string {
  return `${formatPlain(effect, 3)} (${formatPlain(low, 3)} to ${formatPlain(high, 3)})`
}

/** It is the control that decides: to go smaller where all lose is no recall. */
function ablationVerdict({ likeness, arms }: MemoryAblation): string {
  const full = arms.find(({ name }) => name === 'full')?.effect
  if (likeness === undefined || full === undefined) return 'There are too few days to say anything.'
  const beside = `The most similar beside any ten: ${effectText(likeness)} bp a day.`
  if (likeness.low > 0 && full.low > 0)
    return `${beside} Recall helped: more than going by any ten does.`
  if (likeness.high < 0) return `${beside} Recall did harm: any ten do better.`
  return `${beside} That likeness helps is not shown: 0 is in the interval.`
}

export function ablationJson({ windows, arms, likeness }: MemoryAblation): object {
  const iso = (us: number): string => new Date(us / 1_000).toISOString()
  return {
    windows: windows.map(({ from, to }) => ({ from: iso(from), to: iso(to) })),
    arms: arms.map(({ metrics: { curve, trades, exposure }, effect, ...arm }) => ({
      ...arm,
      returnPct: curve.returnPct,
      sharpe: curve.sharpe?.value ?? null,
      drawdownMax: curve.drawdowns.max,
      exposureMean: exposure.mean,
      trades: trades.count,
      effect: effect ?? null,
    })),
    likeness: likeness ?? null,
  }
}
