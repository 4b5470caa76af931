import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type Claim, isGone, readClaims } from '../../tools/claims/read-claims.ts'
import { paperSentences } from '../../tools/claims/paper-sentences.ts'

const read = (file: string): string => readFileSync(file, 'utf8')
const { claims, others } = readClaims(read('docs/claims.md'))
const said = paperSentences(read('README.md'))

it('has every sentence of the README, and none that is no longer said', () => {
  const known = new Set([...claims.map(({ text }) => text), ...others])
  expect(said.length).toBeGreaterThan(30)
  expect(said.filter((sentence) => !known.has(sentence))).toEqual([])
  expect([...known].filter((sentence) => !said.includes(sentence))).toEqual([])
})

it('names for every claim a test or a command that is there', () => {
  expect(claims.filter(({ proofs }) => proofs.length === 0)).toEqual([])
  expect(claims.flatMap(gone)).toEqual([])
})

it('finds a test, a title or a command that is gone', () => {
  const told = '| A desk flies. | `test/no.test.ts`<br>`npm run fly`<br>`README.md`: "it flies" |'
  const [claim] = readClaims(told).claims
  expect(claim?.text).toBe('A desk flies.')
  expect(claim === undefined ? [] : gone(claim)).toHaveLength(3)
})

function gone({ proofs }: Claim): readonly string[] {
  return proofs.filter(isGone).map(({ name, title }) => `${name} ${title ?? ''}`)
}
