import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { blocksOf, saveBlock } from '../../tools/paper-commands.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-bot-'))
symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'))
const started: ReturnType<typeof spawn>[] = []
afterAll(async () => {
  // A program that is still stopping writes into the folder that is to go.
  const ends = started
    .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
    .map((child) => new Promise((resolve) => void child.once('close', resolve)))
  for (const child of started) child.kill('SIGINT')
  await Promise.all(ends)
  rmSync(folder, { recursive: true })
})

/** Starts a program and waits until it has printed `until`, or ended. */
async function printed(args: readonly string[], env: object, until: RegExp): Promise<string> {
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, ...env } })
  started.push(child)
  let text = ''
  return new Promise((resolve) => {
    const hear = (part: Buffer): void => {
      text += part.toString()
      if (until.test(text)) resolve(text)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('close', () => resolve(text))
  })
}

it('runs the script of the page on testing a bot, with ccxt as it is', async () => {
  const [script] = blocksOf(readFileSync('docs/test-your-bot.md', 'utf8')).filter(
    ({ language }) => language === 'js',
  )
  if (script === undefined) throw new Error('the page shows no script')
  expect(script.text.trim().split('\n').length).toBeLessThanOrEqual(10)
  saveBlock(script, folder)
  const bin = path.resolve('bin/coinswarm.mjs')
  const args = ['exchange', '--dialect', 'binance', '--port', '0', '--market', 'generated']
  const told = await printed([bin, ...args, '--desk', folder], {}, /http:\/\/127\.0\.0\.1:\d+/)
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0]
  if (address === undefined) throw new Error(`no address was told: ${told}`)
  const output = await printed(['test-bot.mjs'], { EXCHANGE: address }, /^BTC [\d.]+$/m)
  expect(output).toMatch(/^closed 0\.01\nBTC 0\.0\d+\n/)
}, 60_000)
