import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import {
  configurationDocument,
  exchangeErrorsDocument,
  indicatorsDocument,
  sourcesDocument,
} from '../../src/app/index.ts'
import { completeLock, type Lock } from '../../tools/complete-lock.ts'
import { trackedFiles } from '../../tools/tracked-files.ts'

const read = (file: string): string => readFileSync(file, 'utf8')

/** The first column of the tables in a page, sorted. */
const firstColumn = (page: string): readonly string[] =>
  [...page.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? '').sort()

it('documents every setting as it is (npm run configuration-page)', () => {
  expect(read('docs/configuration.md')).toBe(configurationDocument())
})

it('documents every error of an exchange as it is (npm run exchange-errors-page)', () => {
  expect(read('docs/exchange-errors.md')).toBe(exchangeErrorsDocument())
})

it('documents every indicator as it is (npm run indicators-page)', () => {
  expect(read('docs/indicators.md')).toBe(indicatorsDocument())
})

it('documents every source as it is (npm run sources-page)', () => {
  expect(read('docs/sources.md')).toBe(sourcesDocument())
})

it('lists every error code, and none that is gone', () => {
  const codes = new Set(['internal', 'usage'])
  for (const [file, text] of trackedFiles())
    if (file.startsWith('src/') && !file.includes('.test.'))
      for (const match of text.matchAll(/new UserError\(\s*'([a-z-]+)'/g)) codes.add(match[1] ?? '')
  expect(firstColumn(read('docs/errors.md'))).toEqual([...codes].sort())
})

it('gives a reason for every package', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as {
    readonly dependencies: Readonly<Record<string, string>>
    readonly devDependencies: Readonly<Record<string, string>>
  }
  const names = [...Object.keys(dependencies), ...Object.keys(devDependencies)].sort()
  expect(firstColumn(read('docs/dependencies.md'))).toEqual(names)
})

it('locks every package, with its integrity, for every platform (npm run lock)', () => {
  const lock = JSON.parse(read('package-lock.json')) as Lock
  expect(completeLock(lock)).toEqual(lock)
  const open = Object.entries(lock.packages).filter(
    ([name, { integrity, optional }]) => name !== '' && !optional && integrity === undefined,
  )
  expect(open).toEqual([])
})

it('states the bounds of queues as they are in the code', () => {
  const rows = [
    ...read('docs/bounds.md').matchAll(/^\| [^|]+ \| ([\d,]+) \| [^|]+ \| `([^`]+)` \|$/gm),
  ]
  expect(rows.length).toBeGreaterThan(12)
  for (const [, bound = '', file = ''] of rows) {
    const inCode = bound.replaceAll(',', '_')
    expect([file, new RegExp(`(= |\\?\\? )${inCode}\\b`).test(read(file))]).toEqual([file, true])
  }
})
