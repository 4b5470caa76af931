import { beforeEach, expect, it } from 'vitest'
import type { DeskFeed, DeskSnapshot, DeskUpdate } from '../../../app/index.ts'
import { micros } from '../../../domain/index.ts'
import { streamFrame, type StreamFrame } from '../../api/index.ts'
import { ApiStream } from './api-stream.ts'

/** A socket that keeps what it was sent, and reads it or not. */
class Ear {
  bufferedAmount = 0
  isReading = true
  end = ''
  readonly frames: StreamFrame[] = []
  readonly #heard = new Map<string, () => void>()

  send(text: string): void {
    if (!this.isReading) this.bufferedAmount += text.length
    else this.frames.push(streamFrame.parse(JSON.parse(text)))
  }
  ping(): void {}
  close(_code: number, reason: string): void {
    this.end = reason
    this.#heard.get('close')?.()
  }
  terminate(): void {
    this.close(1006, 'terminated')
  }
  on(event: string, listener: () => void): void {
    this.#heard.set(event, listener)
  }
  say(): void {
    this.#heard.get('message')?.()
  }
}

let tell: (update: DeskUpdate) => void
let beat: () => void
let stream: ApiStream
const feed: DeskFeed = {
  snapshot: () => ({}) as unknown as DeskSnapshot,
  subscribe: (listener) => {
    tell = listener
    return () => {}
  },
}

beforeEach(() => {
  const clock = {
    now: () => micros(0),
    after: (_us: number, task: () => void) => {
      beat = task
      return () => {}
    },
  }
  stream = new ApiStream(feed, clock, 'run-1')
})

const row = (text: string): DeskUpdate => ({ journal: [{ sequence: 1, t: 0, kind: 'x', text }] })
const sequences = ({ frames }: Ear): readonly number[] =>
  frames.flatMap((frame) => (frame.kind === 'event' ? [frame.sequence] : []))

it('numbers events and sends those of the wanted topics', () => {
  const [all, some] = [new Ear(), new Ear()]
  stream.join(all, {})
  stream.join(some, { topics: ['fills'] })
  tell({ ...row('a'), orders: [], positions: [] })
  tell(row('b'))
  expect(all.frames[0]).toMatchObject({ kind: 'hello', run: 'run-1', sequence: 0 })
  expect(sequences(all)).toEqual([1, 2])
  expect(sequences(some)).toEqual([])
})

it('goes on where a listener was, without a gap or a repeat', () => {
  const first = new Ear()
  stream.join(first, {})
  for (let i = 0; i < 5; i += 1) tell(row(`${i}`))
  first.close(1000, 'away')
  for (let i = 5; i < 9; i += 1) tell(row(`${i}`))
  const again = new Ear()
  stream.join(again, { after: 5, run: 'run-1' })
  tell(row('9'))
  expect(sequences(again)).toEqual([6, 7, 8, 9, 10])
})

it('says what is lost: of another run, or too long ago', () => {
  stream.join(new Ear(), {})
  for (let i = 0; i < 1_100; i += 1) tell(row(`${i}`))
  const [other, late] = [new Ear(), new Ear()]
  stream.join(other, { after: 5, run: 'run-0' })
  stream.join(late, { after: 5, run: 'run-1' })
  expect(other.frames[1]).toEqual({ kind: 'lost', from: 1, to: 1_100 })
  expect(late.frames[1]).toEqual({ kind: 'lost', from: 6, to: 76 })
  expect(sequences(late)[0]).toBe(77)
})

it('sends away who does not read, and keeps a bounded past', () => {
  const [slow, quick] = [new Ear(), new Ear()]
  stream.join(slow, {})
  stream.join(quick, {})
  slow.isReading = false
  for (let i = 0; i < 400; i += 1) tell(row('x'.repeat(20_000)))
  expect(slow.end).toBe('terminated')
  expect(slow.bufferedAmount).toBeLessThan(1_100_000)
  expect(sequences(quick)).toHaveLength(400)
  expect(stream.kept.characters).toBeLessThanOrEqual(4 * 1024 * 1024)
  expect(stream.kept.events).toBeLessThanOrEqual(1_024)
})

it('takes sixteen listeners, no words, and ends one that answers no ping', () => {
  const ears = Array.from({ length: 17 }, () => new Ear())
  for (const ear of ears) stream.join(ear, {})
  expect(ears[16]?.end).toBe('too many listen')
  ears[0]?.say()
  expect(ears[0]?.end).toBe('this stream only speaks')
  beat()
  beat()
  expect(ears[1]?.end).toBe('terminated')
})
