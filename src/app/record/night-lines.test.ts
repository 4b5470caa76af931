import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checksOf, nightLines } from './night-lines.ts'

let desk = ''
beforeAll(() => {
  desk = mkdtempSync(path.join(tmpdir(), 'coinswarm-nights-'))
  mkdirSync(path.join(desk, 'strategies'))
})
afterAll(() => rmSync(desk, { recursive: true }))

const ts = 1_767_225_600_000_000
const add = (...lines: readonly object[]): void =>
  appendFileSync(
    path.join(desk, 'strategies', 'cycles.jsonl'),
    lines.map((line) => `${JSON.stringify({ ts, ...line })}\n`).join(''),
  )

it('is empty where there was no night', () => {
  expect(nightLines(desk)).toEqual([])
})

it('tells a night that changed nothing, and one whose record ends before it does', () => {
  add(
    { kind: 'cycle-began', cycle: 1, context: 'c', author: 'mutation' },
    { kind: 'cycle-decided', cycle: 1, decision: 'no-change', why: 'all is well' },
    { kind: 'cycle-ended', cycle: 1, outcome: 'no-change', why: 'all is well' },
    { kind: 'cycle-began', cycle: 1, context: 'c', author: 'a model' },
  )
  appendFileSync(path.join(desk, 'strategies', 'cycles.jsonl'), '{"kind":"cycle-en')
  expect(nightLines(desk)).toMatchObject([
    { t: ts / 1_000, night: 1, decision: 'no-change', outcome: 'no-change', candidates: [] },
    { night: 2, cycle: 1, author: 'a model', decision: '', outcome: 'unfinished' },
  ])
})

it('has every question of a gate, also of a record that has their answers alone', () => {
  const checked = { kind: 'candidate-checked', cycle: 2, isPassed: false, why: 'no' }
  const row = { name: 'overfitting', status: 'fail', figures: { probability: 0.6 }, why: 'chance' }
  appendFileSync(path.join(desk, 'strategies', 'cycles.jsonl'), '\n')
  add(
    { kind: 'cycle-began', cycle: 2, context: 'c', author: 'mutation' },
    { kind: 'candidate-written', cycle: 2, version: 'v', idea: 'tighter' },
    { ...checked, version: 'v', step: 'review', isPassed: true, figures: { added: 1 } },
    { ...checked, version: 'v', step: 'gate', figures: { overfitting: 'fail', trend: 'NOT RUN' } },
    { ...checked, version: 'v', step: 'gate', figures: { overfitting: 'fail', rows: [row] } },
  )
  const [review, bare, whole] = checksOf(nightLines(desk), 'v')
  expect(review).toEqual({ step: 'review', isPassed: true, why: 'no', answers: [] })
  expect(bare?.answers).toEqual([
    { name: 'overfitting', status: 'fail', figures: {}, why: '' },
    { name: 'trend', status: 'NOT RUN', figures: {}, why: '' },
  ])
  expect(whole?.answers).toEqual([row])
})
