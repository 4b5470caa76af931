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

/** One measured figure. `ratio` is the median over pairs of ours to `peer`: higher is better. */
export type JournalBenchRow = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly peer: string
  readonly ratio: number
  /** Of the work done: equal work gives an equal hash on every machine. */
  readonly hash: string
}

type Size = 'smoke' | 'full'
type Load = { readonly group: number; readonly commits: number; readonly pairs: number }

/** Durable commits, one by one and in groups, each beside a bare loop that writes as many bytes. */
export function journalCommits(size: Size): JournalBenchRow[] {
  const isFull = size === 'full'
  const single: Load = { group: 1, commits: isFull ? 400 : 10, pairs: isFull ? 15 : 2 }
  const grouped: Load = { group: 16_384, commits: isFull ? 16 : 1, pairs: isFull ? 9 : 2 }
  return [
    inFolder((folder) => commits('journal.commits', 'commits/s', 1, single, folder)),
    inFolder((folder) => commits('journal.commits.group', 'events/s', 16_384, grouped, folder)),
  ]
}

/** A journal read back, every hash checked and every event decoded; and appends in memory. */
export function journalReplay(size: Size): JournalBenchRow[] {
  const isFull = size === 'full'
  return [
    inFolder((folder) => replay(isFull ? 64 : 1, isFull ? 9 : 2, folder)),
    memory(isFull ? 1_000_000 : 4_096, isFull ? 9 : 2),
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
  return { kind: 'order-filled', ...stamps, ...traded, liquidity: 'maker' }
}

function commits(
  name: string,
  unit: string,
  perCommit: number,
  load: Load,
  folder: string,
): JournalBenchRow {
  const journal = SegmentJournal.open({ disk: nodeDisk, ...placeIn(folder) })
  const bare = bareLoop(`${folder}/bare`, blockBytes(load.group))
  const { seconds, ratio } = pairs(
    load.pairs,
    () => commitAll(journal, load),
    () => bare(load.commits),
  )
  journal.close()
  const value = (load.commits * perCommit) / seconds
  const hash = Buffer.from(journal.head.hash).toString('hex')
  return { name, value, unit, peer: 'bare write + fdatasync of the same bytes', ratio, hash }
}

function replay(groups: number, rounds: number, folder: string): JournalBenchRow {
  const place = placeIn(folder)
  const journal = SegmentJournal.open({ disk: nodeDisk, ...place })
  commitAll(journal, { group: 16_384, commits: groups, pairs: 1 })
  journal.close()
  const read = (): void => {
    let sequence = 0
    for (const entry of readJournal(place.folder, nodeDisk)) sequence = entry.sequence
    assert(sequence === journal.sequence, `replay ended at ${sequence} of ${journal.sequence}`)
  }
  const { seconds, ratio } = pairs(rounds, read, () => hashFiles(place.folder))
  const value = journal.sequence / seconds
  const hash = Buffer.from(journal.head.hash).toString('hex')
  const peer = 'bare read + SHA-256 of the same files'
  return { name: 'journal.replay', value, unit: 'events/s', peer, ratio, hash }
}

function memory(count: number, rounds: number): JournalBenchRow {
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
  const { seconds, ratio } = pairs(rounds, ours, theirs)
  const value = count / seconds
  return { name: 'journal.memory', value, unit: 'events/s', peer: 'bare encoding', ratio, hash }
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

/** Runs both by turns, warm. @returns our median time, and the median of theirs / ours. */
function pairs(
  count: number,
  ours: () => void,
  theirs: () => void,
): { readonly seconds: number; readonly ratio: number } {
  timed(ours)
  timed(theirs)
  const times: number[] = []
  const ratios: number[] = []
  for (let pair = 0; pair < count; pair += 1) {
    const first = pair % 2 === 0 ? timed(ours) : timed(theirs)
    const second = pair % 2 === 0 ? timed(theirs) : timed(ours)
    const own = pair % 2 === 0 ? first : second
    times.push(own)
    ratios.push((pair % 2 === 0 ? second : first) / own)
  }
  return { seconds: median(times), ratio: median(ratios) }
}

function timed(run: () => void): number {
  const start = process.hrtime.bigint()
  run()
  return Number(process.hrtime.bigint() - start) / 1e9
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
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
