// @module-tag long

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { Random } from '../../src/base/index.ts'
import { readJournal, verifyJournal } from '../../src/journal/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'

const temporary = mkdtempSync(`${tmpdir()}/coinswarm-desk-kill-`)
afterAll(() => rmSync(temporary, { recursive: true }))

const url = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/**
 * A desk on a real journal. The venue says each order id it receives before it does anything else;
 * with a point and a count the process kills itself there, at that visit.
 */
const script = `
  import { writeSync } from 'node:fs'
  import { DeskRun, nobody } from ${url('../../src/engine/index.ts')}
  import { readJournal, SegmentJournal } from ${url('../../src/journal/index.ts')}
  import { nodeDisk } from ${url('../../src/kernel/index.ts')}
  import { BarExchange } from ${url('../../src/venue/sim/index.ts')}
  import { wildScene } from ${url('./desk-scene.ts')}
  const [folder, point, count] = process.argv.slice(1)
  let left = Number(count)
  const visit = (name) => {
    if (name === point && --left <= 0) process.kill(process.pid, 'SIGKILL')
  }
  const around = (owner, method, name, before = () => {}) => {
    const inner = owner.prototype[method]
    owner.prototype[method] = function (...args) {
      before(...args)
      visit('before-' + name)
      const result = inner.apply(this, args)
      visit('after-' + name)
      return result
    }
  }
  const { setup, bars } = wildScene(7, 2_000)
  const journal = SegmentJournal.open({
    disk: nodeDisk, folder: folder + '/journal', anchor: folder + '/anchor', segmentBytes: 1 << 16,
  })
  const recorded = readJournal(folder + '/journal', nodeDisk)
  around(BarExchange, 'submit', 'send', ({ order: { orderId } }) => writeSync(1, orderId + '\\n'))
  const run = new DeskRun({ setup, recorded, journal, observer: nobody })
  around(SegmentJournal, 'append', 'append')
  around(SegmentJournal, 'commit', 'commit')
  for (const bar of bars) if (bar.ts > run.resumeAfter) run.onBar(bar, 'live')
  writeSync(1, 'end\\n')
  setInterval(() => {}, 1_000)
`

/** Runs the desk of `folder` until it is dead. @returns what its venue received. */
async function killed(folder: string, point: string, count: number, afterMs?: number) {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', script, folder, point, `${count}`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.endsWith('end\n')) child.kill('SIGKILL')
  })
  const closed = once(child, 'close')
  if (afterMs !== undefined) {
    await once(child.stdout, 'data')
    await wait(afterMs)
    child.kill('SIGKILL')
  }
  const [, signal] = await closed
  expect(signal).toBe('SIGKILL')
  return said.split('\n').filter((line) => /^\d+$/.test(line))
}

function requireDurable(folder: string, received: readonly string[]): void {
  const durable = new Set<string>()
  for (const { event } of readJournal(`${folder}/journal`, nodeDisk))
    if (event.kind === 'submit') durable.add(`${event.order.orderId}`)
  expect(received.length).toBeGreaterThan(0)
  for (const order of received) expect(durable.has(order)).toBe(true)
  expect(verifyJournal(`${folder}/journal`, `${folder}/anchor`, nodeDisk).faults).toEqual([])
}

describe('every order a venue received is in the durable journal', () => {
  const points = ['append', 'commit', 'send'].flatMap((name) => [`before-${name}`, `after-${name}`])
  it.each(points)('when the process is killed %s', async (point) => {
    const folder = `${temporary}/${point}`
    for (const count of [150, 40]) requireDurable(folder, await killed(folder, point, count))
  })

  it('when it is killed at any moment, again and again', async () => {
    const folder = `${temporary}/any`
    const random = Random.fromSeed(3)
    for (let round = 0; round < 5; round += 1)
      requireDurable(folder, await killed(folder, '', 0, random.below(200)))
  })
})
