import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { crc32 } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { defined } from '../../base/index.ts'
import { type InstrumentId, instrument } from '../../domain/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { loadTape } from '../ticks/load-tape.ts'
import { MarketRecorder } from './market-recorder.ts'

const folder = mkdtempSync(`${tmpdir()}/coinswarm-recording-`)
afterAll(() => rmSync(folder, { recursive: true }))

const made = instrument('BTC-USD.KRAKEN' as InstrumentId, '0.1', '0.00000001')
const btc = defined(made.ok ? made.value : undefined, 'btc')

/** One file of so many trades, written in two blocks and sealed. */
function recorded(): string {
  const recorder = new MarketRecorder({
    ...{ disk: nodeDisk, folder, instruments: [btc], keepBytes: 1 << 30, areTradesNumbered: true },
  })
  for (let trade = 1; trade <= 20; trade += 1) {
    const ts = 1_700_000_000_000_000 + trade
    const stamps = { tsEvent: ts, tsInit: ts }
    recorder.take(0, { kind: 'trade', ...stamps, trade, side: 1, ticks: 10, lots: 1 })
    if (trade === 10) recorder.drain()
  }
  recorder.close()
  const ticks = `${folder}/${btc.id}/ticks`
  const [name] = readdirSync(ticks).filter((each) => each.endsWith('.ticks'))
  return `${ticks}/${name}`
}

it('declines a sealed file that is another than its manifest says, and reads an open one as far as it goes', async () => {
  const file = recorded()
  expect((await loadTape([file], {})).trades?.length).toBe(20)

  const bytes = readFileSync(file)
  expect(bytes.toString('latin1', 0, 8)).toBe('CSTICKS1')
  const length = bytes.readUInt32LE(8)
  expect(crc32(bytes.subarray(16, 16 + length))).toBe(bytes.readUInt32LE(12))

  const changed = Buffer.from(bytes)
  changed[bytes.length - 2] = (bytes[bytes.length - 2] ?? 0) ^ 1
  writeFileSync(file, changed)
  await expect(loadTape([file], {})).rejects.toThrow(/does not match the hash of its manifest/)

  writeFileSync(file, bytes)
  rmSync(file.replace(/ticks$/, 'json'))
  truncateSync(file, bytes.length - 1)
  expect((await loadTape([file], {})).trades?.length).toBe(10)
})
