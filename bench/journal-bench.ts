import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { assert, defined } from '../src/base/index.ts'
import { type DeskEvent, micros, orderId, price, quantity } from '../src/domain/index.ts'
import {
  ByteWriter,
  encodeEvent,
  MemoryJournal,
  readJournal,
  SegmentJournal,
} from '../src/journal/index.ts'
import { nodeDisk } from '../src/kernel/index.ts'
import type { BenchRow, BenchSize } from './bench-row.ts'
import { measurePairs, rates } from './measure.ts'

type Load = { readonly group: number; readonly commits: number }

/** Durable commits, one by one and in groups, each beside a bare loop that writes as many bytes. */
export function journalCommits(size: BenchSize): BenchRow[] {
  const isFull = size === 'full'
  const single = { group: 1, commits: isFull ? 400 : 10 }
  const grouped = { group: 16_384, commits: isFull ? 16 : 1 }
  return [
    inFolder((folder) => ({
      name: 'journal.commits',
      unit: 'commits/s',
      goal: 'ratio >= 0.8',
      ...commits(size, single, single.commits, folder),
    })),
    inFolder((folder) => ({
      name: 'journal.commits.group',
      unit: 'events/s',
      goal: '>= 1000000 events/s',
      ...commits(size, grouped, grouped.commits * grouped.group, folder),
    })),
  ]
}

/** A journal read back, every hash checked and every event decoded; and appends in memory. */
export function journalReplay(size: BenchSize): BenchRow[] {
  const isFull = size === 'full'
  return [
    inFolder((folder) => replay(size, isFull ? 64 : 1, folder)),
    memory(size, isFull ? 1_000_000 : 4_096),
  ]
}

/** An order's life over and over. */
const events: readonly DeskEvent[] = Array.from({ length: 1_024 }, (_, index) => sample(index))

function sample(index: number): DeskEvent {
  const id = orderId(1 + Math.floor(index / 4))
  const ts = micros(1_700_000_000_000_000 + index * 1_000)
  const size = quantity(index)
  const at = price(4_000_000)
  const stamps = { orderId: id, tsEvent: ts, tsInit: ts }
  if (index % 4 === 0) {
    const what = { instrument: 0, side: 'buy', type: 'limit', role: 'entry' } as const
    const order = { orderId: id, ...what, quantity: size, price: at, arrival: at, ts }
    return { kind: 'submit', order: { ...order, isReduceOnly: false } }
  }
  if (index % 4 === 1) return { kind: 'order-accepted', ...stamps }
  const traded = { fill: (index % 4) - 1, price: at, quantity: size, fee: 104_000n }
  return { kind: 'order-filled', ...stamps, ...traded, liquidity: 'maker', trade: '' }
}

type Figures = Omit<BenchRow, 'name' | 'unit' | 'goal'>

function commits(size: BenchSize, load: Load, amount: number, folder: string): Figures {
  const journal = SegmentJournal.open({ disk: nodeDisk, ...placeIn(folder) })
  const bare = bareLoop(`${folder}/bare`, blockBytes(load.group))
  commitAll(journal, load)
  const hash = Buffer.from(journal.head.hash).toString('hex')
  const measured = measurePairs(
    size,
    15,
    () => commitAll(journal, load),
    () => bare(load.commits),
  )
  journal.close()
  const peer = 'bare write + fdatasync of the same bytes'
  return { peer, hash, note: `${load.group} events a commit`, ...rates(measured, amount) }
}

function replay(size: BenchSize, groups: number, folder: string): BenchRow {
  const place = placeIn(folder)
  const journal = SegmentJournal.open({ disk: nodeDisk, ...place })
  commitAll(journal, { group: 16_384, commits: groups })
  journal.close()
  const read = (): void => {
    let sequence = 0
    for (const entry of readJournal(place.folder, nodeDisk)) sequence = entry.sequence
    assert(sequence === journal.sequence, `replay ended at ${sequence} of ${journal.sequence}`)
  }
  return {
    name: 'journal.replay',
    unit: 'events/s',
    peer: 'bare read + SHA-256 of the same files',
    hash: Buffer.from(journal.head.hash).toString('hex'),
    goal: '>= 500000 events/s',
    ...rates(
      measurePairs(size, 15, read, () => hashFiles(place.folder)),
      journal.sequence,
    ),
  }
}

function memory(size: BenchSize, count: number): BenchRow {
  let hash = ''
  const ours = (): void => {
    const journal = new MemoryJournal()
    appendInBlocks(journal, count)
    hash = journal.decisionHash()
  }
  const theirs = (): void => {
    const writer = new ByteWriter()
    for (let left = count; left > 0; left -= events.length) encodeAll(writer)
  }
  const figures = rates(measurePairs(size, 15, ours, theirs), count)
  return { name: 'journal.memory', unit: 'events/s', peer: 'bare encoding', hash, ...figures }
}

type Appendable = { append(event: DeskEvent): number }

function commitAll(journal: SegmentJournal, load: Load): void {
  for (let commit = 0; commit < load.commits; commit += 1) {
    appendInBlocks(journal, load.group)
    journal.commit()
  }
}

/** In blocks of one small function: a single long loop is compiled worse, as it leaves. */
function appendInBlocks(journal: Appendable, count: number): void {
  for (let left = count; left > 0; left -= events.length) appendSome(journal, left)
}

function appendSome(journal: Appendable, count: number): void {
  const length = Math.min(count, events.length)
  for (let i = 0; i < length; i += 1) journal.append(defined(events[i], 'an event'))
}

function encodeAll(writer: ByteWriter): void {
  writer.cut(0)
  for (const event of events) encodeEvent(event, writer)
}

/** Size of a block of `group` events: 84 bytes around it and 16 before each. */
function blockBytes(group: number): number {
  const writer = new ByteWriter()
  for (let i = 0; i < group; i += 1) encodeEvent(defined(events[i % events.length], 'x'), writer)
  return writer.length + 16 * group + 84
}

/** Writes and syncs blocks over a file of real zeros that exists already: the fastest there is. */
function bareLoop(path: string, bytes: number): (count: number) => void {
  const file = nodeDisk.open(path)
  const size = Math.max(1 << 20, 16 * bytes)
  file.allocate(size)
  file.sync()
  const block = new Uint8Array(bytes).fill(7)
  let position = 0
  return (count) => {
    for (let i = 0; i < count; i += 1) {
      if (position + bytes > size) position = 0
      file.write(block, position)
      file.sync()
      position += bytes
    }
  }
}

function hashFiles(folder: string): void {
  const chunk = new Uint8Array(1 << 18)
  for (const name of nodeDisk.list(folder).filter((file) => file.endsWith('.seg'))) {
    const file = nodeDisk.open(`${folder}/${name}`)
    const hash = createHash('sha256')
    let position = 0
    for (let got = file.read(chunk, 0); got > 0; got = file.read(chunk, position)) {
      hash.update(chunk.subarray(0, got))
      position += got
    }
    hash.digest()
    file.close()
  }
}

function placeIn(folder: string): { readonly folder: string; readonly anchor: string } {
  return { folder: `${folder}/journal`, anchor: `${folder}/anchor` }
}

function inFolder<T>(run: (folder: string) => T): T {
  const folder = mkdtempSync(`${tmpdir()}/coinswarm-bench-`)
  try {
    return run(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
