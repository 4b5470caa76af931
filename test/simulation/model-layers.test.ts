import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LineFiles } from '../../src/app/index.ts'
import { dayUs, hourUs, minuteUs, secondUs } from '../../src/domain/index.ts'
import {
  cached,
  type ModelPort,
  type ModelReply,
  noReply,
  readThoughts,
  recordedIn,
  replayed,
  retried,
} from '../../src/llm/index.ts'
import { StormClock } from './storm-clock.ts'

const start = Date.UTC(2026, 10, 28, 12) * 1_000
const request = { purpose: 'test', system: 's', prompt: 'p', maxTokens: 10 }

let folder = ''
beforeAll(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-spool-'))))
afterAll(() => rmSync(folder, { recursive: true }))

/** A model outside: says these replies, one after another, and remembers when it was asked. */
class Outside implements ModelPort {
  readonly asked: number[] = []
  readonly #clock: StormClock
  readonly #replies: readonly ModelReply[]

  constructor(clock: StormClock, replies: readonly ModelReply[]) {
    this.#clock = clock
    this.#replies = replies
  }

  reply(): Promise<ModelReply> {
    this.asked.push((this.#clock.now() - start) / secondUs)
    const reply = this.#replies[this.asked.length - 1]
    return Promise.resolve(reply ?? noReply('outside', 'Nothing more.'))
  }
}

function says(text: string): ModelReply {
  const use = { tokensIn: 7, tokensOut: 5, costMicroUsd: 96, isUseKnown: true }
  return { kind: 'text', text, isCut: false, model: 'm', ms: 20, ...use }
}

const busy = noReply('outside', 'Busy.', { isPassing: true })

it('asks a busy server again after 1, 2 and 4 seconds, and then no more', async () => {
  const clock = new StormClock(start)
  const model = new Outside(clock, [busy, busy, busy, busy, says('late')])
  const reply = retried(model, clock).reply(request)
  await clock.advance(0)
  await clock.advance(60 * secondUs)
  expect(model.asked).toEqual([0, 1, 3, 7])
  expect(await reply).toEqual(busy)
})

it('tells what all attempts used together', async () => {
  const clock = new StormClock(start)
  const late = { tokensIn: 100, tokensOut: 20, costMicroUsd: 400, ms: 300, isUseKnown: false }
  const model = new Outside(clock, [
    noReply('timeout', 'Late.', { ...late, isPassing: true }),
    says('then'),
  ])
  const reply = retried(model, clock).reply(request)
  await clock.advance(0)
  await clock.advance(secondUs)
  expect(await reply).toMatchObject({ text: 'then', tokensIn: 107, tokensOut: 25, ms: 320 })
  expect(await reply).toMatchObject({ costMicroUsd: 496, isUseKnown: false })
})

it('takes the first answer, whatever it is', async () => {
  const clock = new StormClock(start)
  for (const first of [says('x'), noReply('refused', ''), noReply('garbage', '')]) {
    const model = new Outside(clock, [first, says('other')])
    expect(await retried(model, clock).reply(request)).toEqual(first)
  }
  const model = new Outside(clock, [busy, says('then')])
  const reply = retried(model, clock).reply(request)
  await clock.advance(0)
  await clock.advance(secondUs)
  expect(await reply).toMatchObject({ text: 'then' })
})

it.each([
  ['minute', minuteUs],
  ['hour', hourUs],
  ['day', dayUs],
] as const)('gives an answer again for a %s, for nothing', async (cache, us) => {
  const clock = new StormClock(start)
  const model = new Outside(clock, [says('one'), says('two'), says('three')])
  const port = cached(model, clock)
  const asked = { ...request, cache }
  expect(await port.reply(asked)).toMatchObject({ text: 'one', costMicroUsd: 96 })
  await clock.advance(us - 1)
  expect(await port.reply(asked)).toMatchObject({ text: 'one', costMicroUsd: 0, tokensIn: 0 })
  expect(await port.reply({ ...asked, prompt: 'q' })).toMatchObject({ text: 'two' })
  await clock.advance(1)
  expect(await port.reply(asked)).toMatchObject({ text: 'three', costMicroUsd: 96 })
})

it('keeps only answers, and asks once for those who ask at the same time', async () => {
  const clock = new StormClock(start)
  const model = new Outside(clock, [busy, says('one')])
  const port = cached(model, clock)
  const asked = { ...request, cache: 'hour' } as const
  expect(await port.reply(asked)).toEqual(busy)
  const both = await Promise.all([port.reply(asked), port.reply(asked)])
  expect(both.map((reply) => reply.costMicroUsd)).toEqual([96, 0])
  expect(model.asked).toHaveLength(2)
  expect(await cached(new Outside(clock, []), clock).reply(request)).toMatchObject({
    why: 'outside',
  })
})

it('replays what was recorded, word for word, and asks nobody', async () => {
  const clock = new StormClock(start)
  const log = new LineFiles(path.join(folder, 'a'))
  const replies = [says('a "quoted"\n{"x":1}\u2028'), busy, says('again')]
  const port = recordedIn(log, clock, 'cycle-1', new Outside(clock, replies))
  const other = { ...request, schema: { name: 'x', json: { type: 'object' } } } as const
  const asked = [request, other, request]
  const recorded: ModelReply[] = []
  for (const each of asked) recorded.push(await port.reply(each))
  expect(recorded).toEqual(replies)

  const { thoughts, unread } = readThoughts(log, 'cycle-1')
  expect(unread).toBe(0)
  expect(thoughts.map((thought) => thought.request)).toEqual(asked)
  const again = replayed(thoughts)
  // The order of different questions does not matter, that of the same does.
  expect(await again.reply(other)).toEqual(busy)
  expect(await again.reply(request)).toEqual(replies[0])
  expect(await again.reply(request)).toEqual(replies[2])
  expect(await again.reply(request)).toMatchObject({ kind: 'none', why: 'unrecorded' })
  expect(await again.reply({ ...request, maxTokens: 11 })).toMatchObject({ why: 'unrecorded' })
})

it('counts lines it cannot read, and reads the others', async () => {
  const clock = new StormClock(start)
  const log = new LineFiles(path.join(folder, 'b'))
  const port = recordedIn(log, clock, 'c', new Outside(clock, [says('1'), says('2')]))
  await port.reply(request)
  appendFileSync(path.join(folder, 'b', 'thoughts-c.jsonl'), '{"version":1,"cycle":"c"}\n{"ver')
  await port.reply(request)
  const { thoughts, unread } = readThoughts(log, 'c')
  expect(thoughts.map(({ reply }) => reply.kind === 'text' && reply.text)).toEqual(['1', '2'])
  expect(unread).toBe(2)
})

it('does not use a reply that could not be kept', async () => {
  const place = path.join(folder, 'file')
  writeFileSync(place, '')
  const clock = new StormClock(start)
  const port = recordedIn(new LineFiles(place), clock, 'c', new Outside(clock, [says('1')]))
  expect(await port.reply(request)).toMatchObject({ kind: 'none', why: 'outside', tokensIn: 7 })
})

it('keeps thoughts where only their owner reads them, under names that lead nowhere else', () => {
  const log = new LineFiles(path.join(folder, 'd'))
  log.append('x', 'line')
  for (const name of readdirSync(path.join(folder, 'd')))
    expect(statSync(path.join(folder, 'd', name)).mode & 0o077).toBe(0)
  for (const name of ['../x', 'a/b', '', 'x\u0000'])
    expect(() => log.append(name, '')).toThrow('name')
})
