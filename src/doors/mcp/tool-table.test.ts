import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toolTable } from './tool-table.ts'

/** Every command that a tool may begin with. A new one is a decision, made here. */
const allowed = [
  /^mode show$/,
  /^strategy (truth|sql|list|show|diff|thoughts)( |$)/,
  /^report weekly$/,
  /^limits show$/,
  /^memory (search|lessons)( |$)/,
  /^data list$/,
  /^agents$/,
  /^indicators( |$)/,
  /^audit list( |$)/,
  /^config$/,
  /^(backtest|sweep|walkforward|gate|soundness|experiment run) /,
]
const harmful =
  /^--?(report|out|agent=.*[./]|bars=(?!\/desk\/catalog\/)|config|desk|sources|ticks|write|add)/

const words = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'kill',
    '--live',
    '../../x',
    'a.ts',
    '/etc/passwd',
    'select 1',
    'generated',
    'abcd',
  ),
  fc.constantFrom('__proto__', '$(id)', '-1', 'fast=--x', 'trend', 'a=1', 'a=1..3', 'x/../../y'),
  fc.integer(),
)
const keys = [
  ...new Set(toolTable.flatMap(({ schema }) => Object.keys(schema.shape))),
  'reason',
  'report',
  'live',
]
const asked = fc.dictionary(
  fc.constantFrom(...keys),
  fc.oneof(words, fc.array(words, { maxLength: 3 })),
)

it.each(toolTable)(
  'lets $name reach no command that changes a desk, whatever it is told',
  (tool) => {
    fc.assert(
      fc.property(fc.oneof(asked, fc.anything(), fc.constant({})), (args) => {
        let argv: readonly string[]
        try {
          argv = tool.argv(args, '/desk')
        } catch (error) {
          expect(error).toHaveProperty('issues')
          return
        }
        expect(allowed.some((each) => each.test(argv.join(' ')))).toBe(true)
        for (const word of argv) {
          expect(word).not.toMatch(harmful)
          expect(word).not.toMatch(/\.\.\/|\/\.\./)
        }
      }),
      { numRuns: 300 },
    )
  },
)

it.each([
  { agent: ['./mine.ts'] },
  { agent: ['mine.ts'] },
  { data: '../journal/000001.seg' },
  { data: '/etc/passwd' },
  { market: 'kraken' },
  { report: 'page.html' },
  { sources: '/' },
])('declines %j of a backtest', (args) => {
  const backtest = toolTable.find(({ name }) => name === 'backtest')
  expect(() => backtest?.argv(args, '/desk')).toThrow(/./)
})
