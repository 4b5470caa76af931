import { expect, it } from 'vitest'
import { type Micros, micros } from '../../domain/index.ts'
import { progressLine, startProgress } from './progress.ts'

const at = { label: 'bars', total: 200, remark: 'x' }

it.each([
  [0, 0, '? left'],
  [50, 30, '1m30s left'],
  [100, 5.5, '6s left'],
  [199, 7_200, '37s left'],
  [1, 60, '3h19m left'],
  [400, 9, '0s left'],
])('tells how long the rest takes: %d of 200 after %d s', (done, seconds, left) => {
  const line = progressLine({ ...at, done, elapsedUs: seconds * 1_000_000 })
  expect(line).toContain(left)
  expect(line).toMatch(/^bars [=-]{40} \d+ % {2}\S+ left {2}x$/)
})

it('fills as the work is done, and knows no work at all', () => {
  const line = progressLine({ ...at, done: 50, elapsedUs: 1 })
  expect(line).toContain(` ${'='.repeat(10)}${'-'.repeat(30)} 25 % `)
  expect(progressLine({ ...at, total: 0, done: 0, elapsedUs: 1 })).toContain(' 0 % ')
})

it('appears after two seconds, ten times a second, within the terminal, and goes away whole', () => {
  const written: string[] = []
  let now: Micros = micros(0)
  const clock = { now: () => now, after: () => () => {} }
  const terminal = { columns: 30, write: (text: string) => written.push(text) }
  const bar = startProgress(terminal, clock, 'bars', 100)
  const pass = (until: number, done: number): void => {
    now = micros(until)
    bar.update(done, 'remark')
  }
  pass(1_999_999, 10)
  bar.stop()
  expect(written).toEqual([])
  pass(2_000_000, 20)
  pass(2_050_000, 21)
  pass(2_100_000, 22)
  expect(written).toHaveLength(2)
  expect(written[0]).toBe(`\rbars ${'='.repeat(8)}${'-'.repeat(16)}\u001b[K`)
  bar.stop()
  bar.stop()
  expect(written.slice(2)).toEqual(['\r\u001b[K'])
})
