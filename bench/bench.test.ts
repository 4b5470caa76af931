// @module-tag long
import { describe, expect, it } from 'vitest'
import { defined } from '../src/base/index.ts'
import { hasRecordedBars, millionBars } from './bench-market.ts'
import { benchNames, runBench } from './bench-table.ts'
import { coinswarm, runNode } from './command.ts'
import { busySetup, deskSetup, difference, fusedRunner, runEngine } from './engine-bench.ts'

describe.each(benchNames)('%s', (name) => {
  // The exchange that the kill is measured on takes its time.
  const tags = name === 'control.kill' ? ['long'] : []

  it('does its work and says what was measured', { tags }, async () => {
    const rows = await runBench(name, 'smoke')
    expect(rows[0]?.name).toBe(name)
    for (const { value, unit, peer, hash, status, note } of rows) {
      expect({ status, note }).not.toMatchObject({ status: 'failed' })
      expect(value).toBeGreaterThanOrEqual(0)
      expect([unit, peer, hash]).not.toContain('')
    }
  })
})

describe.each(['recorded', 'generated'] as const)('the hand-written loop, %s bars', (kind) => {
  const size = kind === 'recorded' ? 'full' : 'smoke'

  it.skipIf(kind === 'recorded' && !hasRecordedBars())(
    'fills as the engine does, to the last unit',
    { tags: kind === 'recorded' ? ['long'] : [] },
    async () => {
      const { market } = await millionBars(size)
      for (const setup of [deskSetup(market), busySetup(market)]) {
        const run = runEngine(setup, market)
        const bars = defined(market[0]?.bars, 'bars')
        expect(run.recorder.fills.length).toBeGreaterThan(10)
        expect(difference(run, fusedRunner(setup, bars)())).toBeUndefined()
      }
    },
  )
})

it('does not call two different runs equal', async () => {
  const { market } = await millionBars('smoke')
  const setup = busySetup(market)
  const run = runEngine(setup, market)
  const dearer = { ...setup, costs: { ...setup.costs, feeTakerPpm: 2_601 } }
  expect(difference(run, fusedRunner(dearer, defined(market[0]?.bars, 'bars'))())).toMatch(
    /^fill 0: /,
  )
})

it('names the nearest bench to one that is not there', async () => {
  const ran = await runNode(coinswarm('bench', 'engine.bar', '--json'))
  expect(ran.code).toBe(2)
  expect(JSON.parse(ran.stdout)).toMatchObject({
    error: { code: 'usage', message: "There is no bench 'engine.bar'; did you mean engine.bars?" },
  })
})

it('gives one document with the machine, the Node and the rows', async () => {
  const ran = await runNode(coinswarm('bench', 'cli.*', '--smoke', '--json'))
  expect(ran.stderr).toBe('')
  expect(ran.code).toBe(0)
  expect(JSON.parse(ran.stdout)).toMatchObject({
    command: 'bench',
    size: 'smoke',
    machine: expect.stringContaining(' x '),
    node: expect.stringMatching(/^v\d+\./),
    rows: [{ name: 'cli.help', unit: 'ms', peer: 'a Node that starts and exits' }],
  })
})
