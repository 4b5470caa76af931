// @module-tag long

import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AuditBook, auditPlace } from '../../src/journal/index.ts'
import { nodeDisk } from '../../src/kernel/index.ts'
import { sampleEntry } from '../simulation/audit-scene.ts'
import { ControlStage } from './control-stage.ts'

let stage: ControlStage
beforeEach(() => {
  stage = new ControlStage()
})
afterEach(() => stage.close())

const hasPython = spawnSync('python3', ['--version']).status === 0
const python = /```python\n(.*?)```/s.exec(
  fs.readFileSync(new URL('../../docs/audit.md', import.meta.url), 'utf8'),
)

function write(): readonly string[] {
  const book = new AuditBook({ disk: nodeDisk, ...auditPlace(stage.folder) })
  return [1, 2, 3].map((number) => {
    const reason = `"quoted", 'so', =1+1; ñ 漢 \u{1f44d} \\ </script>\n${number}`
    const { sequence, hash } = book.write({ ...sampleEntry(number), reason })
    return `${sequence}:${hash}`
  })
}

it.each(['csv', 'json'])(
  'an audit is listed, exported as %s and verified anywhere',
  async (format) => {
    const [first = '', , last = ''] = write()
    const list = await stage.run('audit', 'list', '--last', '1', '--json')
    expect(JSON.parse(list.stdout).entries).toMatchObject([
      { sequence: 3, actor: 'session 8f31ab20' },
    ])
    const out = path.join(stage.folder, `audit.${format}`)
    const exported = await stage.run('audit', 'export', '--format', format, '--out', out)
    expect(exported.stdout).toContain(`keep this elsewhere: ${last}`)
    const whole = await stage.run('audit', 'verify', out, '--head', first)
    expect([whole.code, whole.stdout]).toEqual([0, expect.stringContaining(last)])
    fs.writeFileSync(out, fs.readFileSync(out, 'utf8').replace('to pause', 'to cause'))
    const changed = await stage.run('audit', 'verify', out)
    expect([changed.code, changed.stdout]).toEqual([
      1,
      expect.stringMatching(/^entry \d is not what/),
    ])
  },
)

it('a desk whose audit was changed on the disk says in which file and at which byte', async () => {
  write()
  const file = path.join(auditPlace(stage.folder).folder, '000002.seg')
  const bytes = fs.readFileSync(file)
  bytes.writeUInt8(bytes.readUInt8(200) ^ 1, 200)
  fs.writeFileSync(file, bytes)
  const found = await stage.run('audit', 'verify')
  expect([found.code, found.stdout]).toEqual([1, expect.stringMatching(/000002.seg at byte 64: /)])
  expect((await stage.run('audit', 'list')).stderr).toMatch(/is damaged at byte/)
})

it.skipIf(!hasPython)('the program in the documentation finds what was changed', async () => {
  const last = write().at(-1)
  const out = path.join(stage.folder, 'audit.json')
  const program = path.join(stage.folder, 'verify.py')
  fs.writeFileSync(program, python?.[1] ?? '')
  await stage.run('audit', 'export', '--format', 'json', '--out', out)
  const whole = spawnSync('python3', [program, out], { encoding: 'utf8' })
  expect([whole.stderr, whole.stdout.trim()]).toEqual(['', `whole; keep ${last}`])
  fs.writeFileSync(out, fs.readFileSync(out, 'utf8').replace('to pause', 'to cause'))
  expect(spawnSync('python3', [program, out]).status).toBe(1)
})
