import { lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, expect, it } from 'vitest'
import { micros, minuteUs } from '../domain/index.ts'
import { exportBars } from './export-bars.ts'
import { GeneratedMarket } from './generate/generated-market.ts'
import { takeRows } from './generate/bar-stream.ts'

const folder = mkdtempSync(`${tmpdir()}/coinswarm-draft-`)
afterAll(() => rmSync(folder, { recursive: true }))

it.skipIf(process.platform === 'win32').each(['bars.csv', 'bars.csv.gz', 'bars.parquet'])(
  'writes %s through no link that somebody left in its way',
  async (name) => {
    const market = new GeneratedMarket({ seed: 1, intervalUs: minuteUs, from: micros(0) })
    const [bars] = takeRows(market, 3, 'made up')
    const precious = `${folder}/precious-${name}`
    writeFileSync(precious, 'precious')
    symlinkSync(precious, `${folder}/${name}.part`)
    if (bars !== undefined) await exportBars(`${folder}/${name}`, bars)
    expect(readFileSync(precious, 'utf8')).toBe('precious')
    expect(lstatSync(`${folder}/${name}`).isFile()).toBe(true)
  },
)
