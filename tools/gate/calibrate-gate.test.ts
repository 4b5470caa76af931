// @module-tag long

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { drifts, gateRate, sharpeOfReader } from './calibrate-gate.ts'
import { gateCases } from './gate-tables.ts'

describe('markets of known truth', () => {
  it('have the Sharpe ratio that is planted in them', () => {
    expect(sharpeOfReader(drifts[1.5], 150)).toBeCloseTo(1.5, 0)
    expect(sharpeOfReader(drifts[3], 150)).toBeCloseTo(3, 0)
    expect(sharpeOfReader(drifts[0], 150)).toBeLessThan(0)
  })
})

/** A little of what `docs/gate.md` is made of. The seeds are the page's first. */
describe('the gate, on markets of known truth', () => {
  it('turns noise back', () => {
    const noise = { name: '', family: 1, sharpe: 0, isFree: true, markets: 40 } as const
    expect(gateRate(noise, 19).passes).toBeLessThanOrEqual(4)
    expect(gateRate({ ...noise, family: 30, markets: 3 }, 19).passes).toBe(0)
  })

  it('finds an edge that was the only thing tried, and not when it was one of a hundred', () => {
    const planted = { name: '', family: 1, sharpe: 1.5, markets: 20 } as const
    expect(gateRate(planted, 19).passes).toBeGreaterThanOrEqual(13)
    expect(gateRate({ ...planted, family: 100, markets: 3 }, 19).passes).toBeLessThanOrEqual(1)
  })

  it('finds a large one among a hundred', () => {
    const planted = { name: '', family: 100, sharpe: 3, markets: 4 } as const
    expect(gateRate(planted, 19).passes).toBeGreaterThanOrEqual(3)
  })

  it('is described by a page that has a row for each case', () => {
    const page = readFileSync('docs/gate.md', 'utf8')
    for (const { name, family, markets } of gateCases)
      expect(page).toContain(`| ${name} | ${family} | ${markets} |`)
  })
})
