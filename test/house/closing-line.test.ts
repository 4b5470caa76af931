import { expect, it } from 'vitest'
import { closingLine, countTests } from '../../scripts/closing-line.ts'

const one = (fullName: string, status: string) => ({ fullName, status })
const report = {
  testResults: [
    { name: 'a', status: 'passed', assertionResults: [one('is', 'passed'), one('was', 'pending')] },
    { name: 'b', status: 'failed', assertionResults: [one('will be', 'failed')] },
    { name: 'c', status: 'failed', assertionResults: [] },
  ],
}
const steps = [{ isOk: true }, { isOk: false }]

it('counts steps, tests, and files that do not load', () => {
  const counts = countTests(report, false)
  expect(closingLine(steps, counts, () => true)).toEqual({
    failed: 3,
    line: '2 passed, 3 failed, 1 skipped',
  })
})

it('counts what may not be skipped as failed', () => {
  const counts = countTests(report, false)
  const { line } = closingLine(steps, counts, (file) => file !== 'a')
  expect(line).toBe('2 passed, 4 failed, 0 skipped')
})

it('never calls a broken run a success', () => {
  expect(countTests(undefined, false).failed).toBe(1)
  expect(countTests({ testResults: [] }, false).failed).toBe(1)
  expect(countTests({ testResults: [] }, true).failed).toBe(0)
})
