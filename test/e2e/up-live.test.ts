import { expect, it } from 'vitest'
import { runCoinswarm } from './run-coinswarm.ts'

it('refuses to send real orders, check by check, with exit code 1', async () => {
  const { code, stdout } = await runCoinswarm(['up', '--live', '--venue', 'kraken'])
  expect(code).toBe(1)
  expect(stdout).toMatch(/^no go {2}keys/m)
  expect(stdout).toMatch(/no real order is sent/)
})

it.each([
  [['--live'], 'needs --venue NAME'],
  [['--live', '--paper', '--venue', 'kraken'], 'exclude each other'],
  [['--venue', 'kraken', '--market', 'generated'], 'leave --market out'],
  [['--venue', 'nowhere', '--headless'], 'nowhere'],
])('declines %j', async (args, sentence) => {
  const { code, stderr } = await runCoinswarm(['up', ...args, '--desk', '/nowhere/desk'])
  expect(code).toBe(2)
  expect(stderr).toContain(sentence)
})
