import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { metricFamilies } from './metric-families.ts'
import { PromRegistry } from './prom-registry.ts'
import { counted, sample } from './sample.ts'

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}

test('what nobody knows is not told as 0', async () => {
  const registry = await PromRegistry.open()
  await registry.text(sample('equity', 12.5))
  const text = await registry.text([...sample('cash', 3), ...sample('equity', null)])
  expect(linesOf(text).filter((line) => !line.includes('_seconds_'))).toEqual(['coinswarm_cash 3'])
})

test('labels are quoted, and a series that has ended is gone', async () => {
  const registry = await PromRegistry.open()
  const odd = 'a"b\\c\nd'
  const first = await registry.text(sample('agent_weight', 0.5, { agent: odd }))
  expect(first).toContain('coinswarm_agent_weight{agent="a\\"b\\\\c\\nd"} 0.5')
  const then = await registry.text(counted('orders_open', 'status', ['open', 'open', 'sent']))
  expect(then).not.toContain('coinswarm_agent_weight{')
  expect(then).toContain('coinswarm_orders_open{status="open"} 2')
})

test('series beyond the most are left out and counted', async () => {
  const registry = await PromRegistry.open()
  const many = Array.from({ length: 300 }, (_, i) =>
    sample('position_pnl', i, { instrument: `${i}` }),
  )
  const text = await registry.text(many.flat())
  expect(linesOf(text).filter((line) => line.startsWith('coinswarm_position_pnl'))).toHaveLength(
    250,
  )
  expect(text).toContain('coinswarm_series_dropped{family="position_pnl"} 50')
})

test('a name that is no metric is a bug of ours', async () => {
  const registry = await PromRegistry.open()
  await expect(registry.text(sample('nothing', 1))).rejects.toThrow('no metric is called nothing')
})

test('two registries share nothing', async () => {
  const [one, other] = [await PromRegistry.open(), await PromRegistry.open()]
  one.observe('turn_seconds', 0.01, {})
  expect(await one.text([])).toContain('coinswarm_turn_seconds_count 1')
  expect(await other.text([])).toContain('coinswarm_turn_seconds_count 0')
})

test('docs/metrics.md tells what each metric is', () => {
  const page = readFileSync('docs/metrics.md', 'utf8')
  for (const [name, { kind, help, labels = [] }] of Object.entries(metricFamilies)) {
    const told = labels.length === 0 ? '' : labels.map((label) => `\`${label}\``).join(', ')
    expect(page).toContain(`| \`coinswarm_${name}\` | ${kind} | ${told} | ${help} |`)
  }
})
