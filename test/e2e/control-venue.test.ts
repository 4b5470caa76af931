// @module-tag long

import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { verifyDeskAudit } from '../../src/app/index.ts'
import { booksOf, readNow } from './rehearsal-books.ts'
import { RehearsalStage, SpokenProcess, tradesAgain } from './rehearsal-stage.ts'
import { runCoinswarm } from './run-coinswarm.ts'

let stage: RehearsalStage
beforeEach(async () => {
  // Builds what is stale, as every command does; the stage runs what is built.
  await runCoinswarm(['--version'])
  stage = await RehearsalStage.open({ seed: 5 })
}, 120_000)
afterEach(() => stage.close())

async function held(): Promise<number> {
  const { desk } = await booksOf(readNow(stage.folder))
  return [...desk.ledger.positions.lots].filter((lots) => lots !== 0).length
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; !(await isSo()); turn += 1) {
    if (turn > 400) throw new Error('it never came to that')
    await sleep(100)
  }
}

it('a desk whose venue is dead is killed at once, and sells out when the venue is back', async () => {
  const desk = stage.startDesk()
  await desk.line(tradesAgain)
  await until(async () => (await held()) > 0)
  process.kill(stage.exchangePid, 'SIGSTOP')
  const kill = new SpokenProcess(['kill', '--desk', stage.folder])
  expect(await kill.line(/emergency/)).toMatch(/normal to emergency|already/)
  await kill.ended
  expect(desk.isEnded).toBe(false)
  const dead = await booksOf(readNow(stage.folder))
  expect(dead.desk.risk.mode).toBe('emergency')
  await sleep(2_000)
  process.kill(stage.exchangePid, 'SIGCONT')
  await until(async () => (await held()) === 0)
  await desk.kill('SIGINT')
  const after = await booksOf(readNow(stage.folder))
  expect([after.desk.risk.mode, await held()]).toEqual(['emergency', 0])
  expect(verifyDeskAudit(stage.folder).ok).toBe(true)
}, 120_000)

it('a rehearsing desk that stands still is ended, and its account sold out from another process', async () => {
  const desk = stage.startDesk()
  await desk.line(tradesAgain)
  await until(async () => (await held()) > 0)
  process.kill(desk.pid, 'SIGSTOP')
  const kill = new SpokenProcess(['kill', '--desk', stage.folder])
  expect(await kill.line(/was ended/)).toBe(`process ${desk.pid} was ended`)
  await kill.line(/nothing is held any more/)
  await kill.ended
  const after = await booksOf(readNow(stage.folder))
  expect([after.desk.risk.mode, await held()]).toEqual(['emergency', 0])
  expect([...after.desk.orders.openOrders]).toEqual([])
  expect(verifyDeskAudit(stage.folder).ok).toBe(true)
}, 120_000)
