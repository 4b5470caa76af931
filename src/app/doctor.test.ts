import { chmodSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { micros } from '../domain/index.ts'
import { acquireLock, SegmentJournal } from '../journal/index.ts'
import { nodeDisk } from '../kernel/index.ts'
import { deskPaths } from './desk-folder.ts'
import { type DoctorOptions, type DoctorReport, examine } from './doctor.ts'

const newFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'coinswarm-doctor-test-'))

async function report(rest: Partial<DoctorOptions> = {}): Promise<DoctorReport> {
  return examine({
    deskFolder: newFolder(),
    port: 0,
    pageFolder: newFolder(),
    startedBy: undefined,
    searchPath: '',
    more: [],
    ...rest,
  })
}

const named = ({ checks }: DoctorReport, name: string) => checks.find((each) => each.name === name)

it('finds this machine fit, and what is not built', async () => {
  const found = await report({ startedBy: 'v20.20.2' })
  for (const name of ['sqlite', 'duckdb', 'desk folder', 'disk sync', 'port', 'clock'])
    expect(named(found, name)).toMatchObject({ name, status: 'ok' })
  expect(named(found, 'node')?.detail).toContain('started by v20.20.2')
  expect(named(found, 'page')).toMatchObject({ status: 'fail' })
  expect(found.ok).toBe(false)
})

it('is content when nothing fails, and leaves nothing behind', async () => {
  const pageFolder = newFolder()
  writeFileSync(path.join(pageFolder, 'index.html'), '')
  const deskFolder = newFolder()
  expect(await report({ pageFolder, deskFolder })).toMatchObject({ ok: true })
  expect(readdirSync(deskFolder)).toEqual([])
})

it('looks at the nearest folder there is when the desk has none yet', async () => {
  const deskFolder = path.join(newFolder(), 'a', 'b')
  expect(named(await report({ deskFolder }), 'desk folder')?.detail).toContain('will be made')
})

it.skipIf(process.platform === 'win32')('says when others may look into the folder', async () => {
  const deskFolder = newFolder()
  chmodSync(deskFolder, 0o755)
  const check = named(await report({ deskFolder }), 'desk folder')
  expect(check).toMatchObject({ status: 'warn' })
  expect(check?.detail).toContain(`chmod 700 ${deskFolder}`)
})

it('says when the desk folder is a file', async () => {
  const deskFolder = path.join(newFolder(), 'file')
  writeFileSync(deskFolder, '')
  const check = named(await report({ deskFolder }), 'desk folder')
  expect(check).toMatchObject({ status: 'fail' })
  expect(check?.detail).toContain('--desk')
})

it('says when the port is taken, which a running desk may have done', async () => {
  const server = createServer()
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  try {
    expect(named(await report({ port }), 'port')).toMatchObject({ status: 'warn' })
  } finally {
    server.close()
  }
})

it('knows a desk at work, and a journal that was changed', async () => {
  const deskFolder = newFolder()
  expect(named(await report({ deskFolder }), 'journal')?.detail).toBe('none yet')
  const { journal, anchor, lock } = deskPaths(deskFolder)
  const held = acquireLock(lock)
  expect(named(await report({ deskFolder }), 'desk')?.detail).toBe(
    `running: process ${process.pid}`,
  )
  held.release()
  const written = SegmentJournal.open({ folder: journal, anchor, disk: nodeDisk })
  written.append({ kind: 'run-started', ts: micros(0), header: {} })
  written.commit()
  written.close()
  expect(named(await report({ deskFolder }), 'journal')).toMatchObject({ status: 'ok' })
  writeFileSync(path.join(journal, '000001.seg'), 'changed')
  const check = named(await report({ deskFolder }), 'journal')
  expect(check).toMatchObject({ status: 'fail' })
  expect(check?.detail).toContain('journal verify')
})

it('asks what it is given to ask, and takes a throw for a failure', async () => {
  const fails = {
    name: 'journal',
    ask: () => {
      throw new Error('damaged at byte 7')
    },
  }
  const found = await report({ more: [fails] })
  expect(named(found, 'journal')).toEqual({
    name: 'journal',
    status: 'fail',
    detail: 'damaged at byte 7',
  })
})

it('finds a browser on the path', async () => {
  const folder = newFolder()
  writeFileSync(path.join(folder, 'chromium'), '')
  const searchPath = ['/nowhere', folder].join(path.delimiter)
  expect(named(await report({ searchPath }), 'chromium')?.detail).toBe(
    path.join(folder, 'chromium'),
  )
})
