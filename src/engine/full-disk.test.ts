import { expect, it } from 'vitest'
import { type Agent, agentByName, defineAgent } from '../agents/index.ts'
import { defined, Random } from '../base/index.ts'
import { type InstrumentId, instrument, type Micros, minuteUs } from '../domain/index.ts'
import { MemoryJournal, readJournal, SegmentJournal } from '../journal/index.ts'
import { type Journal, SimulatedDisk } from '../kernel/index.ts'
import { wideLimits } from '../risk/index.ts'
import { defaultCosts } from '../venue/index.ts'
import { DeskRun } from './desk-run.ts'
import type { DeskSetup } from './desk-setup.ts'
import { nobody } from './observer.ts'
import { stateHash } from './state-hash.ts'

const folder = 'journal'
const made = instrument('BTC-USD.SIM' as InstrumentId, '1', '0.0001')
const seated = agentByName('random')?.seat({ entry: 0.3, exit: 0.3 })
const setup: DeskSetup = {
  seed: 5,
  instruments: [defined(made.ok ? made.value : undefined, 'instrument')],
  intervalsUs: [minuteUs],
  agents: [defined<Agent>(seated?.ok === true ? seated.value : undefined, 'agent')],
  quorum: 1,
  limits: wideLimits,
  costs: defaultCosts,
  cash: 10_000_000_000_000n,
  rebalanceMin: 0.05,
}

function openJournal(disk: SimulatedDisk): SegmentJournal {
  return SegmentJournal.open({ disk, folder, anchor: 'anchor', segmentBytes: 65_536 })
}

function runOn(disk: SimulatedDisk, journal: Journal, of = setup): DeskRun {
  return new DeskRun({
    setup: of,
    recorded: readJournal(folder, disk),
    journal,
    observer: nobody,
  })
}

function showBars(run: DeskRun, random: Random, count: number): void {
  for (let n = 0; n < count; n += 1) {
    const open = 30_000 + random.below(100)
    const ts = (run.newest === 0 ? 1_704_067_200_000_000 : run.newest) + minuteUs
    const bar = { instrument: 0, ts: ts as Micros, open, high: open + 60, low: open - 60 }
    run.onBar({ ...bar, close: open + 10, volume: 90_000_000 }, 'live')
    run.commit()
  }
}

it('goes on after a full disk from the state it was in', () => {
  const disk = new SimulatedDisk()
  const random = Random.fromSeed(1)
  const journal = openJournal(disk)
  const run = runOn(disk, journal)
  showBars(run, random, 50)
  disk.fillAfter(1)
  while (!journal.isReserveOnly) showBars(run, random, 1)
  showBars(run, random, 60)
  expect(journal.isReserveOnly).toBe(true)
  disk.makeRoom()
  showBars(run, random, 400)
  expect(journal.isReserveOnly).toBe(false)
  journal.close()
  const refused = [...readJournal(folder, disk)].filter(
    ({ event }) => event.kind === 'intent-refused' && event.limit === 'journal',
  )
  expect(refused.length).toBeGreaterThan(1)

  const again = runOn(disk, new MemoryJournal())
  expect(again.sequence).toBe(journal.sequence)
  expect(stateHash(again.desk)).toBe(stateHash(run.desk))
})

it('offers strangers nothing new on a full disk, and says so once a bar', () => {
  const quoting = defineAgent({
    name: 'quoting',
    summary: '',
    parameters: {},
    features: () => ({}),
    opine: ({ close }) => ({
      exposure: 0,
      confidence: 0.9,
      quotes: { bid: close - 20, ask: close + 20, share: 0.1, inventoryMax: 0.3 },
    }),
  }).seat({})
  const agents = [defined<Agent>(quoting.ok ? quoting.value : undefined, 'agent')]
  const limits = { ...wideLimits, isLongOnly: false, ordersPerDayMax: 1_000_000 }
  const quotes = { ...setup, agents, limits }
  const disk = new SimulatedDisk()
  const journal = openJournal(disk)
  const run = runOn(disk, journal, quotes)
  const random = Random.fromSeed(1)
  showBars(run, random, 50)
  disk.fillAfter(1)
  while (!journal.isReserveOnly) showBars(run, random, 1)
  const before = journal.sequence
  showBars(run, random, 60)
  const after = journal.sequence
  expect(journal.isReserveOnly).toBe(true)
  disk.makeRoom()
  showBars(run, random, 100)
  journal.close()
  const full = [...readJournal(folder, disk)].filter(
    ({ sequence }) => sequence > before && sequence <= after,
  )
  const opening = full.filter(({ event }) => event.kind === 'submit' && !event.order.isReduceOnly)
  expect(opening).toEqual([])
  const refused = full.filter(({ event }) => event.kind === 'intent-refused')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.length).toBeLessThanOrEqual(60)
  const again = runOn(disk, new MemoryJournal(), quotes)
  expect(stateHash(again.desk)).toBe(stateHash(run.desk))
})
