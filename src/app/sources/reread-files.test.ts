import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { StormClock } from '../../../test/simulation/storm-clock.ts'
import { dayUs, hourUs } from '../../domain/index.ts'
import { openSources, type OpenSources, sourcesStamp } from './open-sources.ts'
import { RereadFiles } from './reread-files.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-reread-'))
afterAll(() => rmSync(folder, { recursive: true }))
const write = (...values: readonly string[]): void =>
  writeFileSync(
    path.join(folder, 'fear_greed.csv'),
    ['date,value', ...values.map((value, i) => `2024-01-0${i + 1},${value}`), ''].join('\n'),
  )
const start = Date.UTC(2024, 0, 1) * 1_000
const alarms: string[] = []
let reads = 0
const read = (): Promise<OpenSources> => {
  reads += 1
  return openSources(folder)
}
const stamp = (): string => sourcesStamp(folder)

async function opened(clock: StormClock): Promise<RereadFiles> {
  const onAlarm = (code: string, text: string): void => void alarms.push(`${code}: ${text}`)
  return new RereadFiles(await openSources(folder), stamp(), { clock, onAlarm, stamp, read })
}

it('knows what was written after it began, and what it knew where that cannot be read', async () => {
  write('30')
  const files = await opened(new StormClock(start))
  const follow = files.follower('BTC', 'social.fearGreed')
  expect(follow(start + 2 * dayUs)).toBe(30)
  await files.look()
  expect(reads).toBe(0)

  write('30', '71')
  await files.look()
  expect([reads, follow(start + 3 * dayUs)]).toEqual([1, 71])

  write('30', '71', 'very greedy')
  await files.look()
  await files.look()
  expect(follow(start + 4 * dayUs)).toBe(71)
  expect(alarms).toHaveLength(1)
  expect(alarms[0]).toMatch(/^source-refused: .*what was known stands/)

  write('30', '71', '12')
  await files.look()
  expect(follow(start + 4 * dayUs)).toBe(12)
})

it('looks every ten minutes until it is stopped, and never after', async () => {
  const clock = new StormClock(start)
  const files = await opened(clock)
  files.start()
  for (let i = 0; i < 3; i += 1) {
    expect(clock.pending).toBe(1)
    await clock.advance(hourUs / 6)
  }
  files.stop()
  expect(clock.pending).toBe(0)
  files.start()
  expect(clock.pending).toBe(0)
})
