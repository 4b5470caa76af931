import { expect, it } from 'vitest'
import { apiDocument } from './api-document.ts'
import { firstSentence } from './first-sentence.ts'
import { publicNames } from './public-names.ts'

const tree = new Map([
  [
    'package.json',
    '{"exports":{"./sums":{"coinswarm-source":"./src/sums/index.ts"},"./package.json":"./p"}}',
  ],
  [
    'src/sums/index.ts',
    `export * from './deep/index.ts'\nexport { plus as add } from './plus.ts'\nexport { Random } from '../base/random.ts'`,
  ],
  ['src/sums/deep/index.ts', `export { type Pair, Sum, zero } from './sum.ts'`],
  [
    'src/sums/deep/sum.ts',
    `/** Two numbers. One | two. */
export type Pair = readonly [number, number]
/** Nothing. */
export const zero = 0
/** Adds up. */
export class Sum { constructor(start: number, { step }: { readonly step: number }) {} }`,
  ],
  [
    'src/sums/plus.ts',
    `/**\n * The sum of \`a\`\n * and b. Exact.\n *\n * @param a - One.\n */\nexport function plus(a: number, b = 0, ...rest: readonly number[]): number {}`,
  ],
  ['src/base/random.ts', `/** Far. */\n\nconst other = 1\nexport class Random extends Other {}`],
])

it('follows names through doors to the files that make them', () => {
  expect(publicNames('src/sums/index.ts', tree)).toEqual([
    {
      name: 'Pair',
      kind: 'type',
      takes: undefined,
      gives: 'Two numbers.',
      file: 'src/sums/deep/sum.ts',
    },
    {
      name: 'Sum',
      kind: 'class',
      takes: 'start, { step }',
      gives: 'Adds up.',
      file: 'src/sums/deep/sum.ts',
    },
    {
      name: 'zero',
      kind: 'value',
      takes: undefined,
      gives: 'Nothing.',
      file: 'src/sums/deep/sum.ts',
    },
    {
      name: 'add',
      kind: 'function',
      takes: 'a, b?, ...rest',
      gives: 'The sum of `a` and b.',
      file: 'src/sums/plus.ts',
    },
    { name: 'Random', kind: 'class', takes: undefined, gives: '', file: 'src/base/random.ts' },
  ])
})

it('declines a name that comes from nowhere', () => {
  const broken = new Map([
    ['a.ts', `export { x } from './b.ts'`],
    ['b.ts', 'export const y = 1'],
  ])
  expect(() => publicNames('a.ts', broken)).toThrow('a.ts: no x')
  expect(() => publicNames('a.ts', new Map([['a.ts', 'const x = 1\nexport { z as x }']]))).toThrow(
    'a.ts gives out z and does not make it',
  )
})

it('ends a sentence where the next begins, and not at what is cut short', () => {
  expect(firstSentence('* Spread, squared. 0 for equal ones. ')).toBe('Spread, squared.')
  expect(firstSentence('* As of Marsaglia et al. Bray wrote it. More.')).toBe(
    'As of Marsaglia et al. Bray wrote it.',
  )
  expect(firstSentence('* Mints it. @param x - One.')).toBe('Mints it.')
  expect(firstSentence('* @returns One.')).toBe('')
  expect(firstSentence('* A e.g. `b.c` d')).toBe('A e.g. `b.c` d')
  expect(firstSentence('')).toBe('')
})

it('counts by library and shows every name under the folder that makes it', () => {
  const page = apiDocument(tree)
  expect(page).toContain('5 names, by library and folder')
  expect(page).toContain('| [`coinswarm/sums`](#coinswarmsums) |  | 1 | 2 | 1 | 1 |')
  expect(page).toContain('### deep\n\n| name | gives |\n|---|---|\n| type `Pair` | Two numbers. |')
  expect(page).toContain('| `add(a, b?, ...rest)` | The sum of `a` and b. |')
})
