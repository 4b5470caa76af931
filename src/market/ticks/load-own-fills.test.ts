import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, expect, it } from 'vitest'
import { loadOwnFills } from './load-own-fills.ts'

const folder = mkdtempSync(`${tmpdir()}/coinswarm-own-fills-`)
afterAll(() => rmSync(folder, { recursive: true }))

function file(...rows: readonly string[]): string {
  const path = `${folder}/fills.csv`
  writeFileSync(path, ['placed_ts_ns,filled_ts_ns,side,price,qty', ...rows, ''].join('\n'))
  return path
}

it('reads orders of ours that waited and filled, in microseconds', async () => {
  const fills = await loadOwnFills(
    file(
      '1700000000000000000,1700000001000000000,buy,100.5,2',
      '1700000002000000000,1700000003000000000,sell,101.0,1',
    ),
  )
  expect(fills.length).toBe(2)
  const { placedTs, filledTs } = fills.columns
  expect([placedTs?.[0], filledTs?.[1]]).toEqual([1_700_000_000_000_000, 1_700_000_003_000_000])
})

it('declines a fill of before its order', async () => {
  const row = '1700000001000000000,1700000000000000000,buy,100.5,2'
  await expect(loadOwnFills(file(row))).rejects.toThrow(/:2: filled_ts_ns is before placed_ts_ns/)
})
