import { expect, it } from 'vitest'
import { errandsFor } from './errands.ts'
import { judge } from './judge.ts'
import { mutationTables, sayMutant } from './mutation-tables.ts'

const source = 'const a = b < c\nconst d = b < c\n'
const place = (line: number): object => ({
  start: { line, column: 11 },
  end: { line, column: 16 },
})
const mutant = (status: string, line: number): object => ({
  ...{ mutatorName: 'EqualityOperator', replacement: 'b <= c' },
  ...{ location: place(line), status },
})
const report = JSON.parse(
  JSON.stringify({
    files: {
      'src/risk/x.ts': {
        source,
        mutants: [
          mutant('Killed', 1),
          mutant('Timeout', 1),
          mutant('Survived', 1),
          mutant('NoCoverage', 2),
          mutant('Ignored', 2),
        ],
      },
    },
  }),
)

it('knows an accepted survivor by its text, and what was accepted and is gone', () => {
  const known = { line: 'const a = b < c', change: 'b < c → b <= c' }
  const gone = { line: 'const a = b > c', change: 'b > c → b >= c' }
  const accepted = [{ file: 'src/risk/x.ts', reason: 'the same', mutants: [known, gone] }]
  const { files, stale } = judge(report, accepted)
  expect(files).toMatchObject([
    { killed: 1, timedOut: 1, survived: 1, uncovered: 1, accepted: 1, survivors: [{ at: 2 }] },
  ])
  expect(stale).toEqual([{ file: 'src/risk/x.ts', ...gone }])
})

it('counts what no test reaches against the score, and names who is not answered for', () => {
  const judged = judge(report, [])
  expect(mutationTables(judged)).toContain('| `risk` | 4 | 1 | 1 | 1 | 1 | 0 | 50.0 % | 2 |')
  expect(judged.files.flatMap(({ survivors }) => survivors.map(sayMutant))).toEqual([
    '1 {"line":"const a = b < c","change":"b < c → b <= c"}',
    '2 not reached {"line":"const d = b < c","change":"b < c → b <= c"}',
  ])
})

it('tries quick tests beside the code first and slow ones last, one at a time', () => {
  const test = (file: string, name: string, ms: number) => ({
    ...{ id: `${file}#${name}`, file, name, ms },
    ...{ line: 1, column: 1, failure: undefined },
  })
  const tests = [
    test('src/risk/far.test.ts', 'a', 1),
    test('src/risk/layer/heat.test.ts', 'b', 9),
    test('src/risk/layer/heat.test.ts', 'c', 500),
    test('src/risk/layer/near.test.ts', 'd', 100),
    test('src/risk/layer/near.test.ts', 'e', 1),
    test('src/risk/other.test.ts', 'f', 1),
  ]
  const perTest = Object.fromEntries(tests.slice(0, 5).map(({ id }) => [id, { '7': 1 }]))
  const dryRun = { tests, coverage: { static: {}, perTest }, staticByFile: {} }
  const file = 'src/risk/layer/heat.ts'
  expect(errandsFor(dryRun, { mutant: '7', file, isStatic: false })).toEqual([
    { file: 'src/risk/layer/heat.test.ts', names: ['b'] },
    { file: 'src/risk/layer/near.test.ts', names: ['e'] },
    { file: 'src/risk/far.test.ts', names: ['a'] },
    { file: 'src/risk/layer/near.test.ts', names: ['d'] },
    { file: 'src/risk/layer/heat.test.ts', names: ['c'] },
  ])
})
