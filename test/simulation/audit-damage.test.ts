// @module-tag long

import fs from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import {
  auditPlace,
  exportAudit,
  type SegmentEnd,
  verifyAuditExport,
  verifyJournal,
} from '../../src/journal/index.ts'
import { SimulatedDisk } from '../../src/kernel/index.ts'
import {
  type AuditMoment,
  headPath,
  segmentPath,
  temporaryDesk,
  writtenAudit,
} from './audit-scene.ts'

const desk = temporaryDesk()
afterAll(() => fs.rmSync(desk, { recursive: true }))

const size = 65_536
const { disk, moments } = writtenAudit(desk, size)
const { folder, anchor } = auditPlace(desk)
const genesis: SegmentEnd = { sequence: 0, hash: new Uint8Array(32), segment: 0 }

function endOf(before: AuditMoment | undefined): SegmentEnd {
  if (before === undefined) return genesis
  return {
    sequence: before.segment,
    hash: before.bytes.slice(-32),
    segment: before.segment,
  }
}

/** The audit as it stood then, less what stood there before and is known to be right. */
function momentDisk({ segment, bytes, anchor: head }: AuditMoment): SimulatedDisk {
  const alone = new SimulatedDisk()
  alone.replace(segmentPath(desk, segment), bytes)
  alone.replace(headPath(desk), head)
  return alone
}

it('finds every flipped bit of an audit of 64 KiB', () => {
  let flipped = 0
  const unseen: string[] = []
  moments.forEach((moment, i) => {
    const from = endOf(moments[i - 1])
    const alone = momentDisk(moment)
    const path = segmentPath(desk, moment.segment)
    expect(verifyJournal(folder, anchor, alone, from).ok).toBe(true)
    for (let bit = 0; bit < moment.bytes.length * 8; bit += 1) {
      alone.flipBit(path, bit)
      if (isWhole(alone, from)) unseen.push(`${path} bit ${bit}`)
      alone.flipBit(path, bit)
      flipped += 1
    }
  })
  expect(unseen).toEqual([])
  expect(flipped).toBeGreaterThanOrEqual(8 * size)
})

it('finds flipped bits in the whole of it, and names file and byte', () => {
  for (let count = 0; count < 600; count += 1) {
    const moment = moments[(count * 37) % moments.length] as AuditMoment
    const path = segmentPath(desk, moment.segment)
    const bit = (count * 10_007) % (moment.bytes.length * 8)
    disk.flipBit(path, bit)
    const { ok, faults } = verifyJournal(folder, anchor, disk)
    disk.flipBit(path, bit)
    expect([ok, faults[0]?.file]).toEqual([false, path])
    expect(faults[0]?.offset).toBeLessThanOrEqual(bit / 8)
  }
  expect(verifyJournal(folder, anchor, disk).ok).toBe(true)
})

function isWhole(alone: SimulatedDisk, from: SegmentEnd): boolean {
  return verifyJournal(folder, anchor, alone, from).ok
}

it('finds it cut at any byte, by its head', () => {
  moments.forEach((moment, i) => {
    const from = endOf(moments[i - 1])
    const alone = momentDisk(moment)
    for (let length = 0; length < moment.bytes.length; length += 1) {
      alone.replace(segmentPath(desk, moment.segment), moment.bytes.subarray(0, length))
      expect([length, isWhole(alone, from)]).toEqual([length, false])
    }
  })
})

it('finds entries missing at its end, at its beginning, and between', () => {
  const count = moments.length
  for (let segment = 1; segment <= count; segment += 1) {
    const path = segmentPath(desk, segment)
    const bytes = disk.bytes(path)
    disk.remove(path)
    expect(verifyJournal(folder, anchor, disk).ok).toBe(false)
    disk.replace(path, bytes)
  }
  for (let last = count; last > count - 20; last -= 1) disk.remove(segmentPath(desk, last))
  const { faults } = verifyJournal(folder, anchor, disk)
  expect(faults.map(({ kind }) => kind)).toContain('truncated')
  for (const moment of moments.slice(-20))
    disk.replace(segmentPath(desk, moment.segment), moment.bytes)
  expect(verifyJournal(folder, anchor, disk).ok).toBe(true)
})

it('finds a head that was changed, unless the other place still holds the newest', () => {
  const head = headPath(desk)
  const bits = disk.bytes(head).length * 8
  let unseen = 0
  for (let bit = 0; bit < bits; bit += 1) {
    disk.flipBit(head, bit)
    const found = verifyJournal(folder, anchor, disk, endOf(moments.at(-2)))
    if (found.ok && found.head.sequence !== moments.length) unseen += 1
    disk.flipBit(head, bit)
  }
  expect(unseen).toBe(0)
})

it('is told from its export alone: no line can be changed', () => {
  const text = [...exportAudit(folder, disk, 'csv')].join('')
  const lines = text.split('\r\n')
  expect(verifyAuditExport(text)).toMatchObject({ ok: true, entries: moments.length })
  for (let at = 1; at <= moments.length; at += 1) {
    const line = lines[at] ?? ''
    const changed = line.replace('noon', 'moon')
    expect(changed).not.toBe(line)
    expect(verifyAuditExport(lines.with(at, changed).join('\r\n')).ok).toBe(false)
  }
})
