// @module-tag long
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Random, UserError } from '../../src/base/index.ts'
import { AuditBook, auditPlace, readAudit, verifyJournal } from '../../src/journal/index.ts'
import { nodeDisk, SimulatedDisk } from '../../src/kernel/index.ts'
import { sampleEntry, temporaryDesk } from './audit-scene.ts'

let desk = ''
beforeEach(() => {
  desk = temporaryDesk()
})
afterEach(() => fs.rmSync(desk, { recursive: true }))

/** Writes and then acts, until the disk says no. @returns what was acted on. */
function live(disk: SimulatedDisk, random: Random, from: number): number[] {
  const book = new AuditBook({ disk, ...auditPlace(desk) })
  const acted: number[] = []
  for (let number = from; number < from + 6; number += 1) {
    if (random.below(4) === 0) disk.failSync(1 + random.below(12))
    if (random.below(6) === 0) disk.fillAfter(1 + random.below(3))
    try {
      book.write(sampleEntry(number))
    } catch (error) {
      expect(error).toBeInstanceOf(UserError)
      expect(error).toMatchObject({ code: 'audit-failed' })
      return acted
    }
    acted.push(number)
  }
  return acted
}

describe('a machine that loses power', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'leaves every act that was done in the audit, seed %i',
    (seed) => {
      const disk = new SimulatedDisk()
      const random = Random.fromSeed(seed)
      const acted = new Set<string>()
      for (let life = 0; life < 5; life += 1) {
        for (const number of live(disk, random, 100 * life)) acted.add(sampleEntry(number).nonce)
        disk.crash(random)
        const { folder, anchor } = auditPlace(desk)
        expect(verifyJournal(folder, anchor, disk).faults).toEqual([])
        const stands = new Set([...readAudit(folder, disk)].map(({ entry }) => entry.nonce))
        expect([...acted].filter((nonce) => !stands.has(nonce))).toEqual([])
      }
    },
  )
})

const url = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** Writes entries one after the other, and says the nonce of each: that is the act. */
const script = `
  import { writeSync } from 'node:fs'
  import { AuditBook, auditPlace } from ${url('../../src/journal/index.ts')}
  import { nodeDisk } from ${url('../../src/kernel/index.ts')}
  import { sampleEntry } from ${url('./audit-scene.ts')}
  const [desk, from, to] = process.argv.slice(1)
  const book = new AuditBook({ disk: nodeDisk, ...auditPlace(desk), triesMax: 5_000 })
  for (let number = Number(from); number < Number(to); number += 1) {
    const { nonce } = sampleEntry(number)
    book.write(sampleEntry(number))
    writeSync(1, nonce + '\\n')
  }
`

function writer(from: number, to: number): { child: ReturnType<typeof spawn>; said: string[] } {
  const args = ['--input-type=module', '-e', script, desk, String(from), String(to)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const said: string[] = []
  if (child.stdout !== null)
    createInterface(child.stdout).on('line', (line) => void said.push(line))
  return { child, said }
}

function standing(): readonly string[] {
  const { folder, anchor } = auditPlace(desk)
  expect(verifyJournal(folder, anchor, nodeDisk).faults).toEqual([])
  return [...readAudit(folder, nodeDisk)].map(({ entry }) => entry.nonce)
}

it('two processes that write at the same time make one chain', async () => {
  const both = [writer(0, 30), writer(1_000, 1_030)]
  await Promise.all(both.map(({ child }) => once(child, 'close')))
  const stands = standing()
  expect(stands).toHaveLength(60)
  for (const { said } of both) expect(stands.filter((nonce) => said.includes(nonce))).toEqual(said)
})

it('a process that is killed between the entry and the act has left the entry', async () => {
  const random = Random.fromSeed(5)
  for (let life = 0; life < 4; life += 1) {
    const { child, said } = writer(1_000 * life, 1_000 * life + 1_000)
    while (said.length === 0) await wait(5)
    await wait(random.below(60))
    child.kill('SIGKILL')
    await once(child, 'close')
    const stands = new Set(standing())
    expect(said.filter((nonce) => !stands.has(nonce))).toEqual([])
  }
})
