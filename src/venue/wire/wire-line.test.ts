import { expect, it } from 'vitest'
import { micros } from '../../domain/index.ts'
import { WireLine } from './wire-line.ts'

it('does at once what is due, unless something due is still waiting', () => {
  const line = new WireLine()
  const done: string[] = []
  const at = (ts: number, now: number, name: string): void =>
    line.at(ts, micros(now), (when) => void done.push(`${name} at ${when}`))
  at(10, 10, 'a')
  expect(done).toEqual(['a at 10'])
  at(20, 10, 'b')
  at(15, 10, 'c')
  at(16, 16, 'd')
  expect(done).toHaveLength(1)
  line.run(micros(17))
  expect(done.slice(1)).toEqual(['c at 17', 'd at 17'])
  line.run(micros(19))
  expect(done).toHaveLength(3)
  line.run(micros(20))
  expect(done.at(-1)).toBe('b at 20')
})

it('is full at some time', () => {
  const line = new WireLine()
  for (let i = 0; i < 50_000; i += 1) {
    expect(line.isFull).toBe(false)
    line.at(2, micros(1), () => undefined)
  }
  expect(line.isFull).toBe(true)
  line.run(micros(2))
  expect(line.isFull).toBe(false)
})
