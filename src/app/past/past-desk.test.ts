import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runGeneratedDesk } from '../../../test/e2e/generated-desk.ts'
import { Random } from '../../base/index.ts'
import { type Micros, micros } from '../../domain/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { DeskSnapshot } from '../desk-view.ts'
import { PastBeside } from './past-beside.ts'
import { PastDesk } from './past-desk.ts'
import { PastRun, type PastTask } from './past-run.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'past-'))
const task: PastTask = { folder, name: 'past', version: '1', isDelayed: false }
let last: DeskSnapshot

/** From the start, and nothing is kept. */
async function pastDesk(of: PastTask, at: Micros): Promise<DeskSnapshot> {
  const run = await PastRun.begin(of, at, () => {})
  try {
    return run.shown()
  } finally {
    run.close()
  }
}

beforeAll(async () => {
  const desk = await runGeneratedDesk(folder, { from: 'trend', parameters: {} }, 12_000)
  last = desk.snapshot()
}, 60_000)
afterAll(() => fs.rmSync(folder, { recursive: true }))

describe('a desk of the past', () => {
  it('is the desk as it stands, at its last moment', async () => {
    const seen = await pastDesk(task, micros(last.status.marketTime * 1_000))
    const { fills, positions, orders, decisions, equity, bars } = seen
    expect(fills.length).toBeGreaterThan(2)
    expect({ fills, positions, orders, decisions, equity, bars }).toEqual({
      fills: last.fills,
      positions: last.positions,
      orders: last.orders,
      decisions: last.decisions,
      equity: last.equity,
      bars: last.bars,
    })
    expect(seen.status.cash).toBe(last.status.cash)
  })

  it('knows nothing of what came after, and all that came before', async () => {
    for (const nth of [1, 3]) {
      const t = last.fills.at(-nth)?.t ?? 0
      const before = await pastDesk(task, micros(t * 1_000 - 1_000))
      const after = await pastDesk(task, micros(t * 1_000))
      expect(before.fills).toEqual(last.fills.filter((fill) => fill.t < t))
      expect(after.fills).toEqual(last.fills.filter((fill) => fill.t <= t))
      expect(before.equity.every((point) => point.t < t)).toBe(true)
      expect(Math.max(...before.journal.map((row) => row.t))).toBeLessThan(t)
    }
  })
})

describe('PastDesk', () => {
  it('shows the same bytes from wherever it goes on as from the start', async () => {
    const random = Random.fromSeed(11)
    const desk = new PastDesk(task)
    const end = last.status.marketTime * 1_000
    const begin = end - 12_000 * 15_000_000
    let at = end - 3_600_000_000
    let most = 0
    for (let look = 0; look < 24; look += 1) {
      const isStep = random.next() < 0.6
      const by = Math.round((random.next() - 0.6) * 7_200_000_000)
      at = Math.min(end, Math.max(begin, isStep ? at + by : begin + random.below(end - begin)))
      const seen = JSON.stringify(await desk.look(micros(at)))
      expect(seen).toBe(JSON.stringify(await pastDesk(task, micros(at))))
      while (random.next() < 0.9 && (await desk.lay()));
      most = Math.max(most, desk.places.length)
    }
    expect(most).toBe(3)
    desk.close()
    expect(desk.places).toEqual([])
  })
})

describe('PastBeside', () => {
  it('answers from a thread, one moment at a time, and no more than eight wait', async () => {
    const past = new PastBeside(task, liveClock)
    const t = last.fills.at(-1)?.t ?? 0
    const asked = Array.from({ length: 10 }, (_, i) => past.look(micros((t - i) * 1_000)))
    const [tenth] = await Promise.all([asked[9], past.look(micros(t * 1_000))])
    expect(tenth).toMatchObject({ isDone: false, why: expect.stringMatching(/^Too many/) })
    const first = await asked[0]
    expect(first?.isDone === true && first.snapshot.fills).toEqual(last.fills)
    await past.stop()
    expect((await Promise.all(asked)).at(-2)).toMatchObject({ isDone: false })
  })
})
