import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { nodeDisk } from '../../kernel/index.ts'
import { sealBroken, type SealedPlace, sealShell } from './shell-seal.ts'

let folder = ''
let place: SealedPlace

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-seal-'))
  const of = (name: string): string => path.join(folder, name)
  writeFileSync(of('gate.ts'), 'export const deflatedMin = 0.95\n')
  writeFileSync(of('coinswarm.toml'), '[risk]\n')
  writeFileSync(of('trials.jsonl'), '{"trial":1}\n')
  const settings = [of('coinswarm.toml'), of('not-there.toml')]
  place = { disk: nodeDisk, settings, growing: [of('trials.jsonl')], program: folder }
})

afterEach(() => rmSync(folder, { recursive: true }))

it('holds while nothing but the ledger of trials grows', () => {
  const seal = sealShell(place)
  expect(sealBroken(seal, place)).toBeUndefined()
  appendFileSync(path.join(folder, 'trials.jsonl'), '{"trial":2}\n')
  // Its name ends otherwise than a program's does.
  expect(sealBroken(seal, place)).toBeUndefined()
})

it.each([
  ['gate.ts', 'export const deflatedMin = 0.50\n', 'the program'],
  ['more.ts', 'export {}\n', 'the program'],
  ['coinswarm.toml', '[risk]\nisLongOnly = false\n', 'the settings'],
  ['not-there.toml', '', 'the settings'],
  ['trials.jsonl', '{"trial":9}\n', 'trials.jsonl was changed'],
  ['trials.jsonl', '', 'trials.jsonl was changed'],
])('is broken by another %s', (name, text, said) => {
  const seal = sealShell(place)
  writeFileSync(path.join(folder, name), text)
  if (name === 'not-there.toml' && text === '') writeFileSync(path.join(folder, name), '# x\n')
  expect(sealBroken(seal, place)).toContain(said)
})

it('is of the program that runs', () => {
  const { program } = sealShell({ disk: nodeDisk, settings: [], growing: [] })
  expect(program).toMatch(/^[0-9a-f]{64}$/)
  expect(sealShell({ disk: nodeDisk, settings: [], growing: [] }).program).toBe(program)
})
