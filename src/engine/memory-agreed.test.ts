import { beforeAll, describe, expect, it } from 'vitest'
import { waveBars, waverSeat } from '../../test/simulation/daily-wave.ts'
import { toldSetup } from '../../test/simulation/told-desk.ts'
import { defined } from '../base/index.ts'
import { hourUs, type MemoryAgreed } from '../domain/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { EpisodeClusters, patternName, shelvesOf } from '../memory/index.ts'
import { DeskRun } from './desk-run.ts'
import { nobody } from './observer.ts'
import { stateHash } from './state-hash.ts'

const days = 60
const bars = waveBars(days)
const agreedAt = 24 * 40

function runOn(journal: MemoryJournal, recallWeight?: number, recorded?: MemoryJournal): DeskRun {
  const recalls = recallWeight === undefined ? {} : { recallWeight }
  const setup = toldSetup(waverSeat(), { intervalsUs: [hourUs], ...recalls })
  return new DeskRun({ setup, recorded: recorded?.entries() ?? [], journal, observer: nobody })
}

function show(run: DeskRun, from: number, to: number): void {
  for (const bar of bars.slice(from, to)) run.onBar(bar, 'live')
}

function agreed(run: DeskRun, more: Partial<MemoryAgreed> = {}): MemoryAgreed {
  return {
    kind: 'memory-agreed',
    ts: run.desk.now,
    change: 'add-pattern',
    subject: 'pattern-0',
    proposal: 'ab',
    actor: 'managers:memory',
    reason: 'it holds',
    ...more,
  }
}

/** Runs all of it, with what was agreed on two thirds of the way. */
function runWith(changes: readonly Partial<MemoryAgreed>[], recallWeight = 1): MemoryJournal {
  const journal = new MemoryJournal()
  const run = runOn(journal, recallWeight)
  show(run, 0, agreedAt)
  for (const change of changes) expect(run.agree(agreed(run, change))).toBe(true)
  show(run, agreedAt, bars.length)
  return journal
}

describe('what managers agreed may be gone by', () => {
  let plain: MemoryJournal
  beforeAll(() => {
    plain = runWith([])
  })

  it('is told in full at moments of its pattern, and changes what a desk does', () => {
    const journal = runWith([{}])
    expect(journal.decisionHash()).not.toBe(plain.decisionHash())
    const run = runOn(new MemoryJournal(), 1, journal)
    const memory = defined(run.desk.memory, 'a memory')
    const { patterns } = shelvesOf(memory.book.episodes, memory.agreed)
    expect(patterns.filter(({ enabled }) => enabled).map(({ id }) => id)).toEqual(['pattern-0'])
    expect(patterns.find(({ id }) => id === 'pattern-0')?.figures.n).toBeGreaterThan(20)
    const [columns] = run.columns
    const bars = defined(columns, 'bars')
    const peer = defined(run.desk.seats[0], 'a seat').peer
    const recall = memory.recall('waver', bars, peer)
    const told = Array.from({ length: 19 }, (_, n) => {
      peer.row = agreedAt + 24 * (n + 1)
      return recall?.similar({ exposure: 0.2, confidence: 0.6, most: 10 })
    })
    const whole = told.filter((came) => (came?.count ?? 0) > 10)
    expect(whole.length).toBeGreaterThan(0)
    expect(whole.length).toBeLessThan(told.length)
    for (const came of told) expect(came?.weight).toBeLessThanOrEqual(10)
    for (const came of whole) expect(came?.weight).toBe(10)
  })

  it('has no effect once it may not be gone by any more, nor where it is a lesson', () => {
    const ended = runWith([{}, { change: 'deprecate-pattern', proposal: 'cd' }])
    const lesson = runWith([{ change: 'add-lesson', subject: 'ab'.repeat(32) }])
    const without = (journal: MemoryJournal): readonly string[] =>
      [...journal.entries()].flatMap(({ event }) =>
        event.kind === 'memory-agreed' ? [] : JSON.stringify(event, bigText),
      )
    expect(without(ended)).toEqual(without(plain))
    expect(without(lesson)).toEqual(without(plain))
  })

  it('is done again by a replay, to the same state', () => {
    const journal = runWith([{}])
    const run = runOn(new MemoryJournal(), 1, journal)
    run.checkpoint()
    const written = new MemoryJournal()
    const again = runOn(written, 1, journal)
    expect(stateHash(again.desk)).toBe(stateHash(run.desk))
    expect(again.desk.memory?.agreed.knows('ab')).toBe(true)
  })

  it('is not recorded twice, nor by a desk that goes by no memory', () => {
    const [journal, other] = [new MemoryJournal(), new MemoryJournal()]
    const [run, none] = [runOn(journal, 1), runOn(other)]
    for (const each of [run, none]) show(each, 0, 30)
    expect(run.agree(agreed(run))).toBe(true)
    const { sequence } = journal
    expect(run.agree(agreed(run))).toBe(false)
    expect(journal.sequence).toBe(sequence)
    const before = other.sequence
    expect(none.agree(agreed(none))).toBe(false)
    expect(other.sequence).toBe(before)
  })

  it('puts a moment where all episodes put together would', () => {
    const run = runOn(new MemoryJournal(), 1, plain)
    const { episodes } = defined(run.desk.memory, 'a memory').book
    const clusters = new EpisodeClusters()
    const positions = episodes.filter(({ kind }) => kind === 'position')
    for (const episode of positions) clusters.add(episode)
    const [largest] = clusters.all
    const found = clusters.alike(defined(largest?.[3], 'an episode').vector, 1)
    expect(patternName(defined(found, 'a pattern'))).toBe(patternName(largest ?? []))
    expect(clusters.alike(new Float32Array(384), 1)).toBeUndefined()
  })
})

function bigText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value
}
