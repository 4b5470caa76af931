// @module-tag long

import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deskPaths, measureRealityGap } from '../../src/app/index.ts'
import { loadTape } from '../../src/market/index.ts'
import { RehearsalStage } from './rehearsal-stage.ts'

let stage: RehearsalStage
beforeAll(async () => {
  stage = await RehearsalStage.open({ seed: 7 })
}, 60_000)
afterAll(() => stage.close())

it('a desk records the market it trades on, and its own orders are found in it', async () => {
  const desk = stage.startDesk('--record', '--record-max', '0.05')
  expect(await desk.line(/^recording /)).toContain(
    'recording BTC-USDT.BINANCE, ETH-USDT.BINANCE, XRP-USDT.BINANCE into ',
  )
  await desk.line(/ last fill /)
  await new Promise((resolve) => setTimeout(resolve, 8_000))
  await desk.kill('SIGINT')
  expect(desk.lines.filter((line) => line.includes('not recording'))).toEqual([])
  const { catalog } = deskPaths(stage.folder)
  const ticks = `${catalog}/BTC-USDT.BINANCE/ticks`
  const files = readdirSync(ticks).filter((name) => name.endsWith('.ticks'))
  // Sealed: with its manifest.
  expect(readdirSync(ticks)).toContain(files[0]?.replace('.ticks', '.json'))
  const tape = await loadTape(
    files.map((name) => `${ticks}/${name}`),
    {},
  )
  const instrument = 'BTC-USDT.BINANCE'
  const { gap, sha256 } = await measureRealityGap({ folder: stage.folder, instrument })
  expect(sha256).toBe(tape.sha256)
  expect(gap.rows.length).toBeGreaterThan(0)
}, 90_000)
