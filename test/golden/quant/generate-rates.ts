/**
 * Writes the rates-*.json of the subjects below beside this file: how often each test
 * rejects on samples without and with an edge, from fixed seeds.
 *
 * Run from the top of the project: node scripts/node24.mjs --conditions=coinswarm-source
 *   test/golden/quant/generate-rates.ts
 * Run it only when a test or its samples are meant to change, and read what changed.
 */
import { writeFileSync } from 'node:fs'
import { type RateCase, rateOf } from './rates.ts'
import { changePointCases } from './rates-change-point.ts'
import { cointegrationCases } from './rates-cointegration.ts'
import { hypothesisCases } from './rates-hypothesis.ts'
import { reductionCases } from './rates-reduction.ts'
import { selectionCases } from './rates-selection.ts'
import { tailCases } from './rates-tail.ts'
import { volatilityCases } from './rates-volatility.ts'

const subjects: readonly (readonly [subject: string, cases: readonly RateCase[]])[] = [
  ['cointegration', cointegrationCases],
  ['change-point', changePointCases],
  ['hypothesis', hypothesisCases],
  ['reduction', reductionCases],
  ['selection', selectionCases],
  ['tail', tailCases],
  ['volatility', volatilityCases],
]

for (const [subject, cases] of subjects) {
  const path = new URL(`rates-${subject}.json`, import.meta.url)
  writeFileSync(path, `${JSON.stringify(cases.map(rateOf), undefined, 1)}\n`)
}
