import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, expect, it } from 'vitest'
import { deskPaths, loadAgent, replayJournal } from '../../src/app/index.ts'
import { BarColumns, type Micros } from '../../src/domain/index.ts'
import { backtest } from '../../src/engine/index.ts'
import { readJournal } from '../../src/journal/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'
import { uncounted } from '../simulation/uncounted.ts'
import { runGeneratedDesk } from './generated-desk.ts'

const folder = mkdtempSync(`${tmpdir()}/coinswarm-paper-`)
afterAll(() => rmSync(folder, { recursive: true }))

const seat = { from: 'random', parameters: { entry: 0.1, exit: 0.1, exposure: 0.2 } }
it('a recorded paper run of four instruments, stopped twice, is byte for byte a backtest', async () => {
  const { header } = await runGeneratedDesk(folder, seat, 7_000)
  await runGeneratedDesk(folder, seat, 9_000)
  await runGeneratedDesk(folder, seat, 11_000)
  const columns = header.setup.instruments.map(() => new BarColumns(4_096))
  let warmUntil = 0
  let fills = 0
  for (const { event } of readJournal(deskPaths(folder).journal, nodeDisk)) {
    if (event.kind === 'order-filled') fills += 1
    if (event.kind !== 'bar-closed') continue
    if (event.phase === 'warm') warmUntil = event.ts
    const { ts, open, high, low, close, volume } = event
    columns[event.instrument]?.push(ts, open, high, low, close, volume)
  }
  const market = columns.map((bars, i) => {
    const instrument = header.setup.instruments[i] as (typeof header.setup.instruments)[number]
    const intervalUs = header.setup.intervalsUs[i] as number
    return { instrument, bars, intervalUs, sha256: '', sources: [] }
  })
  const setup = { ...header.setup, agents: [await loadAgent(seat.from, seat.parameters)] }
  const options = { setup, market, warmUntil: warmUntil as Micros }
  const { run } = backtest(options, uncounted)
  expect(fills).toBeGreaterThan(20)
  expect(warmUntil).toBeGreaterThan(0)
  expect(run.fills).toHaveLength(fills)
  expect(await replayJournal(folder)).toMatchObject({ matches: true, runHash: run.hash })
})
