import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/base/index.ts'
import { headerJson, parseHeader, type RunHeader } from '../../src/engine/index.ts'
import { guardedScene } from '../simulation/guarded-scene.ts'

type Loose = { [key: string]: Json }

const header: RunHeader = {
  setup: { ...guardedScene(1).setup, windDown: { stages: 4, everyUs: 60_000_000 } },
  agents: [{ from: 'trend', parameters: { fast: 3 } }],
  source: { kind: 'generated', label: 'generated', market: ['generated'] },
  desk: '00000000000000ab',
}

/** As it comes back from a journal. */
function written(): Loose {
  return JSON.parse(JSON.stringify(headerJson(header, ['trend'])))
}

/** The table at `path` of a header. */
function tableAt(of: Loose, path: readonly string[]): Loose {
  let table: Loose = of
  for (const name of path) {
    const inner = table[name]
    if (typeof inner !== 'object') throw new Error(name)
    // A copy that a test may write to, put where the other was.
    const copy: Loose = Object.fromEntries(Object.entries(inner ?? {}))
    table[name] = copy
    table = copy
  }
  return table
}

/** What is said of a header in which something was done to the table at `path`. */
function said(path: readonly string[], change: (table: Loose) => void): string {
  const of = written()
  change(tableAt(of, path))
  const parsed = parseHeader(of)
  return parsed.ok ? 'taken' : parsed.error
}

it('a header that is whole comes back as it was', () => {
  const parsed = parseHeader(written())
  if (!parsed.ok) throw new Error(parsed.error)
  const { agents: _, ...setup } = guardedScene(1).setup
  expect(parsed.value).toEqual({ ...header, setup: { ...setup, windDown: header.setup.windDown } })
})

const places = [
  ['limits'],
  ['guard', 'breakers'],
  ['guard', 'caps'],
  ['guard'],
  ['windDown'],
  ['costs'],
]
const keys = places.flatMap((path) =>
  Object.keys(tableAt(written(), path))
    .filter((key) => !['breakers', 'caps', 'reading', 'matching'].includes(key))
    .map((key) => [[...path, key].join('.'), path, key] as const),
)

describe('a journal that says of', () => {
  it('limits, breakers and caps all there is to say', () => {
    expect(keys.length).toBeGreaterThan(60)
  })

  it.each(keys)(
    '%s nothing, or what is no value of it, is declined by that name',
    (name, path, key) => {
      const missing = said(path, (table) => Reflect.deleteProperty(table, key))
      expect(missing).toMatch(/^in the header of the run, /)
      expect(missing).toContain(`${name} is missing`)
      // JSON has no other word for what is no number.
      for (const bad of [null, '0.1', {}, [], key.startsWith('fee') ? 'x' : -1]) {
        const told = said(path, (table) => void (table[key] = bad))
        expect(told).toContain(`${name} `)
      }
    },
  )

  it.each(places)('%s %s something foreign is declined by its name', (...path) => {
    const own = path.filter((name) => name !== undefined)
    const told = said(own, (table) => void (table['heatMaximum'] = 1))
    expect(told).toContain(`${own.join('.')}.heatMaximum is not known to this version`)
  })

  it.each([
    'seed',
    'quorum',
    'rebalanceMin',
    'cash',
    'intervalsUs',
    'instruments',
    'costs',
    'limits',
    'seats',
    'source',
    'desk',
    'version',
  ])('%s nothing, or nonsense, is declined', (key) => {
    expect(said([], (of) => Reflect.deleteProperty(of, key))).not.toBe('taken')
    for (const bad of [null, 'x', {}, [], [null], -1])
      expect(
        said([], (of) => void (of[key] = bad)),
        `${key} ${JSON.stringify(bad)}`,
      ).not.toBe('taken')
  })
})

it('who is guarded is not so by half', () => {
  for (const part of ['breakers', 'caps'])
    expect(said(['guard'], (guard) => Reflect.deleteProperty(guard, part))).toContain(
      `guard.${part} is missing or is no table`,
    )
  for (const bad of [null, 1, [], {}, 'yes'])
    expect(said([], (of) => void (of['guard'] = bad))).toContain('guard')
})

it('a journal of before there were guards has the limits of then, and the others mean none', () => {
  const later = ['heatMax', 'varMax', 'concentrationMax', 'leverageMax', 'kellyMax']
  const before = said([], (of) => {
    Reflect.deleteProperty(of, 'guard')
    const limits = tableAt(of, ['limits'])
    for (const key of later) Reflect.deleteProperty(limits, key)
  })
  expect(before).toBe('taken')
  for (const key of ['positionMax', 'dailyLossMax', 'isLongOnly', 'costBuffer'])
    expect(
      said([], (of) => {
        Reflect.deleteProperty(of, 'guard')
        Reflect.deleteProperty(tableAt(of, ['limits']), key)
      }),
    ).toContain(`limits.${key} is missing`)
})

it('voices that count by something unknown, or a swarm that is not whole, are declined', () => {
  const swarm = { capacity: 2, coolDownUs: 0, watchers: 3, columns: [] }
  const put = (key: string, value: Json): string => said([], (of) => void (of[key] = value))
  expect([put('votes', 'earned'), put('legsShareMax', 0.5), put('swarm', swarm)]).toEqual([
    ...['taken', 'taken', 'taken'],
  ])
  for (const bad of [null, 'claimed', 1, {}, []]) expect(put('votes', bad)).not.toBe('taken')
  for (const bad of [null, 0, 2, -1, 'x', {}]) expect(put('legsShareMax', bad)).not.toBe('taken')
  const column = { moat: 'nowhere', column: 'x' }
  const halves: Json[] = [null, 1, {}, { ...swarm, capacity: 1.5 }, { ...swarm, more: 1 }]
  halves.push({ ...swarm, columns: null }, { ...swarm, columns: [column] })
  halves.push({ ...swarm, recalls: false }, { ...swarm, recalls: 1 })
  for (const bad of halves) expect(put('swarm', bad)).not.toBe('taken')
  expect(put('swarm', { ...swarm, recalls: true })).toBe('taken')
  expect(put('yardsticks', true)).toBe('taken')
  expect(put('yardsticks', false)).toContain('yardsticks is true or left out')
})

it('what is no header at all is declined', () => {
  for (const none of [null, 1, 'x', [], {}, true]) expect(parseHeader(none).ok).toBe(false)
})
