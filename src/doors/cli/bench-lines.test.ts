import { expect, it } from 'vitest'
import { benchLines, type MeasuredRow } from './bench-lines.ts'

const row: MeasuredRow = {
  ...{ name: 'a.race', value: 1234.5, unit: 'runs/s', peer: 'a peer', ratio: 1.26 },
  ...{ status: 'measured', spread: [1000, 1500], note: 'on made-up bars' },
}

it('prints figure, spread, ratio and note', () => {
  expect(benchLines(row)).toEqual([
    'a.race                   1,230 runs/s  (1,000 to 1,500)',
    '  1.26 of: a peer',
    '  on made-up bars',
  ])
})

it('prints FAIL and no figure for a wrong answer, and says what is inconclusive', () => {
  const failed: MeasuredRow = { ...row, value: null, status: 'failed', note: '2 and 3' }
  expect(benchLines(failed)).toEqual(['a.race                   FAIL  2 and 3'])
  expect(benchLines({ ...row, status: 'inconclusive' })[0]).toMatch(/ INCONCLUSIVE: /)
})
