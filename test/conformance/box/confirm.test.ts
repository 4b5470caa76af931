// @module-tag long
import { readFileSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { type Box, BoxPool, confirmRun } from '../../../src/app/index.ts'
import { defaultThresholds } from '../../../src/research/index.ts'
import { boxPlan } from './box-plan.ts'

const file = 'test/conformance/box/boxed-trading.ts'
const source = readFileSync(file, 'utf8')
const pool = new BoxPool()
afterAll(() => pool.end())

function claimed(of: string): Promise<string | null> {
  return pool.use(async (box) => {
    await box.market(boxPlan)
    const said = await box.claim(of)
    return said.kind === 'done' ? said.value.hash : said.why
  })
}

function confirmed(of: string): Promise<string | null> {
  return pool.use(async (box: Box) => {
    const said = await confirmRun(box, of, boxPlan)
    return said.kind === 'done' ? said.value.hash : `${said.of}: ${said.why}`
  })
}

it('asked for one bar at a time a strategy comes to what its box claimed', async () => {
  const claim = await claimed(source)
  expect(claim).toMatch(/^[0-9a-f]{64}$/)
  expect(await confirmed(source)).toBe(claim)
})

it('how sound it is follows from the run of this side, and changes nothing of it', async () => {
  const said = await pool.use((box) => confirmRun(box, source, boxPlan, defaultThresholds))
  if (said.kind === 'fault') throw new Error(said.why)
  const { hash, sound } = said.value
  expect(hash).toBe(await claimed(source))
  expect(sound.map(({ name }) => name)).toEqual([
    'soundness: safety invariants',
    'soundness: statistical sanity',
    'soundness: economic realism',
    'soundness: robustness',
  ])
  const [safety, statistics] = sound
  expect([safety?.status, safety?.figures['faults']]).toEqual(['pass', 0])
  // A day and a half of minutes has no Sharpe ratio to be sane by.
  expect(statistics?.why).toMatch(/asked is/)
})

it('one that hangs half-way is ended, and whoever waits is told', async () => {
  const hangs = source.replace(
    'state.bars += 1',
    'state.bars += 1; if (state.bars > 900) for (;;);',
  )
  expect(hangs).not.toBe(source)
  expect(await confirmed(hangs)).toMatch(/^stalled: /)
})

it('one that throws half-way is told with its line', async () => {
  const throws = source.replace(
    'state.bars += 1',
    "state.bars += 1; if (state.bars > 900) throw new Error('enough')",
  )
  expect(await confirmed(throws)).toMatch(/^threw: line \d+: enough/)
})
