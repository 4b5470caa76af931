import { swarmView } from '../../src/app/index.ts'
import { dayUs, formatTime, minorPerUnit } from '../../src/domain/index.ts'
import { type Desk, DeskRun, nobody, stateHash } from '../../src/engine/index.ts'
import { OrderGateway, usualTerms } from '../../src/execution/index.ts'
import { MemoryJournal, readJournal } from '../../src/journal/index.ts'
import type { Shelves } from '../../src/memory/index.ts'
import { promise } from '../../test/simulation/exchange-violation.ts'
import { deskNumber } from '../../test/simulation/gateway-desk.ts'
import { DailyProfit } from './daily-profit.ts'
import { type Interval, intervalOf } from './interval-of.ts'
import { MemoryGrowth } from './memory-growth.ts'
import { MonthDesk } from './month-desk.ts'
import { MonthEvents } from './month-events.ts'
import { loadGroup, type MonthGroup } from './month-group.ts'
import type { MonthPart } from './month-record.ts'
import { monthSetup, type MonthVotes } from './month-setup.ts'

const folder = 'desk/journal'

/** What is run. */
export type PartTerms = {
  readonly group: MonthGroup
  readonly votes: MonthVotes
  readonly days: number
  readonly seed: number
  /** Told at the end of every day, in one line. */
  readonly onDay?: (line: string) => void
}

/** How large journal and state are when a day is over. */
type Sizes = { readonly journalBytes: number; readonly stateBytes: number }

/** Runs a desk over its month with all that goes wrong, and says what came of it. */
export async function makePart(terms: PartTerms): Promise<MonthPart> {
  const { group, votes, days, seed, onDay } = terms
  const market = await loadGroup(group, days, seed)
  const month = new MonthDesk(monthSetup(market, seed, votes), market, group.from)
  const sizes: Sizes[] = []
  for (let day = 1; day <= days; day += 1) {
    for (let bar = 0; bar < dayUs / group.intervalUs; bar += 1) month.bar()
    sizes.push(sizesOf(month, sizes.at(-1)))
    onDay?.(
      `${group.name}, ${votes}: day ${day} of ${days}, ${equityOf(month).toFixed(2)} of equity, ` +
        `${month.stops.length} stops`,
    )
  }
  const hash = month.end()
  return { ...partOf(month, terms, sizes), hash }
}

function equityOf({ standings }: MonthDesk): number {
  return Number(standings.at(-1)?.equity) / minorPerUnit
}

function sizesOf({ life, disk }: MonthDesk, before: Sizes | undefined): Sizes {
  if (life === undefined) return before ?? { journalBytes: 0, stateBytes: 0 }
  const segments = disk.list(folder).filter((name) => name.endsWith('.seg'))
  return {
    journalBytes: segments.reduce(
      (sum, name) => sum + writtenIn(disk.bytes(`${folder}/${name}`)),
      0,
    ),
    stateBytes: JSON.stringify(life.run.desk.save()).length,
  }
}

/** How far a segment is written: room that is only set aside is all zeros. */
function writtenIn(bytes: Uint8Array): number {
  return bytes.findLastIndex((byte) => byte !== 0) + 1
}

function partOf(
  month: MonthDesk,
  { group, votes, days, seed }: PartTerms,
  sizes: readonly Sizes[],
): Omit<MonthPart, 'hash'> {
  const { setup, disk, standings } = month
  const profit = new DailyProfit(setup.instruments, Number(setup.cash), group.from)
  const growth = new MemoryGrowth(setup, group.from)
  const events = new MonthEvents(setup)
  let last = 0
  for (const { sequence, event } of readJournal(folder, disk, 0)) {
    profit.onEvent(event)
    growth.onEvent(sequence, event)
    events.onEvent(event)
    last = sequence
  }
  profit.end()
  const { life } = month
  const equity = life === undefined ? 0 : equityAt(life.run.desk, profit.marks)
  const shelves = growth.end(last)
  const { run } = replayed(month)
  const isReplayed = run.checkpoints.every(({ isSame }) => isSame)
  const same = life === undefined ? '' : stateHash(life.run.desk)
  const memory = growth.days.map((each, k) => ({
    ...each,
    ...(sizes[k] ?? { journalBytes: 0, stateBytes: 0 }),
  }))
  return {
    ...{ group: group.name, votes, seed, days, memory },
    ...{ bars: events.bars, agents: setup.agents.length, teams: events.teams },
    isReplayed: isReplayed && stateHash(run.desk) === same,
    replayedEvents: run.sequence,
    equity: {
      begin: Number(setup.cash) / minorPerUnit,
      end: equity / minorPerUnit,
      drawdown: drawdownOf(standings.map(({ equity }) => equity)),
      grossMean:
        standings.reduce((sum, { gross, equity }) => sum + gross / equity, 0) / standings.length,
    },
    ...{ orders: events.orders, fills: events.fills },
    streams: sameMoney(streamsOf(run.desk, profit, seed), equity - Number(setup.cash)),
    attribution: attributionOf(run.desk, shelves),
    lessons: shelves.lessons.slice(0, 12).map(({ shelf, text }) => ({ shelf, text })),
    ...told(month, events),
  }
}

function told(
  { stops, answers, unresolvedMost, silentBars }: MonthDesk,
  { incidents, breakers, refused, cut, rejected }: MonthEvents,
): Pick<
  MonthPart,
  | ('stops' | 'incidents' | 'breakers' | 'answers' | 'unresolvedMost' | 'silentBars')
  | ('refused' | 'cut' | 'rejected')
> {
  return {
    stops: stops.map(({ ts, why, downUs, replayed: events }) => ({
      at: formatTime(ts),
      ...{ why, seconds: Math.round(downUs / 1e6), replayed: events },
    })),
    ...{ incidents, unresolvedMost, silentBars },
    ...{ refused: refused.all, cut: cut.all, rejected: rejected.all },
    ...{ breakers: breakers.all, answers: answers.all },
  }
}

/** What the books of a desk are worth at these closes, minor units. */
function equityAt({ ledger }: Desk, marks: ArrayLike<number>): number {
  return Number(ledger.equity(marks))
}

/** Two sums that share no code come to the same: that of the ledger, and that of the fills. */
function sameMoney(streams: MonthPart['streams'], gained: number): MonthPart['streams'] {
  const differs = Math.abs(streams.desk.sum - gained / minorPerUnit)
  promise(differs < 0.01, 'money', () => `fills come to ${streams.desk.sum}, books to ${gained}`)
  return streams
}

/** The journal run again with nobody to send anything to. */
function replayed({ setup, disk }: MonthDesk): { readonly run: DeskRun } {
  const gateway = new OrderGateway({
    link: { send: () => {} },
    terms: usualTerms,
    desk: deskNumber,
  })
  const recorded = readJournal(folder, disk, 0)
  return {
    run: new DeskRun({ setup, recorded, journal: new MemoryJournal(), observer: nobody, gateway }),
  }
}

/** The largest fall of equity from its highest, as a share of it. */
function drawdownOf(equity: readonly number[]): number {
  let [peak, most] = [0, 0]
  for (const each of equity) {
    peak = Math.max(peak, each)
    most = Math.max(most, 1 - each / peak)
  }
  return most
}

function streamsOf(desk: Desk, { days }: DailyProfit, seed: number): MonthPart['streams'] {
  const of = (read: (day: (typeof days)[number]) => number): Interval =>
    intervalOf(days.map(read), seed)
  const { instruments } = desk.setup
  const view = swarmView(desk, instruments)
  return {
    desk: of(({ byInstrument, fees }) => byInstrument.reduce((sum, each) => sum + each, 0) - fees),
    fees: of(({ fees }) => fees),
    held: of(({ held }) => held),
    byInstrument: instruments.map(({ id }, i) => ({
      instrument: id,
      brought: of(({ byInstrument }) => byInstrument[i] ?? 0),
    })),
    wished: (view?.streams ?? []).map(({ stream, total, interval }) => ({
      ...{ stream, total },
      perBar: interval === null ? null : [interval[0], interval[1]],
    })),
  }
}

function attributionOf(desk: Desk, { agents }: Shelves): MonthPart['attribution'] {
  const view = swarmView(desk, desk.setup.instruments)
  const rows = new Map(view?.agents.map((row) => [row.agent, row]))
  const known = new Map(agents.filter(({ market }) => market === 'all').map((of) => [of.agent, of]))
  return desk.setup.agents.map(({ id }) => {
    const row = rows.get(id)
    const figures = known.get(id)?.figures
    const interval = row?.brought.interval ?? null
    return {
      agent: id,
      weight: row?.weight ?? null,
      brought: row?.brought.total ?? null,
      interval: interval === null ? null : [interval[0], interval[1]],
      positions: figures?.n ?? 0,
      mean: figures?.mean ?? null,
    }
  })
}
