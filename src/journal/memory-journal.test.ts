import { expect, it } from 'vitest'
import { type DeskEvent, micros, orderId } from '../domain/index.ts'
import { MemoryJournal } from './memory-journal.ts'

const accepted = (id: number): DeskEvent => ({
  kind: 'order-accepted',
  orderId: orderId(id),
  tsEvent: micros(id),
  tsInit: micros(id),
})
const checkpoint: DeskEvent = { kind: 'checkpoint', ts: micros(1), stateHash: 'ab' }
const bar: DeskEvent = {
  kind: 'bar-closed',
  ...{ instrument: 0, ts: micros(1), open: 1, high: 1, low: 1, close: 1, volume: 1 },
  phase: 'live',
}
const referenced: DeskEvent = {
  kind: 'market-referenced',
  ...{ ts: micros(1), instrument: 0, sha256: 'ab', fromRow: 0, toRow: 9 },
}
const observed: DeskEvent = {
  kind: 'outside-observed',
  ...{ ts: micros(1), instrument: 0, column: 'macro.dff', value: 5 },
}
const started = (name: string): DeskEvent => ({
  kind: 'run-started',
  ts: micros(1),
  header: { name },
})

function journalOf(events: Iterable<DeskEvent>): MemoryJournal {
  const journal = new MemoryJournal()
  for (const event of events) journal.append(event)
  return journal
}

it('counts from one and gives back what was appended, across chunks', () => {
  const events = Array.from({ length: 60_000 }, (_, index) => accepted(index))
  const journal = journalOf(events)
  expect(journal.sequence).toBe(60_000)
  let sequence = 0
  for (const entry of journal.entries()) {
    sequence += 1
    if (sequence % 997 === 0 || sequence === 1)
      expect(entry).toEqual({ sequence, event: accepted(sequence - 1) })
  }
  expect(sequence).toBe(60_000)
})

it('hashes the decisions alone', () => {
  const bare = journalOf([accepted(1), accepted(2)])
  const dressed = journalOf([started('a'), accepted(1), checkpoint, accepted(2)])
  expect(dressed.decisionHash()).toBe(bare.decisionHash())
  const market = journalOf([referenced, accepted(1), observed, bar, accepted(2), bar])
  expect(market.decisionHash()).toBe(bare.decisionHash())
  expect(journalOf([accepted(2), accepted(1)]).decisionHash()).not.toBe(bare.decisionHash())
})

it('hashes the same whenever it is asked in between', () => {
  const events = Array.from({ length: 3_000 }, (_, index) => accepted(index))
  const asked = new MemoryJournal()
  for (const event of events) {
    asked.append(event)
    asked.decisionHash()
  }
  expect(asked.decisionHash()).toBe(journalOf(events).decisionHash())
})

it('hashes the same however the rest of the journal lies between the decisions', () => {
  const events = Array.from({ length: 40_000 }, (_, index) => accepted(index))
  const bare = journalOf(events)
  const dressed = journalOf(
    events.flatMap((event, index) => (index % 3 === 0 ? [checkpoint, event] : [event])),
  )
  expect(dressed.decisionHash()).toBe(bare.decisionHash())
})

it('gives back what was there when it was asked, though it is written to meanwhile', () => {
  const events = Array.from({ length: 40_000 }, (_, index) => accepted(index))
  const journal = journalOf(events)
  const entries = journal.entries()
  const first = entries.next().value?.event
  for (let index = 0; index < 60_000; index += 1) journal.append(accepted(100_000 + index))
  const found = [first, ...Array.from(entries, ({ event }) => event)]
  expect(found).toHaveLength(40_000)
  for (const index of [0, 1, 36_000, 36_500, 38_000, 39_999])
    expect(found[index]).toEqual(accepted(index))
})

it('has no reserve to live on, as it needs no disk', () => {
  expect(new MemoryJournal().isReserveOnly).toBe(false)
})
