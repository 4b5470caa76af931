// @module-tag long
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, it } from 'vitest'
import { Box } from '../../../src/app/index.ts'
import { Random } from '../../../src/base/index.ts'
import { boxPlan } from './box-plan.ts'
import { FuzzGrammar } from './fuzz-grammar.ts'

const programs = 10_000
const canary = 'canary-83b1ff02'
/** Unit: ms. */
const slow = { timeout: 900_000 }

it(`${programs} programs of a grammar: nobody gets out, and nobody stays`, slow, async () => {
  process.env['COINSWARM_CANARY'] = canary
  const grammar = new FuzzGrammar(Random.fromSeed(2_026))
  const lag = monitorEventLoopDelay({ resolution: 1 })
  const came = new Map<string, number>()
  let slowest = 0
  let box = await Box.start()
  await box.market(boxPlan)
  lag.enable()
  for (let n = 0; n < programs; n += 1) {
    const source = grammar.program()
    const from = performance.now()
    // One in ten is run over bars too.
    const said = n % 10 === 0 ? await box.claim(source) : await box.describe(source)
    slowest = Math.max(slowest, performance.now() - from)
    const whole = JSON.stringify(said)
    if (whole.includes('ESCAPED') || whole.includes(canary)) expect([source, whole]).toEqual([])
    const kind = said.kind === 'done' ? 'done' : said.of
    came.set(kind, (came.get(kind) ?? 0) + 1)
    expect(kind).not.toBe('nonsense')
    if (!box.isEnded) continue
    box = await Box.start()
    await box.market(boxPlan)
  }
  lag.disable()
  box.end()
  delete process.env['COINSWARM_CANARY']
  // Most of them do run: a grammar of what does not parse would prove nothing.
  expect(came.get('done') ?? 0).toBeGreaterThan(programs / 2)
  expect(slowest).toBeLessThan(2_000)
  expect(lag.percentile(99) / 1e6).toBeLessThan(20)
})
