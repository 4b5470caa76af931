import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { liveClock } from '../kernel/index.ts'
import { standingFolder } from './doctor-folder.ts'
import { broken, type DoctorQuestion, doubtful, type Finding, fine } from './doctor-question.ts'

/** The Node that runs us, and the one that started it. */
export function nodeCheck(startedBy: string | undefined): DoctorQuestion {
  const running = process.version
  const story =
    startedBy === undefined ? `runs on ${running}` : `runs on ${running}, started by ${startedBy}`
  const isNew = Number(process.versions.node.split('.')[0]) >= 24
  return {
    name: 'node',
    ask: () => (isNew ? fine(story) : broken(`${story}; Node 24 is needed: run npm ci`)),
  }
}

/** Whether the page's port can be taken. */
export function portCheck(port: number): DoctorQuestion {
  return {
    name: 'port',
    ask: () =>
      new Promise((resolve) => {
        const server = createServer()
        server.once('error', (error) => resolve(portTaken(port, error)))
        server.listen(port, '127.0.0.1', () => {
          server.close(() => resolve(fine(`127.0.0.1:${port} is free`)))
        })
      }),
  }
}

function portTaken(port: number, error: Error): Finding {
  const isBusy = 'code' in error && error.code === 'EADDRINUSE'
  if (isBusy) return doubtful(`port ${port} is taken, perhaps by a running desk; set http.port`)
  return broken(`port ${port} cannot be opened (${error.message}); set http.port`)
}

/** Whether the page has been built. */
export function pageCheck(pageFolder: string): DoctorQuestion {
  return {
    name: 'page',
    ask: () =>
      existsSync(path.join(pageFolder, 'index.html'))
        ? fine('the page is built')
        : broken('the page is not built; run npm run build'),
  }
}

const earliestUs = Date.UTC(2025, 0, 1) * 1_000
const latestUs = Date.UTC(2100, 0, 1) * 1_000

/** Whether the clock is of this century and agrees with the disk's. */
export function clockCheck(folder: string): DoctorQuestion {
  return {
    name: 'clock',
    ask: () => {
      const now = liveClock.now()
      if (now < earliestUs || now > latestUs)
        return broken(`the clock says ${new Date(now / 1_000).toISOString()}; set it`)
      const apart = Math.abs(diskTimeUs(folder) - now) / 1_000_000
      if (apart > 5) return doubtful(`the disk's clock is ${apart.toFixed(0)} s away from ours`)
      return fine(new Date(now / 1_000).toISOString())
    },
  }
}

function diskTimeUs(folder: string): number {
  const trial = mkdtempSync(path.join(standingFolder(folder), '.coinswarm-doctor-'))
  try {
    return statSync(trial).mtimeMs * 1_000
  } finally {
    rmSync(trial, { recursive: true, force: true })
  }
}

const browsers: readonly string[] = ['chromium', 'chromium-browser', 'google-chrome']

/** A browser for the page's own tests; nothing else needs it. */
export function chromiumCheck(searchPath: string): DoctorQuestion {
  const found = searchPath
    .split(path.delimiter)
    .flatMap((folder) => browsers.map((name) => path.join(folder, name)))
    .find((file) => existsSync(file))
  return {
    name: 'chromium',
    ask: () =>
      fine(found ?? 'not found; only the tests of the page use it (apt-get install chromium)'),
  }
}
