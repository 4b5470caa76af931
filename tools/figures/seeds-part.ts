import { programs } from './code-of-part.ts'
import type { Figure, Part } from './figure.ts'
import { runCommand } from './run-command.ts'

/** A range of seeds of one of the simulations, and how many of them broke a rule. */
export function seedsPart(script: string, from: string, howMany: string, count: number): Part {
  const args = ['run', '--silent', script, '--', from, '1', howMany, `${count}`]
  return {
    name: script,
    command: `npm run ${script} -- ${from} 1 ${howMany} ${count}`,
    isTimed: false,
    reads: programs,
    measure: async () => [seedFigure(await runCommand('npm', args, { mayFail: true }), count)],
  }
}

/** What a tool of seeds said at its end. */
export function seedFigure(output: string, count: number): Figure {
  const hash = /passed: ([0-9a-f]{64})/.exec(output)?.[1]
  const failed = /(\d+) of \d+ seeds failed/.exec(output)?.[1]
  const name = `seeds of ${count} that break a rule`
  const asked = '<= 0 seeds'
  if (hash === undefined && failed === undefined)
    return { name, asked, value: null, unit: 'seeds', status: 'failed', note: 'it did not end' }
  const note = hash === undefined ? undefined : `hash ${hash.slice(0, 16)}`
  return { name, asked, value: Number(failed ?? 0), unit: 'seeds', status: 'measured', note }
}
