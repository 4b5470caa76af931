// @module-tag long

import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { replayJournal, verifyDeskJournal } from '../../src/app/index.ts'
import { ExchangeLook, type Look } from './exchange-look.ts'
import { booksOf, brokenForGood, differences, readNow } from './rehearsal-books.ts'
import { RehearsalStage, type SpokenProcess, tradesAgain } from './rehearsal-stage.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const patience = { timeout: 40_000, interval: 200 }

let stage: RehearsalStage
let exchange: ExchangeLook
let desk: SpokenProcess | undefined
let start: Look | undefined

beforeAll(async () => {
  // Builds what is stale, as every command does; the processes below run what is built.
  await runCoinswarm(['--version'])
  stage = await RehearsalStage.open({ seed: 3 })
  exchange = new ExchangeLook(stage, ['BTCUSDT', 'ETHUSDT', 'XRPUSDT'])
  start = await exchange.look()
})
afterAll(async () => {
  await desk?.kill('SIGKILL')
  await stage.close()
})

/** What is not as it must be, there and in the journal, now. */
async function amiss(): Promise<readonly string[]> {
  const look = await exchange.look()
  if (look === undefined || start === undefined) return ['the exchange did not stand still']
  const books = await booksOf(readNow(stage.folder))
  expect(brokenForGood(look, books)).toEqual([])
  return differences(start.balances, look, books)
}

/** Every file of the desk, and the text the desk said. */
function written(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n')
}

it('sends its orders to the exchange, and goes on from its journal after a stop', async () => {
  desk = stage.startDesk()
  await desk.line(/^rehearsal: orders go to a simulated exchange at .*, no real order is sent$/)
  await desk.line(tradesAgain)
  const traded = async (): Promise<number> => (await exchange.look())?.trades.length ?? 0
  await expect.poll(traded, patience).toBeGreaterThan(2)
  await expect.poll(amiss, patience).toEqual([])
  await desk.kill('SIGINT')
  expect(desk.lines.at(-1)).toBe('ended')
  expect(verifyDeskJournal(stage.folder)).toMatchObject({ ok: true, torn: undefined })
  expect(await replayJournal(stage.folder)).toMatchObject({ matches: true, checkpoints: 1 })
  const before = (await exchange.look())?.orders.length ?? 0

  const again = stage.startDesk()
  desk = again
  await again.line(tradesAgain)
  const orders = async (): Promise<number> => (await exchange.look())?.orders.length ?? 0
  await expect.poll(orders, patience).toBeGreaterThan(before)
  await expect.poll(amiss, patience).toEqual([])
  await again.kill('SIGINT')
  const all = [...again.lines, written(stage.folder)].join('\n')
  for (const form of ['utf8', 'base64', 'hex'] as const)
    expect(all).not.toContain(Buffer.from(stage.secret).toString(form).replace(/=+$/, ''))
}, 120_000)

it('begins with no more than the account holds', async () => {
  const folder = path.join(stage.folder, '..', 'rich')
  mkdirSync(folder)
  const instruments = '[market]\ninstruments = ["BTC-USDT"]\n'
  writeFileSync(path.join(folder, 'coinswarm.toml'), `${instruments}[desk]\ncash = 900000000\n`)
  const args = ['up', '--venue', 'binance', '--rehearse', stage.url, '--headless', '--json']
  const keys = ['--rehearsal-keys', stage.keyFile, '--desk', folder]
  const { code, stdout } = await runCoinswarm([...args, ...keys])
  expect({ code, said: JSON.parse(stdout) }).toMatchObject({
    code: 2,
    said: { error: { code: 'account-short' } },
  })
})

it('is not gone on with on paper', async () => {
  const args = ['up', '--headless', '--desk', stage.folder, '--venue', 'binance']
  const { code, stderr } = await runCoinswarm([...args, '--paper', '--agent', stage.agent])
  expect({ code, stderr }).toMatchObject({ code: 2 })
  expect(stderr).toContain('go on with it by --venue binance --rehearse URL')
})

it.each([
  [['--rehearse', 'https://api.binance.com'], 'on this machine'],
  [['--rehearse', 'http://127.0.0.1:8799', '--live'], 'neither --live nor --paper'],
  [['--rehearsal-keys', 'keys'], 'is for --rehearse'],
  [['--testnet'], '--testnet needs --rehearsal-keys FILE'],
  [['--testnet', '--rehearse', 'http://127.0.0.1:8799'], 'exclude each other'],
])('declines %j', async (args, sentence) => {
  const { code, stderr } = await runCoinswarm(['up', '--venue', 'binance', ...args])
  expect(code).toBe(2)
  expect(stderr).toContain(sentence)
})
