import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { TelegramMemory } from './telegram-memory.ts'

const root = mkdtempSync(path.join(tmpdir(), 'coinswarm-telegram-'))
afterAll(() => rmSync(root, { recursive: true }))

const dayMs = 86_400_000
const start = Date.UTC(2026, 0, 1)

describe('what a bot remembers', () => {
  it('knows after a restart which messages it took', () => {
    const memory = new TelegramMemory(path.join(root, 'a'))
    expect(memory.nextUpdateId(start)).toBe(0)
    expect(memory.keep({ updateId: 41, t: start })).toBeUndefined()
    const again = new TelegramMemory(path.join(root, 'a'))
    expect(again.isSeen(41, start + 1)).toBe(true)
    expect(again.isSeen(42, start + 1)).toBe(false)
    expect(again.nextUpdateId(start + 6 * dayMs)).toBe(42)
  })

  it('asks from the first after a week, when numbers may begin lower', () => {
    const memory = new TelegramMemory(path.join(root, 'b'))
    memory.keep({ updateId: 9_000, t: start })
    expect(memory.nextUpdateId(start + 7 * dayMs)).toBe(0)
    expect(memory.isSeen(17, start + 7 * dayMs)).toBe(false)
  })

  it('begins anew with a file that it cannot read', () => {
    writeFileSync(path.join(root, 'telegram.json'), '{"updateId":"7"')
    expect(new TelegramMemory(root).seen.updateId).toBe(-1)
  })
})
