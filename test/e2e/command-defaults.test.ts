import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { runCoinswarm } from './run-coinswarm.ts'

// Builds what is stale, which is said.
beforeAll(() => runCoinswarm(['--version']), 120_000)

/** What a paper says of an option when it is left out: command, option, and where the number is. */
const said = {
  walkforward: [
    ['--train-pct', /`--train-pct` of the data \((\d+)\)/],
    ['--folds', /cut into `--folds` tests \((\d+)\)/],
    ['--groups', /`--groups N` \((\d+)\)/],
    ['--test-groups', /`--test-groups k` \((\d+)\)/],
    ['--purge-hours', /`--purge-hours` \((\d+)\)/],
    ['--embargo-hours', /`--embargo-hours` \((\d+)\)/],
  ],
  nulls: [['--draws', /Of `--draws` nulls \((\d+);/]],
  'reality-gap': [
    ['--horizon', /`--horizon` seconds \((\d+)\)/],
    ['--watch-bps', /below `--watch-bps` \((\d+)\)/],
    ['--alarm-bps', /from `--alarm-bps` \((\d+)\)/],
    ['--latency-ms', /log-normal around (\d+) ms/],
  ],
  sweep: [
    ['--objective', /any of `(\w+)` \(the default\)/],
    ['--grid-points', /`--grid-points` values of a range \((\d+)\)/],
  ],
} as const

it.each(Object.entries(said))(
  '%s takes by default what its paper says',
  async (command, options) => {
    const paper = readFileSync(`docs/${command}.md`, 'utf8').replaceAll(/\s+/g, ' ')
    const { stdout } = await runCoinswarm([command, '--help'])
    const help = stdout.replaceAll(/\s+/g, ' ')
    for (const [option, where] of options) {
      const number = where.exec(paper)?.[1]
      const own = help.split(new RegExp(` ${option} (?:<|\\[)`))[1]?.split(/ --[a-z]/)[0]
      expect([
        option,
        number,
        /\(?default:? (?:log-normal around )?"?(\w+)/.exec(own ?? '')?.[1],
      ]).toEqual([option, number, number])
      expect(number).toBeDefined()
    }
  },
)

it('a sweep goes by any objective that its paper names, and by no other', async () => {
  const paper = readFileSync('docs/sweep.md', 'utf8')
  const part = /`--objective` is any of(.*?)\. `--prune`/s.exec(paper)?.[1] ?? ''
  const named = [...part.matchAll(/`(\w+)`/g)].map(([, name]) => name)
  const { stdout } = await runCoinswarm(['sweep', '--help'])
  const choices = /--objective .*?\(choices: (.*?), default/s.exec(stdout)?.[1] ?? ''
  expect([...choices.matchAll(/"(\w+)"/g)].map(([, name]) => name)).toEqual(named)
})
