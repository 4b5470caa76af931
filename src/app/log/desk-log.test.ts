import fc from 'fast-check'
import { expect, test } from 'vitest'
import { micros } from '../../domain/index.ts'
import { SimulatedDisk } from '../../kernel/index.ts'
import { DeskLog } from './desk-log.ts'
import { LogFile } from './log-file.ts'
import type { LogEntry } from './log-line.ts'
import { redacted } from './redact.ts'

const start = Date.UTC(2026, 0, 1) * 1_000

function logging(level: 'debug' | 'info' = 'info') {
  const time = { us: start }
  const due: (() => void)[] = []
  const clock = {
    now: () => micros(time.us),
    after: (_us: number, task: () => void) => {
      due.push(task)
      return () => undefined
    },
  }
  const lines: Readonly<Record<string, unknown>>[] = []
  const log = new DeskLog({ level, clock, write: (line) => void lines.push(JSON.parse(line)) })
  const look = (): void => {
    for (const task of due.splice(0)) task()
  }
  return { log, lines, time, look }
}

const fault: LogEntry = { level: 'warn', room: 'up', message: 'the line is gone' }

test('a line says when, how much, who, what, and what it is about', () => {
  const { log, lines } = logging()
  log.write({ ...fault, id: 'order-7', cause: 'decision-BTC-USD.SIM-1' })
  expect(lines).toEqual([
    {
      ts: '2026-01-01T00:00:00.000Z',
      ...{ level: 'warn', room: 'up', message: 'the line is gone' },
      ...{ id: 'order-7', cause: 'decision-BTC-USD.SIM-1' },
    },
  ])
})

test('what repeats is written once, and how often it came when its minute is over', () => {
  const { log, lines, time, look } = logging()
  for (let i = 0; i < 100; i += 1) log.write(fault)
  log.write({ ...fault, id: 'order-8' })
  expect(lines).toHaveLength(2)
  time.us += 61_000_000
  look()
  expect(lines.slice(2)).toMatchObject([{ message: 'the line is gone', repeats: 99 }])
  log.write(fault)
  expect(lines).toHaveLength(4)
  log.write(fault)
  log.close()
  expect(lines.at(-1)).toMatchObject({ repeats: 1 })
})

test('every line is counted once, whatever comes when', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 50_000_000 }))),
      (writes) => {
        const { log, lines, time } = logging()
        for (const [which, us] of writes) {
          time.us += us
          log.write({ ...fault, message: `line ${which}` })
        }
        log.close()
        const told = lines.reduce((sum, { repeats }) => sum + Number(repeats ?? 1), 0)
        expect(told).toBe(writes.length)
      },
    ),
  )
})

test('what matters less than is wanted is not written', () => {
  const { log, lines } = logging('info')
  log.write({ ...fault, level: 'debug' })
  expect(lines).toEqual([])
})

test('what opens something is not written, nor what steers a terminal', () => {
  const { log, lines } = logging()
  const secret = 'a'.repeat(43)
  const said = [
    `page: http://127.0.0.1:8787/#code=${secret}`,
    `token csw_0a1b2c3d_${secret} was used`,
    `authorization: Bearer ${secret}`,
    `nats://desk:${secret}@10.0.0.1:4222 is away`,
    `GET https://api.telegram.org/bot123456:${secret}/getMe`,
    `{"apiKey":"${secret}","secret": "${secret}"}`,
    `/order?symbol=BTC&signature=${secret}`,
    `ends\u001b[2J here`,
  ]
  for (const message of said) log.write({ ...fault, message })
  const text = JSON.stringify(lines)
  expect(text).not.toContain(secret)
  expect(text).not.toContain('u001b')
  expect(text).toContain('csw_0a1b2c3d_***')
  expect(redacted('order 12: buy 0.01 BTC')).toBe('order 12: buy 0.01 BTC')
})

function textOf(disk: SimulatedDisk, path: string): string {
  const file = disk.open(path)
  const bytes = new Uint8Array(file.size())
  file.read(bytes, 0)
  file.close()
  return new TextDecoder().decode(bytes)
}

test('a file is put aside when it is full, and so many are kept', () => {
  const disk = new SimulatedDisk()
  disk.makeFolder()
  const needs = { path: 'logs/a', maxBytes: 20, kept: 2, onFault: () => undefined, disk }
  const file = new LogFile(needs)
  for (let i = 0; i < 7; i += 1) file.write(`line ${i}...`)
  file.close()
  expect(disk.list('logs')).toEqual(['a', 'a.1', 'a.2'])
  expect(textOf(disk, 'logs/a')).toBe('line 6...\n')
  expect(textOf(disk, 'logs/a.1')).toBe('line 4...\nline 5...\n')
  const again = new LogFile(needs)
  again.write('next')
  again.close()
  expect(textOf(disk, 'logs/a')).toBe('line 6...\nnext\n')
})
