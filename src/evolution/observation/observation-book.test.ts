import { expect, it } from 'vitest'
import { dayUs, type Micros, micros } from '../../domain/index.ts'
import { DiskError, SimulatedDisk, writeWhole } from '../../kernel/index.ts'
import { ObservationBook } from './observation-book.ts'

const day = (n: number): Micros => micros(1_700_000_000_000_000 + n * dayUs)
const folder = 'desk/strategies'

function add(book: ObservationBook, n: number, text = `day ${n}`): void {
  book.add({ ts: day(n), cycle: `c${n}`, by: 'model', text })
}

it('keeps what was noticed for ninety days, newest first, over restarts', () => {
  const disk = new SimulatedDisk()
  for (const n of [0, 1, 89]) add(ObservationBook.open(disk, folder), n)
  const book = ObservationBook.open(disk, folder)
  expect(book.list(day(89)).map(({ text }) => text)).toEqual(['day 89', 'day 1', 'day 0'])
  expect(book.list(day(90)).map(({ text }) => text)).toEqual(['day 89', 'day 1'])
  add(book, 95)
  const [newest, ...older] = ObservationBook.open(disk, folder).list(day(95))
  expect(newest).toEqual({ id: 4, ts: day(95), cycle: 'c95', by: 'model', text: 'day 95' })
  expect(older.map(({ id }) => id)).toEqual([3])
})

it('gives no number twice, whatever was dropped', () => {
  const disk = new SimulatedDisk()
  add(ObservationBook.open(disk, folder), 0)
  add(ObservationBook.open(disk, folder), 200)
  expect(ObservationBook.open(disk, folder).list(day(200))).toMatchObject([{ id: 2 }])
})

it('cuts what is too long, and shows no control characters', () => {
  const book = ObservationBook.open(new SimulatedDisk(), folder)
  add(book, 0, `\u001b[31m${'x'.repeat(900)}`)
  const [kept] = book.list(day(0))
  expect(kept?.text.length).toBe(500)
  expect(kept?.text).not.toContain('\u001b')
})

it('counts lines that it cannot read, and goes on with the others', () => {
  const disk = new SimulatedDisk()
  add(ObservationBook.open(disk, folder), 0)
  const good = JSON.stringify({ id: 7, ts: day(1), cycle: 'c', by: 'shell', text: 'good' })
  const lines = ['no json', '{}', '{"id":-1}', JSON.stringify({ id: 8, ts: 'x' }), good]
  writeWhole(disk, `${folder}/observations.jsonl`, new TextEncoder().encode(lines.join('\n')))
  const book = ObservationBook.open(disk, folder)
  expect([book.unread, book.list(day(2)).map(({ id }) => id)]).toEqual([4, [7]])
})

it('is as before or as after when the disk fails', () => {
  const disk = new SimulatedDisk()
  const book = ObservationBook.open(disk, folder)
  add(book, 0)
  const before = disk.rename.bind(disk)
  disk.rename = () => {
    throw new DiskError('ENOSPC', 'no space')
  }
  expect(() => add(book, 1)).toThrow(/no space/)
  disk.rename = before
  expect(
    ObservationBook.open(disk, folder)
      .list(day(1))
      .map(({ id }) => id),
  ).toEqual([1])
  expect(book.list(day(1)).map(({ id }) => id)).toEqual([1])
})
