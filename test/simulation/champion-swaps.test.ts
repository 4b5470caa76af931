// @module-tag long
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { Random } from '../../src/base/index.ts'
import type { DeskEvent } from '../../src/domain/index.ts'
import { stateHash } from '../../src/engine/index.ts'
import { ByteWriter, encodeEvent, type JournalEntry } from '../../src/journal/index.ts'
import { barsOfRun, withNeighbours, ChampionDesk, type Turn, turnsOf } from './champion-desk.ts'
import { seedRange } from './seed-range.ts'

function ran(
  seed: number,
  turns: readonly Turn[],
  recorded: readonly JournalEntry[],
): ChampionDesk {
  const desk = new ChampionDesk(recorded)
  for (let row = 0; row < barsOfRun; row += 1) desk.turn(seed, row, turns)
  return desk
}

function entriesOf({ events }: ChampionDesk, to: number = events.length): JournalEntry[] {
  return events.slice(0, to).map((event, i) => ({ sequence: i + 1, event }))
}

/** What a run did: its whole record, and what it remembers. */
function told(desk: ChampionDesk): string {
  const bytes = new ByteWriter(1 << 16)
  // A checkpoint is compared where it stands, and not told again.
  const acts = desk.events.filter(({ kind }) => kind !== 'checkpoint')
  for (const event of acts) encodeEvent(event, bytes)
  const isSame = desk.run.checkpoints.every((checkpoint) => checkpoint.isSame)
  const hash = createHash('sha256').update(bytes.written()).digest('hex')
  return `${acts.length} ${hash} ${isSame} ${stateHash(desk.run.desk)}`
}

function isOfBox(event: DeskEvent): boolean {
  return event.kind === 'champion-changed' && event.actor === 'box'
}

const seen = { changes: 0, byRisk: 0, byBox: 0, restored: 0 }

function runSeed(seed: number): { readonly hash: string } {
  const mayBreak = seed % 2 === 0
  const turns = turnsOf(seed, mayBreak)
  const whole = ran(seed, turns, [])
  count(whole)
  const again = new ChampionDesk(entriesOf(whole))
  if (told(again) !== told(whole)) throw new Error('replayed, it comes to another state')
  const chance = Random.stream(seed, 'crash')
  for (let crash = 0; crash < 2; crash += 1) {
    const at = chance.below(whole.events.length)
    const resumed = ran(seed, turns, entriesOf(whole, at))
    // A box that broke does not break again in another process: then it is only the same to itself.
    if (mayBreak) {
      if (told(new ChampionDesk(entriesOf(resumed))) !== told(resumed))
        throw new Error(`after a crash at ${at} a replay comes to another state`)
    } else if (told(resumed) !== told(whole)) throw new Error(`a crash at ${at} changed something`)
  }
  return { hash: stateHash(whole.run.desk) }
}

function count({ events }: ChampionDesk): void {
  for (const event of events) {
    if (event.kind !== 'champion-changed') continue
    seen.changes += 1
    seen.byRisk += event.actor === 'risk' ? 1 : 0
    seen.byBox += isOfBox(event) ? 1 : 0
  }
}

it('asks whoever sits beside a version that breaks once, as a replay does', () => {
  const turns: Turn[] = Array.from({ length: barsOfRun }, () => ({}))
  turns[5] = { to: '5' }
  turns[10] = { breaks: true }
  turns[60] = { checkpoint: true }
  const whole = new ChampionDesk([], withNeighbours)
  for (let row = 0; row < barsOfRun; row += 1) whole.turn(1, row, turns)
  expect(whole.events.filter(isOfBox)).toHaveLength(1)
  const again = new ChampionDesk(entriesOf(whole), withNeighbours)
  expect(told(again)).toBe(told(whole))
})

it('keeps one version at a time through changes, breaks and crashes, over 300 seeds', () => {
  const { violations } = seedRange(runSeed)(1, 300)
  expect(violations).toEqual([])
  expect(seen.changes).toBeGreaterThan(2_000)
  expect(seen.byRisk).toBeGreaterThan(50)
  expect(seen.byBox).toBeGreaterThan(50)
})
