import { execFile } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LineFiles, modelServer } from '../../src/app/index.ts'
import { dayUs, secondUs } from '../../src/domain/index.ts'
import {
  askProvider,
  budgeted,
  ModelBudget,
  type ModelPort,
  type ModelRequest,
  noReply,
  type Spend,
} from '../../src/llm/index.ts'
import { ScriptedModelServer } from '../servers/model-server.ts'
import { StormClock } from './storm-clock.ts'

const start = Date.UTC(2026, 10, 28, 12) * 1_000
const price = { inUsd: 3, outUsd: 15 }
const rich = { tokens: 1_500_000, microUsd: 1e9 }

let folder = ''
let runs = 0
beforeAll(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-budget-'))))
afterAll(() => rmSync(folder, { recursive: true }))

/** A new folder of logs. */
function place(): string {
  runs += 1
  return path.join(folder, `${runs}`)
}

function asking(prompt: string, maxTokens: number): ModelRequest {
  return { purpose: 'test', system: '', prompt, maxTokens }
}

/** A model outside that uses what it likes of what it may, and answers when it is let. */
class Spender implements ModelPort {
  readonly #waiting: (() => void)[] = []
  readonly used = { tokens: 0, microUsd: 0 }
  readonly #share: number

  constructor(share: number) {
    this.#share = share
  }

  async reply({ prompt, maxTokens }: ModelRequest): ReturnType<ModelPort['reply']> {
    await new Promise<void>((resolve) => void this.#waiting.push(resolve))
    const tokensIn = Math.floor((prompt.length + 2_000) * this.#share)
    const tokensOut = Math.floor(maxTokens * this.#share)
    const costMicroUsd = Math.ceil(tokensIn * price.inUsd + tokensOut * price.outUsd)
    this.used.tokens += tokensIn + tokensOut
    this.used.microUsd += costMicroUsd
    // Whoever is not answered has used something all the same.
    const isUseKnown = this.#waiting.length % 3 !== 0
    const use = { tokensIn, tokensOut, costMicroUsd, model: 'm', ms: 1, isUseKnown }
    if (!isUseKnown) return noReply('timeout', 'Late.', { ...use, tokensIn: 0, tokensOut: 0 })
    return { kind: 'text', text: 'x', isCut: false, ...use }
  }

  /** Answers the one that stands there, counted round. */
  async answer(which: number): Promise<void> {
    const [resolve] = this.#waiting.splice(which % Math.max(1, this.#waiting.length), 1)
    resolve?.()
    await new Promise((done) => void setImmediate(done))
  }
}

it('L4: calls at the same time never use more than the day allows', {
  tags: ['long'],
}, async () => {
  const call = fc.record({ bytes: fc.nat(3_000), max: fc.integer({ min: 1, max: 4_000 }) })
  const step = fc.oneof(call, fc.record({ answer: fc.nat(20) }))
  const steps = fc.array(step, { minLength: 1, maxLength: 40 })
  const limits = fc.record({ tokens: fc.nat(40_000), microUsd: fc.nat(300_000) })
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  await fc.assert(
    fc.asyncProperty(steps, limits, share, async (acts, limit, used) => {
      const log = new LineFiles(place())
      const clock = new StormClock(start)
      const model = new Spender(used)
      // Two of a fleet, each with a view of its own on one book.
      const ports = ['a', 'b'].map((owner) =>
        budgeted(model, new ModelBudget(log, clock, owner, limit), price),
      )
      const out: Promise<unknown>[] = []
      for (const act of acts) {
        const port = ports[out.length % 2]
        if ('answer' in act) await model.answer(act.answer)
        else if (port !== undefined) out.push(port.reply(asking('x'.repeat(act.bytes), act.max)))
        expect(model.used.tokens).toBeLessThanOrEqual(limit.tokens)
        expect(model.used.microUsd).toBeLessThanOrEqual(limit.microUsd)
        const { spent } = new ModelBudget(log, clock, 'looks', limit).today()
        expect(spent.tokens).toBeLessThanOrEqual(limit.tokens)
        expect(spent.tokens).toBeGreaterThanOrEqual(model.used.tokens)
        expect(spent.microUsd).toBeLessThanOrEqual(limit.microUsd)
        expect(spent.microUsd).toBeGreaterThanOrEqual(model.used.microUsd)
      }
      for (let left = acts.length; left > 0; left -= 1) await model.answer(0)
      await Promise.all(out)
      expect(model.used.tokens).toBeLessThanOrEqual(limit.tokens)
    }),
    { numRuns: 200 },
  )
})

it('L4: sixty calls at a real server use what ten may', async () => {
  await using server = await new ScriptedModelServer(() => ({
    kind: 'says',
    text: 'x',
    tokens: { in: 2_000, out: 1_000 },
  })).listen()
  const clock = new StormClock(start)
  const settings = { provider: 'compatible', model: 'm', url: server.url, key: undefined } as const
  const model = askProvider(
    { ...settings, timeoutUs: 60 * secondUs },
    price,
    modelServer(clock, server.url),
    clock,
  )
  const limit = { tokens: 35_000, microUsd: 1e9 }
  const port = budgeted(model, new ModelBudget(new LineFiles(place()), clock, 'a', limit), price)
  const replies = await Promise.all(
    Array.from({ length: 60 }, () => port.reply(asking('x'.repeat(100), 1_000))),
  )
  const said = replies.filter(({ kind }) => kind === 'text').length
  expect(said).toBe(server.asked.length)
  expect(said).toBe(11)
  expect(replies.filter((reply) => reply.kind === 'none' && reply.why === 'budget')).toHaveLength(
    49,
  )
})

const racer = `
import { LineFiles } from '${path.resolve('src/app/llm/line-files.ts')}'
import { ModelBudget } from '${path.resolve('src/llm/budget/model-budget.ts')}'
const [folder, owner] = process.argv.slice(2)
const clock = { now: () => ${start}, after: () => () => {} }
const limit = { tokens: 1_000, microUsd: 1_000 }
const budget = new ModelBudget(new LineFiles(folder), clock, owner, limit)
let got = 0
for (let at = 0; at < 200; at += 1)
  if (budget.reserve('race', { tokens: 7, microUsd: 1 }) !== undefined) got += 1
console.log(got)
`

it('L4: four processes on one book share one day', async () => {
  const logs = place()
  const script = path.join(folder, 'racer.mts')
  writeFileSync(script, racer)
  const flags = ['--conditions=coinswarm-source', script, logs]
  const race = (owner: string): Promise<{ stdout: string }> =>
    promisify(execFile)(process.execPath, [...flags, owner])
  const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map(race))
  const got = outcomes.map(({ stdout }) => Number(stdout))
  expect(got.reduce((sum, each) => sum + each, 0)).toBe(142)
})

function spentIn(logs: string, clock: StormClock, limit: Spend = rich): Spend {
  return new ModelBudget(new LineFiles(logs), clock, 'looks', limit).today().spent
}

it('keeps what was spent over a restart, and counts what was out in full', () => {
  const logs = place()
  const clock = new StormClock(start)
  const before = new ModelBudget(new LineFiles(logs), clock, 'pid7', rich)
  const [first, second] = [1_000, 500].map((tokens) => before.reserve('a', { tokens, microUsd: 9 }))
  if (first === undefined || second === undefined) throw new Error('there was room')
  before.settle(first, { tokens: 10, microUsd: 1 })
  // The process ends here, and the next one has the same number.
  const after = new ModelBudget(new LineFiles(logs), clock, 'pid7', rich)
  expect(after.today().spent).toEqual({ tokens: 510, microUsd: 10 })
  const third = after.reserve('a', { tokens: 100, microUsd: 1 })
  expect(third?.id).not.toBe(first.id)
  expect(spentIn(logs, clock)).toEqual({ tokens: 610, microUsd: 11 })
})

it('books what a provider says it used, though that is more than was reserved', () => {
  const logs = place()
  const clock = new StormClock(start)
  const budget = new ModelBudget(new LineFiles(logs), clock, 'a', rich)
  const reserved = budget.reserve('a', { tokens: 100, microUsd: 9 })
  if (reserved === undefined) throw new Error('there was room')
  budget.settle(reserved, { tokens: 700, microUsd: 50 })
  expect(budget.today().spent).toEqual({ tokens: 700, microUsd: 50 })
})

it('S13, naive time zone at day roll: a day is a day of UTC', async () => {
  const logs = place()
  const clock = new StormClock(Date.UTC(2026, 10, 28, 23, 59, 59) * 1_000)
  const limit = { tokens: 100, microUsd: 100 }
  const budget = new ModelBudget(new LineFiles(logs), clock, 'a', limit)
  const all = { tokens: 100, microUsd: 100 }
  const late = budget.reserve('a', all)
  expect(late?.day).toBe('2026-11-28')
  expect(budget.reserve('a', all)).toBeUndefined()
  await clock.advance(secondUs)
  expect(budget.today().spent.tokens).toBe(0)
  expect(budget.reserve('a', all)?.day).toBe('2026-11-29')
  // What was out over midnight is booked where it was reserved.
  if (late !== undefined) budget.settle(late, { tokens: 1, microUsd: 1 })
  expect(budget.today().spent.tokens).toBe(100)
  await clock.advance(dayUs)
  expect(budget.today().spent.tokens).toBe(0)
})

it('a torn line and a strange one take nothing from what stands', () => {
  const logs = place()
  const clock = new StormClock(start)
  const budget = new ModelBudget(new LineFiles(logs), clock, 'a', rich)
  expect(budget.reserve('a', { tokens: 100, microUsd: 1 })).toBeDefined()
  const file = path.join(logs, 'spend-2026-11-28.jsonl')
  const lie = { kind: 'settled', id: 'a-0-1', tokens: -5_000, microUsd: 0 }
  appendFileSync(file, `${JSON.stringify(lie)}\n{"kind":"reserved","id":"b`)
  expect(budget.reserve('a', { tokens: 7, microUsd: 1 })).toBeDefined()
  expect(spentIn(logs, clock).tokens).toBe(107)
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(5)
})

it('asks nothing where the book cannot be written', async () => {
  const logs = place()
  writeFileSync(logs, 'a file where the folder should be')
  const model = new Spender(1)
  const budget = new ModelBudget(new LineFiles(logs), new StormClock(start), 'a', rich)
  const reply = await budgeted(model, budget, price).reply(asking('x', 10))
  expect(reply).toMatchObject({ kind: 'none', why: 'budget' })
  expect(model.used.tokens).toBe(0)
})

it('sends no request that is longer than any may be', async () => {
  const budget = new ModelBudget(new LineFiles(place()), new StormClock(start), 'a', rich)
  const reply = await budgeted(new Spender(1), budget, price).reply(asking('x'.repeat(200_001), 1))
  expect(reply).toMatchObject({ kind: 'none', why: 'too-large', costMicroUsd: 0 })
})
