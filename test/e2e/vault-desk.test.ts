// @module-tag long

import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { secretOf } from '../house/canaries.ts'
import { ExchangeLook, type Look } from './exchange-look.ts'
import { canLook, childrenOf, foundInMemory, startOf } from './process-memory.ts'
import { booksOf, brokenForGood, differences, readNow } from './rehearsal-books.ts'
import { RehearsalStage, type SpokenProcess, tradesAgain } from './rehearsal-stage.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const patience = { timeout: 60_000, interval: 200 }

let stage: RehearsalStage
let exchange: ExchangeLook
let desk: SpokenProcess
let start: Look | undefined

/** A desk whose key lies in its vault. */
beforeAll(async () => {
  await runCoinswarm(['--version'])
  stage = await RehearsalStage.open({ seed: 5 })
  exchange = new ExchangeLook(stage, ['BTCUSDT', 'ETHUSDT', 'XRPUSDT'])
  start = await exchange.look()
  const passphrase = path.join(stage.folder, '..', 'passphrase')
  writeFileSync(passphrase, `${secretOf('passphrase')}\n`, { mode: 0o600 })
  const vault = ['--passphrase-file', passphrase, '--desk', stage.folder]
  const add = ['vault', 'add', 'main', '--venue', 'binance', '--venue-url', stage.url]
  const { code, stderr } = await runCoinswarm([...add, '--key-file', stage.keyFile, ...vault])
  if (code !== 0) throw new Error(stderr)
  desk = stage.startWith('--key', 'main', '--passphrase-file', passphrase)
  await desk.line(tradesAgain)
})
afterAll(async () => {
  await desk.kill('SIGKILL')
  await stage.close()
})

async function amiss(): Promise<readonly string[]> {
  const look = await exchange.look()
  if (look === undefined || start === undefined) return ['the exchange did not stand still']
  const books = await booksOf(readNow(stage.folder))
  expect(brokenForGood(look, books)).toEqual([])
  return differences(start.balances, look, books)
}

async function trades(): Promise<number> {
  return (await exchange.look())?.trades.length ?? 0
}

/** A piece of each is as bad as all of it. */
const words = (): readonly string[] =>
  [stage.secret, secretOf('passphrase')].map((secret) => secret.slice(4, 28))

it.runIf(canLook)('trades without the secret or the passphrase in its memory', async () => {
  await expect.poll(trades, patience).toBeGreaterThan(2)
  const [venue = -1] = childrenOf(desk.pid)
  const [secret = '', passphrase = ''] = words()
  expect(foundInMemory(venue, [secret])).toEqual([secret])
  expect(foundInMemory(desk.pid, [secret, passphrase])).toEqual([])
})

it.runIf(canLook)('tells the venue process nothing by its words or its environment', () => {
  const [venue = -1] = childrenOf(desk.pid)
  for (const pid of [desk.pid, venue]) {
    const { words: said, variables } = startOf(pid)
    for (const word of words()) expect(said + variables).not.toContain(word)
  }
  expect(startOf(venue).variables).toBe('')
  expect(startOf(venue).words).toContain('--disable-sigusr1')
})

it.runIf(canLook)(
  'goes on when the venue process is killed, with no order twice',
  async () => {
    const [venue = -1] = childrenOf(desk.pid)
    process.kill(venue, 'SIGKILL')
    await desk.line(/^The venue process ended, and begins again in 1 s: SIGKILL\.$/)
    await desk.line(/^The venue process stands again\.$/)
    const before = await trades()
    await expect.poll(trades, patience).toBeGreaterThan(before + 2)
    await expect.poll(amiss, patience).toEqual([])
  },
  180_000,
)

it.runIf(canLook)('takes the venue process with it, even when it is killed itself', async () => {
  const [venue = -1] = childrenOf(desk.pid)
  expect(venue).toBeGreaterThan(0)
  await desk.kill('SIGKILL')
  await expect.poll(() => isThere(venue), patience).toBe(false)
})

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
