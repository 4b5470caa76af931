import { UserError } from '../../base/index.ts'
import { type BarColumns, type DeskEvent, micros } from '../../domain/index.ts'
import {
  type CurveRoom,
  type RunHeader,
  type RunResult,
  RunRecorder,
  runResultOf,
} from '../../engine/index.ts'
import { MemoryJournal, readJournal } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import {
  holdControl,
  measure,
  type Metrics,
  overfittingFigures,
  type RunDescription,
  type TearSheet,
  tearSheet,
  verdict,
} from '../../research/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { headerIn } from '../desk-header.ts'
import { noJournal } from '../desk-journal.ts'
import { type Rerun, runAgain } from '../run-again.ts'

const caveat =
  'These are the fills of a desk, as its journal has them; on paper the simulated exchange made ' +
  'them. The desk may have changed its mode or been stopped meanwhile. It is not a promise.'

/**
 * The tear sheet of what the desk in a folder really did, by running its journal again. Writes
 * nothing. Chance and capacity are not asked: a record of what was done cannot be run otherwise.
 *
 * @param onProgress - Told now and then which share of the bars is done, 0 to 1.
 * @throws UserError `no-journal`, `journal-damaged`, `journal-newer`, `replay-diverged`,
 *   `nothing-traded` when no bar was traded on yet.
 */
export async function deskSheet(
  folder: string,
  version: string,
  onProgress: (share: number) => void = () => {},
): Promise<TearSheet> {
  const { journal } = deskPaths(folder)
  const header = headerIn(journal)
  if (header === undefined) throw noJournal(folder)
  const { run, bars } = await replayed({ folder, journal, header }, onProgress)
  if (run.equity.length === 0)
    throw new UserError(
      'nothing-traded',
      `The desk in ${folder} has seen no bar to trade on yet; let it run, then report again.`,
    )
  const metrics = measure(run)
  const { costs } = header.setup
  const hold = holdControl(run, metrics, bars, costs)
  const tried = { trials: 1, others: [] }
  const overfitting = overfittingFigures(metrics.curve, tried, run.seed)
  return tearSheet({
    ...{ run, bars, metrics, hold, overfitting, caveat },
    ...{ random: undefined, tried: [], rivals: [] },
    origin: 'A desk as its journal has it',
    verdict: deskVerdict(run, metrics, hold),
    about: describeDesk(header, version),
    capacity: {
      notRun: 'What was done cannot be done again with other money: ask coinswarm report run.',
    },
    nulls: { notRun: 'What was done cannot be shuffled: ask coinswarm nulls of the same agents.' },
  })
}

async function replayed(
  of: Omit<Rerun, 'witness'>,
  onProgress: (share: number) => void,
): Promise<{ readonly run: RunResult; readonly bars: readonly BarColumns[] }> {
  const rows = barsIn(of.journal)
  const recorder = new DeskFigures(roomFor(rows))
  let bars = 0
  const decisions = new MemoryJournal()
  const onEvent = (_sequence: number, event: DeskEvent): void => {
    decisions.append(event)
    if (event.kind !== 'bar-closed') return
    bars += 1
    if (bars % barsBetween === 0) onProgress(bars / rows)
  }
  return runAgain({ ...of, witness: { observer: recorder, onEvent } }, ({ desk, columns }) => {
    const run = runResultOf(desk, recorder, decisions.decisionHash(), columns)
    const first = recorder.curve.ts[0]
    // Bars that only warmed up are no part of what the desk did.
    const from = first === undefined ? run.from : micros(first - run.intervalUs)
    return { run: { ...run, from }, bars: columns }
  })
}

/** A desk goes on when an agent of it fails: that is in its journal, and no end of the report. */
class DeskFigures extends RunRecorder {
  override onFault(): void {}
}

/** Bars between two calls of `onProgress`. */
const barsBetween = 10_000

function barsIn(journal: string): number {
  let rows = 0
  for (const { event } of readJournal(journal, nodeDisk)) if (event.kind === 'bar-closed') rows += 1
  return rows
}

/** Room for the equity after every one of so many bars. */
function roomFor(rows: number): CurveRoom {
  return {
    ts: new Float64Array(rows),
    equity: new Float64Array(rows),
    exposure: new Float32Array(rows),
    hasTimes: false,
  }
}

/** Nothing was chosen by these bars, so there is nothing to deflate; the rest is said as always. */
function deskVerdict(run: RunResult, metrics: Metrics, hold: TearSheet['hold']): readonly string[] {
  const said = verdict({ run, metrics, hold, random: undefined, trials: 1 })
  const mode = run.mode === 'normal' ? [] : [`The desk is in mode ${run.mode}.`]
  return [...said, ...mode]
}

function describeDesk({ agents, setup }: RunHeader, version: string): RunDescription {
  const own = agents.flatMap((seat) => Object.entries(seat.parameters))
  return {
    agent: agents.map(({ from }) => from).join(' + '),
    parameters: Object.fromEntries(own.map(([name, value]) => [name, String(value)])),
    market: 'the bars in its journal',
    costs: setup.costs,
    trials: undefined,
    version,
  }
}
