import { expect, it } from 'vitest'
import { hourUs, micros } from '../domain/index.ts'
import { DeskRun, type DeskRunOptions, stateHash } from '../engine/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { GeneratedMarket } from '../market/index.ts'
import { loadConfiguration } from './configuration.ts'
import { setupOf } from './desk-setup-of.ts'
import { DeskViewBuilder } from './desk-view-builder.ts'
import { loadAgent } from './load-agent.ts'
import { resumeRun } from './resume-run.ts'

const rows = 2_600
const until = 2_200
const around = { receivedAt: 0, isStale: false, isFinished: false }
const random = { entry: 0.1, exit: 0.1, exposure: 0.2 }

/** A desk of an agent at random on a market that is made up. */
async function deskSetup(): Promise<DeskRunOptions['setup']> {
  const { values } = loadConfiguration({ folder: 'none', variables: {}, flags: [] })
  const { instruments } = new GeneratedMarket({ seed: 3, intervalUs: hourUs })
  const setup = setupOf(values, [await loadAgent('random', random)])
  return { ...setup, instruments, intervalsUs: instruments.map(() => hourUs) }
}

function viewOf(setup: DeskRunOptions['setup'], notes: string[]): DeskViewBuilder {
  const header = {
    name: 'desk',
    version: '0',
    trading: 'paper',
    currency: 'USD',
    startEquity: 100_000,
    startedAt: 0,
    instruments: [],
    agents: ['random'],
    source: { kind: 'generated', label: 'made up', speed: 0 },
  } as const
  return new DeskViewBuilder(header, setup.instruments, {
    agents: ['random'],
    isLongOnly: setup.limits.isLongOnly,
    operating: loadConfiguration({ folder: 'none', variables: {}, flags: [] }).values.operating,
    onNote: (note) => notes.push(note),
  })
}

/**
 * What a page is shown, but for what agents said in words, which is in no record, and for stress
 * tests, which are played again when something is held.
 */
function shown(view: DeskViewBuilder): Readonly<Record<string, unknown>> {
  const { decisions, risk, ...rest } = view.snapshot(around)
  const wordless = decisions.map(({ voices, ...row }) => ({
    ...row,
    voices: voices.map((voice) => ({ ...voice, because: '' })),
  }))
  return { ...rest, risk: { ...risk, stress: [] }, decisions: wordless }
}

it('shows the same page, in every figure, after it has gone on from a snapshot', async () => {
  const setup = await deskSetup()
  const market = new GeneratedMarket({ seed: 3, intervalUs: hourUs })
  const journal = new MemoryJournal()
  const notes: string[] = []
  const before = viewOf(setup, notes)
  const live = new DeskRun({
    setup,
    recorded: [],
    journal,
    observer: before,
    onEvent: (sequence, event) => before.onJournal(sequence, event),
  })
  before.look(live)
  const pass = (run: DeskRun): void => {
    market.next()
    for (const i of setup.instruments.keys()) {
      const [open, high, low, close, volume] = [
        market.open[i],
        market.high[i],
        market.low[i],
        market.close[i],
        market.volume[i],
      ] as [number, number, number, number, number]
      run.onBar({ instrument: i, ts: micros(market.ts), open, high, low, close, volume }, 'live')
    }
  }
  for (let row = 0; row < until; row += 1) pass(live)
  live.checkpoint()
  const snapshot = {
    sequence: journal.sequence,
    stateHash: stateHash(live.desk),
    state: live.desk.save(),
  }
  for (let row = until; row < rows; row += 1) pass(live)
  live.toMode('pause', 'cli:a', 'to look')
  notes.length = 0
  const after = viewOf(setup, notes)
  const resumed = resumeRun({
    setup,
    recorded: () => journal.entries(),
    journal: new MemoryJournal(),
    observer: after,
    onEvent: (sequence, event) => after.onJournal(sequence, event),
    snapshot,
  })
  after.look(resumed)
  const [page, told] = [after.snapshot(around), shown(after)]
  for (const [part, due] of Object.entries(shown(before)))
    expect({ part, shown: told[part] }).toEqual({ part, shown: due })
  expect(page.status.trades).toBeGreaterThan(50)
  expect([page.fills.length > 100, page.equity.length > 1_000]).toEqual([true, true])
  expect(page.journal).toHaveLength(200)
  expect(page.risk?.modes.length).toBeGreaterThan(0)
  // Fees of all its days are not those of the days since it was started again.
  expect(page.risk?.tier.costPerDay).toBeCloseTo((24 * page.status.fees) / (rows - 1))
  // What was raised then is no news.
  expect(notes).toEqual([])
})
