import { expect, it } from 'vitest'
import type { IndicatorSpec } from './define-indicator.ts'
import { indicatorCatalog } from './index.ts'
import * as features from './index.ts'

const specs: readonly IndicatorSpec[] = Object.values(indicatorCatalog)
  .flat()
  .map(({ spec }) => spec)

const exported = new Map<string, unknown>(Object.entries(features))

/** What the function of that name, exported to all, makes of `parameters`. */
function made(name: string, parameters: readonly (number | string)[]): unknown {
  const factory = exported.get(name)
  return typeof factory === 'function' ? Reflect.apply(factory, undefined, parameters) : undefined
}

it('the catalog has each indicator once', () => {
  expect(new Set(specs.map(({ key }) => key)).size).toBe(specs.length)
})

it.each(specs.map(({ key }) => key))('%s is the call that makes it', (key) => {
  const [, name = '', inside = ''] = /^([a-z][a-zA-Z0-9]*)\((.*)\)$/.exec(key) ?? []
  const words = inside === '' ? [] : inside.split(',')
  const parameters = words.map((word) => (Number.isNaN(Number(word)) ? word : Number(word)))
  // The windows of this one are lists.
  const spec = name === 'kst' ? made(name, []) : made(name, parameters)
  expect(spec).toMatchObject({ key })
})

it('lines are named in camel case, each once, and the first goes by the key itself', () => {
  for (const spec of specs) {
    const names = spec.lines.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z][a-zA-Z0-9]*$/)
    expect(names.map((name) => spec.line(name).key)).toEqual(
      names.map((name, i) => (i === 0 ? spec.key : `${spec.key}.${name}`)),
    )
  }
})

it('every entry says what it is, by which custom, and what it was held to', () => {
  for (const { spec, title, convention, agreesWith } of Object.values(indicatorCatalog).flat()) {
    expect(title).toMatch(/^[A-Z]/)
    expect([spec.key, convention, agreesWith]).not.toContain('')
  }
})
