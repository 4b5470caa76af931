import { Random } from '../../src/base/index.ts'
import {
  type DeskEvent,
  micros,
  minuteUs,
  orderId,
  price,
  quantity,
} from '../../src/domain/index.ts'
import { SegmentJournal, type SegmentJournalOptions } from '../../src/journal/index.ts'
import { SimulatedDisk } from '../../src/kernel/index.ts'

export const folder = 'desk/journal'
export const anchor = 'desk/anchor'

/** A small journal on a simulated disk: segments of 4 KiB, so that a test sees several. */
export function openSmall(
  disk: SimulatedDisk,
  options: Partial<SegmentJournalOptions> = {},
): SegmentJournal {
  return SegmentJournal.open({
    disk,
    folder,
    anchor,
    segmentBytes: 4_096,
    sliceBytes: 1_024,
    anchorEvery: 8,
    ...options,
  })
}

/** Event number `sequence` of an endless made-up run: some of every common kind. */
export function sampleEvent(sequence: number): DeskEvent {
  const ts = micros(sequence * minuteUs)
  const order = orderId(sequence)
  switch (sequence % 6) {
    case 0:
      return { kind: 'order-accepted', orderId: order, tsEvent: ts, tsInit: ts }
    case 1:
      return {
        kind: 'bar-closed',
        instrument: 0,
        ts,
        open: 100 + sequence,
        high: 110 + sequence,
        low: 90 + sequence,
        close: 105 + sequence,
        volume: sequence,
        phase: 'live',
      }
    case 2:
      return {
        kind: 'decision-made',
        ts,
        instrument: 0,
        exposure: 0.25,
        confidence: 0.5,
        dissent: 0,
        stop: Number.NaN,
        target: 120,
        voices: [{ agent: 0, exposure: 0.25, confidence: 0.5 }],
      }
    case 3:
      return { kind: 'mode-changed', ts, from: 'normal', to: 'reduce', actor: 'desk', reason: 'é' }
    case 4:
      return {
        kind: 'order-filled',
        orderId: order,
        tsEvent: ts,
        tsInit: ts,
        fill: 1,
        price: price(100 + sequence),
        quantity: quantity(sequence),
        fee: BigInt(sequence) * 7n,
        liquidity: 'taker',
        trade: '',
      }
    default:
      return { kind: 'intent-refused', ts, instrument: 0, limit: 'daily-loss', was: 5, max: 4 }
  }
}

/** Appends `count` sample events and commits them as one block. */
export function commitSome(journal: SegmentJournal, count: number): void {
  for (let i = 0; i < count; i += 1) journal.append(sampleEvent(journal.sequence + 1))
  journal.commit()
}

/** A cleanly closed journal of `blocks` blocks of one to `eventsMax` events. */
export function writtenJournal(blocks: number, eventsMax = 4): SimulatedDisk {
  const disk = new SimulatedDisk()
  const journal = openSmall(disk)
  const random = Random.fromSeed(1)
  for (let block = 0; block < blocks; block += 1) commitSome(journal, 1 + random.below(eventsMax))
  journal.close()
  return disk
}

/** Where each block of a segment starts, and where the last ends. */
export function blockStarts(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const starts = [64]
  for (let at = 64; at < bytes.length && bytes[at] !== 0; ) {
    at += view.getUint32(at + 4, true)
    starts.push(at)
  }
  return starts
}
