import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { printRecipe } from '../recipe/print-recipe.ts'
import { firstRecipe } from '../recipe/recipe.ts'
import { checkStrategy } from './check-strategy.ts'

const good = `import { defineStrategy } from 'coinswarm/agents'
import { ema } from 'coinswarm/features'
export const strategy = defineStrategy({ name: 'x', summary: 'x', parameters: {},
  features: () => ({ fast: ema(9) }), onBar: (view) => undefined })`

describe('a module that is as it should be', () => {
  it.each([
    ['a small one', good],
    ['what a recipe prints', printRecipe(firstRecipe)],
    ['an example', readFileSync('examples/ema-cross.ts', 'utf8')],
    ['one with quotes', readFileSync('examples/quote-keeper.ts', 'utf8')],
    [
      'names of its own that are absent elsewhere',
      `${good}\nconst f = (process: number) => process`,
    ],
    ['a date of the bar', `${good}\nconst d = (us: number) => new Date(us / 1_000).getUTCHours()`],
  ])('%s has no fault', (_, source) => {
    expect(checkStrategy(source)).toEqual([])
  })
})

describe('what is wrong is told with its line and what to write instead', () => {
  it.each([
    ['const x: = 1', 1, 'parse', /./],
    [
      `import fs from 'node:fs'\n${good}`,
      1,
      'import',
      /There is no 'node:fs' here; there are coin/,
    ],
    [`import { emaa } from 'coinswarm/features'\n${good}`, 1, 'import', /perhaps ema is meant/],
    [`${good}\nimport('x')`, 5, 'import', /import at the top/],
    [`${good}\nexport * from 'coinswarm/agents'`, 5, 'import', /passes nothing on/],
    [`${good}\nconst f = () => process.env`, 5, 'absent', /There is no process here/],
    [`${good}\nconst f = () => fetch('x')`, 5, 'absent', /There is no fetch here/],
    [`${good}\nconst f = () => Date.now()`, 5, 'absent', /view\.asOf is the time/],
    [`${good}\nconst f = () => new Date()`, 5, 'absent', /There is no clock/],
    [`${good}\nconst f = () => Math.random()`, 5, 'absent', /view\.chance comes from the seed/],
    [`${good}\nconst f = (d: Date) => d.getHours()`, 5, 'absent', /write getUTCHours/],
    [`${good}\nconst f = () => [].constructor`, 5, 'absent', /no use for 'constructor'/],
    [`${good}\nconst f = () => []['constructor']`, 5, 'absent', /no use for 'constructor'/],
    [`${good}\nlet count = 0`, 5, 'state', /must be const/],
    [`${good}\nconst f = () => { while (true) {} }`, 5, 'loop', /never ends/],
    [`${good}\nconst f = async () => 1`, 5, 'async', /answers at once/],
    ['export const x = 1', 1, 'definition', /exports one definition/],
    [`${good}\nexport const b = defineStrategy({})`, 5, 'definition', /exports one definition/],
  ] as const)('%s', (source, line, rule, message) => {
    const faults = checkStrategy(source)
    expect(faults.map((fault) => fault.rule)).toContain(rule)
    const first = faults.find((fault) => fault.rule === rule)
    expect(first?.message).toMatch(message)
    if (rule !== 'parse') expect(first?.line).toBe(line)
  })
})

it('lets a loop be that has an end, and is not fooled into silence by its length', () => {
  const loops = `${good}\nconst f = () => { for (;;) { if (Math.abs(1) > 0) break } }`
  expect(checkStrategy(loops)).toEqual([])
  expect(checkStrategy(`//${'x'.repeat(70_000)}`)[0]?.message).toMatch(/longer than 65536/)
  const many = `${good}\n${'const f = process;'.repeat(500)}`
  expect(checkStrategy(many).length).toBeLessThanOrEqual(50)
})
