import { UserError } from '../../base/index.ts'
import { dayUs, type InstrumentId, type Micros, parseInstrumentId } from '../../domain/index.ts'
import { columnsSha256, type LoadedBars, loadBars } from '../../market/index.ts'
import { type WeekGrid, weekGrid } from '../../research/index.ts'
import { type CommitLog, loadCommits } from '../../sources/index.ts'
import type { Hypothesis, SubjectNames } from './hypothesis.ts'
import { besideHypothesis } from './read-hypothesis.ts'

/** A market with the source beside it, in whole weeks. */
export type Subject = {
  readonly name: string
  readonly market: LoadedBars
  readonly log: CommitLog
  readonly grid: WeekGrid
}

/**
 * Loads what a hypothesis names, up to a share of its time, the oldest days left out so that weeks
 * are whole.
 *
 * @param share - Of the time from its first to its last day. Above 0, at most 1.
 * @throws UserError for anything wrong with the files.
 */
export async function loadSubject(
  file: string,
  hypothesis: Hypothesis,
  names: SubjectNames,
  share: number,
): Promise<Subject> {
  const { from, to } = spanOf(hypothesis, share)
  const instrumentId = names.instrument === undefined ? undefined : idOf(file, names.instrument)
  const path = besideHypothesis(file, names.bars)
  const loaded = await loadBars([path], { from, to, instrumentId })
  const log = await loadCommits(besideHypothesis(file, names.commits))
  const { intervalUs } = loaded
  if ((7 * dayUs) % intervalUs !== 0)
    throw new UserError('experiment-bars', `${path}: its bars do not fit a week; take other bars.`)
  const { ts, length } = loaded.bars
  const grid = weekGrid((ts[0] as number) - intervalUs, ts[length - 1] as number, intervalUs)
  const first = loaded.bars.rowAt(grid.clock[0] ?? Number.POSITIVE_INFINITY)
  const bars = loaded.bars.slice(first, length)
  if (bars.length === 0)
    throw new UserError('experiment-bars', `${path}: there is no whole week of bars; take more.`)
  const market = { ...loaded, bars, sha256: columnsSha256(bars) }
  return { name: names.name, market, log, grid }
}

function spanOf({ from, to }: Hypothesis, share: number): { from: Micros; to: Micros } {
  const begin = dayOf(from)
  const end = dayOf(to) + dayUs
  const days = Math.floor(((end - begin) * share) / dayUs)
  return { from: begin as Micros, to: (begin + days * dayUs) as Micros }
}

function dayOf(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) * 1_000
}

function idOf(file: string, text: string): InstrumentId {
  const parsed = parseInstrumentId(text)
  if (parsed.ok) return parsed.value
  throw new UserError('experiment-file', `${file}: instrument: ${parsed.error}.`)
}
