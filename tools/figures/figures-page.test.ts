import { expect, it } from 'vitest'
import { figuresPage } from './figures-page.ts'
import { gateRates } from './gate-rates.ts'
import { installTimes, mutationScores } from './read-pages.ts'
import { seedFigure } from './seeds-part.ts'

const machine = { machine: '2 x a processor', node: 'v24' }

it('says what was asked, what was measured, and how many are as asked', () => {
  const page = figuresPage(machine, [
    {
      ...{ part: 'book.delta', command: 'npx coinswarm bench book.delta', commit: 'abcdef0123' },
      seconds: 130,
      figures: [
        {
          ...{
            name: 'book.delta',
            asked: '<= 40 ns',
            value: 31.26,
            unit: 'ns',
            status: 'measured',
          },
          ...{ spread: [30, 33], peer: 'a | loop', ratio: 0.5, ratioSpread: [0.4, 0.6] },
        },
        { name: 'busy', asked: 'ratio >= 2', value: 1, unit: '', ratio: 1, status: 'measured' },
        { name: 'wrong', asked: '', value: null, unit: '', status: 'failed', note: 'other fills' },
      ],
    },
  ])
  expect(page).toContain('2 x a processor, Node v24, abcdef01, 2 min in all.')
  expect(page).toContain('3 figures: 1 are what was asked, 2 are not')
  expect(page).toContain(
    '| `book.delta` | <= 40 ns | 31.3 ns | (30 to 33) | 0.5 (0.4 to 0.6) | a \\| loop | yes |',
  )
  expect(page).toContain('| `busy` | ratio >= 2 | 1 |  | 1 |  | **no** |')
  expect(page).toContain('| `wrong` |  |  |  |  |  | FAILED: other fills |')
})

it('says of a part that was not measured that it was not', () => {
  const figures = [{ name: 'x', asked: '', value: null, unit: '', status: 'absent' } as const]
  const part = { part: 'x', command: 'npm test', commit: '', seconds: 0, figures }
  const page = figuresPage(machine, [part])
  expect(page).toContain('1 figures: 0 are what was asked, 0 are not')
  expect(page).toContain('`npm test`, not measured\n')
  expect(page).toContain('| `x` |  |  |  |  |  | NOT MEASURED |')
})

it('reads how many seeds broke a rule', () => {
  const hash = 'd5'.repeat(32)
  expect(seedFigure(`seeds 1 to 9 passed: ${hash}\n`, 9)).toMatchObject({ value: 0 })
  expect(
    seedFigure('seed 3: lost\n1 of 9 seeds failed; nothing is written down\n', 9),
  ).toMatchObject({ value: 1, status: 'measured' })
  expect(seedFigure('killed', 9)).toMatchObject({ value: null, status: 'failed' })
})

it('reads the rates of the gate from its page', () => {
  const page = [
    '| strategies | tried | markets | passed | interval |',
    '|---|---|---|---|---|',
    '| noise, trading free | 1 | 1000 | 0.50 % | 0.21 % to 1.2 % | 5.8 % |',
    '| planted, Sharpe 1.5 | 100 | 100 | 4.0 % | 1.6 % to 9.8 % |  |',
    '| planted, Sharpe 1.5 | 1 | 500 | 81.0 % | 77.3 % to 84.2 % |  |',
    '',
  ].join('\n')
  expect(gateRates(page)).toMatchObject([
    { asked: '<= 5 %', value: 0.5, spread: [0.21, 1.2] },
    { asked: '', value: 4 },
    { asked: '>= 80 %', value: 81 },
  ])
})

it('reads scores of mutation, and times of the installation', () => {
  const mutation = [
    '| room | mutants | killed | timed out | survived | not reached | of these accepted | score | unanswered |',
    '|---|---|---|---|---|---|---|---|---|',
    '| `ledger` | 100 | 90 | 1 | 9 | 0 | 7 | 91.0 % | 2 |',
    '',
  ].join('\n')
  expect(mutationScores(mutation)).toMatchObject([
    { name: 'ledger: share of 100 mutants that were noticed', asked: '>= 85 %', value: 91 },
    { name: 'ledger: survivors that nobody has answered', value: 2 },
  ])
  const install = [
    '| started by | packages installed | built and started | the page answers after |',
    '|---|---|---|---|',
    '| v20.19.6 | 29.9 | 60.3 | 90.2 |',
    '',
  ].join('\n')
  expect(installTimes(install)).toMatchObject([
    { name: 'Node v20.19.6: from an empty cache to the page', value: 90.2 },
  ])
})
