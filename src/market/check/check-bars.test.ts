import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { checkFile } from './check-file.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'check-'))
const header = 'ts,open,high,low,close,volume'
const start = 1_700_000_040_000

async function checkRows(rows: readonly string[]) {
  const file = path.join(folder, 'bars.csv')
  writeFileSync(file, [header, ...rows].join('\n'))
  return checkFile(file)
}

const bar = (minute: number, close = 100, volume = 1): string =>
  `${start + minute * 60_000},${close},${close},${close},${close},${volume}`

it('finds nothing wrong with good bars', async () => {
  const check = await checkRows([0, 1, 2].map((n) => bar(n, 100 + n)))
  expect(check).toEqual({
    rows: 3,
    from: start * 1_000,
    to: start * 1_000 + 180_000_000,
    intervalUs: 60_000_000,
    gaps: 0,
    longestGap: 0,
    missing: 0,
    duplicates: 0,
    unsorted: 0,
    violations: 0,
    nonPositive: 0,
    zeroVolume: 0,
    offGrid: 0,
    jumps: 0,
    stuck: 0,
    largestReturn: Math.log(101 / 100),
    malformed: 0,
  })
})

it('counts gaps, repeats and disorder apart', async () => {
  const check = await checkRows([0, 1, 2, 2, 6, 5, 9].map((n) => bar(n)))
  expect(check).toMatchObject({ gaps: 2, longestGap: 2, missing: 4, duplicates: 1, unsorted: 1 })
})

it('counts impossible bars, odd stamps and rows that are none', async () => {
  const check = await checkRows([
    bar(0),
    `${start + 60_000},5,4,3,5,1`,
    `${start + 120_000},5,5,0,5,0`,
    `${start + 180_001},5,5,5,5,-1`,
    'what,is,this',
    `${start + 240_000},5,5,5,nan,1`,
  ])
  expect(check).toMatchObject({ rows: 4, violations: 1, nonPositive: 2, zeroVolume: 1 })
  expect(check).toMatchObject({ offGrid: 1, malformed: 2 })
  expect(check.refusal).toMatch(/:3: high 4 and low 3 do not enclose open 5 and close 5; correct/)
})

it.each([
  [`${start / 1_000},5,5,5,5,1`, /:2: ts \d+ looks like seconds; multiply the column by 1000\.$/],
  [`${start},"5,5",5,5,5,1`, /:2: open '"5' is not a plain number/],
  ['2024-01-01,5,5,5,5,1', /:2: ts '2024-01-01' is not a whole number of milliseconds/],
])('says of the first row why a file is not taken: %s', async (row, sentence) => {
  const { refusal } = await checkRows([row])
  expect(refusal).toMatch(sentence)
})

it('finds one jump in a restless series, and a price that got stuck', async () => {
  const restless = Array.from({ length: 300 }, (_, n) => bar(n, 100 + (n % 3)))
  const after = Array.from({ length: 100 }, (_, n) => bar(300 + n, 130))
  const check = await checkRows([...restless, ...after])
  expect(check.jumps).toBe(1)
  expect(check.stuck).toBe(99)
})

it('reads an empty table as no rows', async () => {
  expect(await checkRows([])).toMatchObject({ rows: 0, from: undefined, gaps: 0 })
})
