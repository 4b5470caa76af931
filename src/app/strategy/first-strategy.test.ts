import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { breedStrategies } from './breed-strategies.ts'
import { changeStrategies } from './desk-strategies.ts'
import { freezeFirst, keepFirst } from './first-strategy.ts'

it('after strategies were bred, nights begin with the first of them as the control', () => {
  const desk = mkdtempSync(path.join(tmpdir(), 'coinswarm-first-'))
  const ground = { minutes: [1_440], mayShort: false }
  breedStrategies(desk, { seed: 1, count: 2, ground, ts: 5 })
  changeStrategies(desk, (registry) => {
    freezeFirst(registry, 0)
    const control = registry.book.control('strategy')
    expect(control).toMatchObject({ note: 'the first strategy', ts: 5, isControl: true })
    expect(keepFirst(registry, 9)).toBe(control?.id)
    // Whoever is the control stays it.
    freezeFirst(registry, 9)
    expect(registry.book.versions.filter(({ isControl }) => isControl)).toHaveLength(1)
    expect(registry.book.versions).toHaveLength(3)
  })
  rmSync(desk, { recursive: true })
})
