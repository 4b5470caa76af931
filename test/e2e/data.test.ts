// @module-tag long

import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { KrakenServer } from '../conformance/kraken-server.ts'

const door = pathToFileURL(path.resolve('src/doors/cli/main.ts')).href
const script = `import { main } from '${door}'
process.exitCode = await main(process.argv.slice(1))`

type Answer = { readonly code: number | null; readonly out: string; readonly err: string }

/** Runs `coinswarm data …` from source in a process of its own, on a desk folder of its own. */
function desk() {
  const folder = mkdtempSync(path.join(tmpdir(), 'data-desk-'))
  const words = (...data: readonly string[]): string[] => {
    return ['--input-type=module', '-e', script, '--', 'data', ...data, '--desk', folder]
  }
  const data = (...args: readonly string[]): Answer => {
    const { status, stdout, stderr } = spawnSync(process.execPath, words(...args), {
      encoding: 'utf8',
    })
    return { code: status, out: stdout, err: stderr }
  }
  /** The same while this process goes on, as a server perhaps. */
  const dataAside = async (...args: readonly string[]): Promise<string> =>
    (await promisify(execFile)(process.execPath, words(...args))).stdout
  const file = (name: string, text: string): string => {
    const whole = path.join(folder, name)
    writeFileSync(whole, text)
    return whole
  }
  return { folder, data, dataAside, file }
}

const header = 'ts,open,high,low,close,volume\n'
const bars = [0, 1, 2, 4].map((n) => `${1_700_000_040_000 + n * 60_000},10,11,9.5,10.25,0.125\n`)
const good = header + bars.join('')

describe('coinswarm data', () => {
  it('imports, lists, checks and hands out bars', () => {
    const { data, file, folder } = desk()
    const source = file('bars.csv', good)
    const imported = data('import', source, '--instrument', 'BTC/USD', '--interval', '1m', '--json')
    expect(imported.code).toBe(0)
    expect(JSON.parse(imported.out)).toMatchObject({
      instrument: 'BTC-USD.FILE',
      rows: 4,
      from: '2023-11-14T22:14:00.000Z',
      to: '2023-11-14T22:19:00.000Z',
      tick: '0.01',
      lot: '0.001',
    })
    expect(data('list').out).toMatch(/^BTC-USD.FILE {2}4 1m bars .* tick 0.01 {2}lot 0.001\n$/)
    const checked = JSON.parse(data('check', source, '--json').out)
    expect(checked.files[0]).toMatchObject({ path: source, rows: 4, gaps: 1, missing: 1 })
    const copy = path.join(folder, 'copy.csv')
    expect(data('export', copy, '--instrument', 'BTC/USD').code).toBe(0)
    const again = data('check', copy, '--json')
    expect(JSON.parse(again.out).files[0]).toEqual({ ...checked.files[0], path: copy })
  })

  it('declines a bad file with one sentence and leaves nothing behind', () => {
    const { data, file, folder } = desk()
    const bad = file('bad.csv', `${good}${1_700_000_400_000},10,11,NaN,10,1\n`)
    const answer = data('import', bad, '--instrument', 'BTC-USD.X')
    expect(answer).toMatchObject({ code: 2, out: '' })
    expect(answer.err).toMatch(/bad\.csv:6: low 'NaN' is not a plain number .* remove the row\.\n$/)
    expect(answer.err.trim().split('\n')).toHaveLength(1)
    expect(readdirSync(folder)).toEqual(['bad.csv'])
    const json = data('import', bad, '--json')
    expect(JSON.parse(json.out)).toMatchObject({ error: { code: 'bad-row' } })
  })

  it('answers no when a file could not be imported as it stands', () => {
    const { data, file } = desk()
    const twice = file('twice.csv', good + bars[3])
    const answer = data('check', twice, '--json')
    expect(answer.code).toBe(1)
    expect(JSON.parse(answer.out).files[0]).toMatchObject({ duplicates: 1, unsorted: 0 })
  })

  it('says in one sentence that a venue does not answer, exit 3', () => {
    const { data } = desk()
    const answer = data('fetch', '--instrument', 'BTC/USD', '--url', 'http://127.0.0.1:9')
    expect(answer).toMatchObject({ code: 3, out: '' })
    expect(answer.err).toMatch(/^Kraken does not answer; check the network.*\n$/)
  })

  it('fetches what a venue has, and next time what is new', async () => {
    const server = new KrakenServer()
    await server.listen()
    const { data, dataAside } = desk()
    const fetch = async () => {
      const to = new Date(server.now * 1_000).toISOString().slice(0, 16)
      const words = ['fetch', '--instrument', 'BTC/USD', '--from', '2023-11-14', '--to', to]
      return JSON.parse(await dataAside(...words, '--url', server.url, '--json'))
    }
    try {
      expect(await fetch()).toMatchObject({ instrument: 'BTC-USD.KRAKEN', rows: 719 })
      expect(await fetch()).toMatchObject({ rows: 0, from: null, paths: [] })
      server.now += 600
      expect(await fetch()).toMatchObject({ rows: 10 })
      const { parts } = JSON.parse(data('list', '--json').out)
      expect(parts.map((part: { rows: number }) => part.rows)).toEqual([719, 10])
      expect(parts[0].to).toBe(parts[1].from)
      expect(JSON.parse(data('check', '--json').out)).toMatchObject({ ok: true })
    } finally {
      server.close()
    }
  })

  it('wants an interval and a time that mean something', () => {
    const { data, file } = desk()
    const source = file('bars.csv', good)
    expect(data('import', source, '--interval', '7x').err).toMatch(/write 1m, 5m, 1h or 1d/)
    expect(data('import', source, '--instrument-spec', 'tick=0').err).toMatch(/tick=0.01,lot/)
    data('import', source, '--instrument', 'BTC-USD.X')
    const answer = data('export', 'x.csv', '--instrument', 'BTC/USD', '--from', 'yesterday')
    expect(answer.err).toMatch(/--from 'yesterday' is not a time; write 2024-01-31/)
  })

  const year = '../shared/data/candles/1m/binance_btcusdt_1m_2022.csv.gz'
  it.skipIf(!existsSync(year))('imports a recorded year whole', () => {
    const { data } = desk()
    const imported = JSON.parse(data('import', year, '--json').out)
    expect(imported).toMatchObject({
      instrument: 'BTC-USDT.BINANCE',
      rows: 525_600,
      from: '2022-01-01T00:00:00.000Z',
      to: '2023-01-01T00:00:00.000Z',
    })
  })

  it('makes longer bars, and lets the shorter go when they are held and old', () => {
    const { data, file } = desk()
    const minutes = Array.from({ length: 90 }, (_, n) => 1_700_002_800_000 + n * 60_000)
    const source = file(
      'bars.csv',
      header + minutes.map((ts, n) => `${ts},10,${11 + n},9.5,10.25,0.125\n`).join(''),
    )
    expect(data('import', source, '--instrument', 'BTC-USD.KRAKEN', '--interval', '1m').code).toBe(
      0,
    )
    const tier = ['tier', '--tiers', '1m:1d,30m:1d,1h']
    const planned = data(...tier, '--dry-run')
    expect(planned.out).toContain('Nothing was changed.')
    const done = data(...tier)
    expect(planned.out).toBe(`${done.out}Nothing was changed.\n`)
    expect(done.out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['instrument', 'bars', 'count', 'made', 'gone', 'overdue', 'differing'],
      ['BTC-USD.KRAKEN', '1m', '0', '0', '90', '0', '0'],
      ['BTC-USD.KRAKEN', '30m', '1', '3', '2', '1', '0'],
      ['BTC-USD.KRAKEN', '1h', '1', '1', '0', '0', '0'],
      [''],
    ])
    expect(JSON.parse(data('list', '--json').out).parts).toMatchObject([
      { interval: '1h', rows: 1 },
      { interval: '30m', rows: 1 },
    ])
    expect(data('tier', '--tiers', '1m,7m').err).toMatch(/does not divide a day/)
  })
})
