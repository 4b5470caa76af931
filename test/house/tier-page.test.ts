import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { defaultCaps } from '../../src/execution/index.ts'
import { tiers } from '../../src/risk/index.ts'

const page = readFileSync('docs/capital-tiers.md', 'utf8')

it('has the tiers as they are', () => {
  for (const { name, from, limits, strategiesMax, modelPerMonth } of tiers) {
    const { positionMax, concentrationMax, grossMax, heatMax } = limits
    const { ordersPerDayMax, tradesPerDayMax, orderNotionalMin } = limits
    const shares = [positionMax, concentrationMax, grossMax, heatMax]
    const counts = [ordersPerDayMax, tradesPerDayMax, orderNotionalMin]
    const row = [name, from, ...shares, ...counts, strategiesMax, modelPerMonth]
    expect(page).toContain(`| ${row.join(' | ')} |`)
  }
})

it('has the hard caps as they are by default', () => {
  for (const [name, value] of Object.entries(defaultCaps))
    expect(page).toContain(`| \`caps.${name}\` | ${value} |`)
})
