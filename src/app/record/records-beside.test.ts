import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { micros } from '../../domain/index.ts'
import { liveClock } from '../../kernel/index.ts'
import { noReply, recordedIn } from '../../llm/index.ts'
import { LineFiles } from '../llm/line-files.ts'
import { type RecordName, recordReader } from './record-reader.ts'
import { RecordsBeside } from './records-beside.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-records-'))
const task = { folder, sources: '' }
afterAll(() => rmSync(folder, { recursive: true }))

const promptLength = 200_000
const thoughts = 20

beforeAll(async () => {
  const log = new LineFiles(path.join(folder, 'models'))
  const prompt = 'p'.repeat(promptLength)
  for (let nth = 1; nth <= thoughts; nth += 1) {
    const clock = { now: () => micros(nth * 1_000), after: () => () => {} }
    const model = { reply: async () => noReply('timeout', `reply ${nth}`) }
    const kept = recordedIn(log, clock, 'night-1', model)
    await kept.reply({ purpose: 'ask', system: 's', prompt, maxTokens: 1 })
  }
})

/** Bytes that this thread has read in its life, as Linux counts them. */
function bytesRead(): number {
  return Number(/^rchar: (\d+)$/m.exec(readFileSync('/proc/thread-self/io', 'utf8'))?.[1])
}

it('answers each question as where it is asked, the newest first', async () => {
  const [beside, here] = [new RecordsBeside(task, liveClock), recordReader(task)]
  const wish = { id: 'night-1:3', limit: 7, at: micros(1) }
  for (const name of Object.keys(here) as RecordName[])
    expect([name, await beside.ask(name, wish)]).toEqual([name, await here[name](wish)])
  const { rows } = await beside.ask('thoughts', { limit: 2 })
  expect(rows.map(({ id }) => id)).toEqual(['night-1:20', 'night-1:19'])
  await beside.stop()
})

it.runIf(process.platform === 'linux')('reads nothing in the turn of the desk', async () => {
  const beside = new RecordsBeside(task, liveClock)
  // The first question starts the thread, whose program is looked up here.
  await beside.ask('trials')
  let turns = 0
  const count = (): void => {
    turns += 1
    next = setImmediate(count)
  }
  let next = setImmediate(count)
  const from = bytesRead()
  const asked = [beside.ask('thoughts'), beside.ask('thoughts')] as const
  const [first, second] = await Promise.all(asked)
  clearImmediate(next)
  expect(first.rows).toHaveLength(thoughts)
  expect(second).toEqual(first)
  expect(turns).toBeGreaterThan(1)
  expect(bytesRead() - from).toBeLessThan((thoughts * promptLength) / 100)
  await beside.stop()
})

it('lets thirty-two wait, and tells who waits that the desk has stopped', async () => {
  const beside = new RecordsBeside(task, liveClock)
  const asked = Array.from({ length: 33 }, () => beside.ask('nights'))
  const said = Promise.allSettled(asked)
  const unread = { code: 'records-unread', exitCode: 3 }
  await expect(asked[32]).rejects.toMatchObject(unread)
  await beside.stop()
  expect((await said).at(31)).toMatchObject({ status: 'rejected', reason: unread })
  await expect(beside.ask('nights')).rejects.toMatchObject(unread)
})
