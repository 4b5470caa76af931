import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepPrompts, readPrompts, writePrompts } from './prompt-files.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/coinswarm-prompts-`)
})
afterEach(() => rmSync(folder, { recursive: true }))

it('are what ships until a person writes a file, and then that file', () => {
  const shipped = readPrompts(folder)
  expect(shipped.own).toEqual([])
  expect(writePrompts(folder)).toEqual(['identity.md', 'system.md', 'memory.md', 'mandate.md'])
  expect(readPrompts(folder).set).toEqual(shipped.set)
  writeFileSync(`${folder}/prompts/memory.md`, 'Only this: {{versions}}')
  writeFileSync(`${folder}/prompts/mandate.md`, ' Grow slowly. \n')
  // What a person wrote is not written over.
  expect(writePrompts(folder)).toEqual([])
  const own = readPrompts(folder)
  expect([own.mandate, own.set.templates.memory]).toEqual([
    'Grow slowly.',
    'Only this: {{versions}}',
  ])
  expect(own.set.version).not.toBe(shipped.set.version)
})

it('say which file cannot be filled in, and the way out', () => {
  mkdirSync(`${folder}/prompts`)
  writeFileSync(`${folder}/prompts/system.md`, 'Tell me {{secrets}}')
  expect(() => readPrompts(folder)).toThrow(/system prompt asks for \{\{secrets\}\}.*remove it/)
  writeFileSync(`${folder}/prompts/system.md`, 'fine')
  writeFileSync(`${folder}/prompts/mandate.md`, 'x'.repeat(5_000))
  expect(() => readPrompts(folder)).toThrow(/mandate.*4000 characters; shorten/)
})

it('are kept by their version, once', () => {
  const { set } = readPrompts(folder)
  keepPrompts(folder, set)
  keepPrompts(folder, set)
  const kept = readFileSync(`${folder}/prompts/versions/${set.version}.json`, 'utf8')
  expect(JSON.parse(kept)).toEqual(set.templates)
})
