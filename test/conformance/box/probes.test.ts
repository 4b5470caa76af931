// @module-tag long
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Box } from '../../../src/app/index.ts'
import { boxPlan } from './box-plan.ts'
import type { Probe } from './probe.ts'
import { escapeProbes } from './probes-escape.ts'
import { harmProbes, tamperProbes } from './probes-harm.ts'
import { chanceProbes, evasionProbes, leakProbes, signalProbes } from './probes-leak.ts'

const canary = 'canary-4f1c9a7be2d0'
const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-box-'))
const file = path.join(folder, 'canary.txt')
let visits = 0
const sink = net.createServer((socket) => {
  visits += 1
  socket.destroy()
})
const lag = monitorEventLoopDelay({ resolution: 1 })
let box: Box | undefined

beforeAll(async () => {
  writeFileSync(file, canary)
  process.env['COINSWARM_CANARY'] = canary
  await new Promise<void>((done) => sink.listen(0, '127.0.0.1', done))
  honest = await honestHash(await ready())
  lag.enable()
})

afterAll(() => {
  lag.disable()
  box?.end()
  sink.close()
  delete process.env['COINSWARM_CANARY']
  rmSync(folder, { recursive: true })
})

/** A box that is there; the same as long as nobody took it down. */
async function ready(): Promise<Box> {
  if (box !== undefined && !box.isEnded) return box
  box = await Box.start()
  await box.market(boxPlan)
  return box
}

function port(): number {
  const address = sink.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

let honest = ''

/** What a module that does nothing wrong comes to in this box. */
async function honestHash(inside: Box): Promise<string> {
  const said = await inside.claim(readFileSync('examples/ema-cross.ts', 'utf8'))
  return said.kind === 'done' ? said.value.hash : said.why
}

/** What came of a probe, in one line. */
async function outcome(probe: Probe, inside: Box): Promise<string> {
  const source = probe.source.replaceAll('PORT', String(port()))
  if (probe.at === 'describe') {
    const said = await inside.describe(source)
    return said.kind === 'done' ? said.value.summary : `${said.of}: ${said.why}`
  }
  const said = await inside.claim(source)
  if (said.kind === 'done') return `done reads 1 ${said.value.hash}`
  return `${said.of}: ${said.why}`.replace(/^threw: line \d+: (no: |GOT )/, '$1')
}

const probes: readonly Probe[] = [
  ...escapeProbes,
  ...tamperProbes,
  ...harmProbes,
  ...chanceProbes,
  ...leakProbes,
  ...signalProbes,
  ...evasionProbes,
]

describe.each(probes.map((probe) => [probe.family, probe.name, probe] as const))(
  '%s: %s',
  (...of) => {
    const probe = of[2]
    it('is contained', async () => {
      const inside = await ready()
      const from = performance.now()
      const came = await outcome(probe, inside)
      const ms = performance.now() - from
      expect(came).toMatch(probe.comesTo)
      expect(came).not.toContain(canary)
      expect(readFileSync(file, 'utf8')).toBe(canary)
      expect(visits).toBe(0)
      // Whatever one call did, it was over soon, or it was ended.
      if (came.startsWith('stalled')) expect(ms).toBeLessThan(2_000)
      // And whoever comes after it finds everything as it was.
      if (probe.family === 'tamper') expect(await honestHash(inside)).toBe(honest)
    })
  },
)

it('is more than sixty, of all families', () => {
  expect(probes.length).toBeGreaterThanOrEqual(60)
  expect(new Set(probes.map(({ family }) => family)).size).toBe(7)
})

it('keeps nobody waiting on this side', () => {
  expect(lag.percentile(99) / 1e6).toBeLessThan(20)
})
