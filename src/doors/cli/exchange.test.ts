import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { runInProcess } from '../../../test/e2e/cli-in-process.ts'
import { exchangeCommand } from './exchange.ts'
import { secretOf } from '../../../test/house/canaries.ts'

const folder = mkdtempSync(join(tmpdir(), 'exchange-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs the command until `onOpen` has seen what it serves. */
async function run(
  args: readonly string[],
  onOpen: (url: string) => Promise<void> = async () => undefined,
): Promise<readonly string[]> {
  const stop = new AbortController()
  let opened: Promise<void> = Promise.resolve()
  const { lines } = await runInProcess(exchangeCommand, ['--port', '0', ...args], {
    ...{ desk: folder, settings: folder, signal: stop.signal },
    onJson: (document) => {
      const url = 'url' in document ? String(document.url) : ''
      opened = onOpen(url).finally(() => stop.abort())
    },
  })
  await opened
  return lines
}

async function ask(url: string): Promise<unknown> {
  return (await fetch(url)).json()
}

it('serves until it is interrupted, and goes on from its state', async () => {
  const seen: unknown[] = []
  for (let n = 0; n < 2; n += 1) {
    const lines = await run(['--account', `teller:${secretOf('other')}:5`], async (url) => {
      seen.push(await ask(`${url}/api/v3/ticker/price?symbol=XRPUSDT`))
    })
    expect(lines[0]).toMatch(/^exchange: http:\/\/127\.0\.0\.1:\d+, binance, BTC-USDT\.SIM, /)
    expect(lines[2]).toBe('account: key demo, secret demo')
    expect(lines.at(-1)).toBe('stopped')
  }
  expect(seen[0]).toMatchObject({ symbol: 'XRPUSDT' })
  expect(existsSync(join(folder, 'exchange-binance.json'))).toBe(true)
})

it('speaks Kraken, and hides the demo account from strangers', async () => {
  const args = ['--dialect', 'kraken', '--host', '0.0.0.0', '--state', 'none']
  const lines = await run(args, async (url) => {
    const local = url.replace('0.0.0.0', '127.0.0.1')
    expect(await ask(`${local}/0/public/Time`)).toMatchObject({ error: [] })
  })
  expect(lines.join('\n')).toContain('nobody can trade here')
  expect(lines).not.toContain('account: key demo, secret demo')
})

it.each([
  ['--dialect must be', ['--dialect', 'nasdaq']],
  ['--port must be', ['--port', '70000']],
  ['--seed must be', ['--seed', '-1']],
  ['--speed must be', ['--speed', 'fast']],
  ['--rate-limits must be', ['--rate-limits', 'maybe']],
  ['--account must be', ['--account', 'nobody']],
  ['--fees must be', ['--fees', '10']],
  ['--leverage needs', ['--leverage', '3']],
  ['--leverage must be 2', ['--dialect', 'kraken', '--leverage', '1']],
  ['--leverage must be a whole', ['--dialect', 'kraken', '--leverage', '11']],
])('says that %s otherwise', async (sentence, args) => {
  await expect(run(args)).rejects.toThrow(sentence)
})
