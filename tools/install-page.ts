import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { machine } from '../bench/main.ts'
import { auditSentence } from './install/audit.ts'
import { type BareNode, bareAround, bareNode, startedBy } from './install/bare.ts'
import { installTables, type Measured } from './install/install-tables.ts'
import { givenPackages } from './install/licences.ts'
import { readLocked } from './install/locked.ts'
import { pack } from './install/packed.ts'
import { runWell } from './install/run-timed.ts'
import {
  countPackages,
  largestPackages,
  pinnedNode,
  runtimePackages,
} from './install/runtime-packages.ts'
import { type CloneTimes, timeClone } from './install/time-clone.ts'
import { tryPacked } from './install/try-packed.ts'
import { withTables } from './with-tables.ts'

// Installs what is committed again and again, as a bare machine would, and writes what that took
// into docs/install.md: npm run install-page. Some ten minutes, and four gigabytes for a while.
const page = 'docs/install.md'
const top = mkdtempSync(path.join(os.tmpdir(), 'install-'))
// Another user has to get there.
chmodSync(top, 0o755)
try {
  const tables = installTables(await measure())
  writeFileSync(page, withTables(readFileSync(page, 'utf8'), tables, 'install-page'))
} finally {
  rmSync(top, { recursive: true })
}

async function measure(): Promise<Measured> {
  const load = os.loadavg()[0] ?? Number.NaN
  const { clones, last } = await timeClones()
  const clone = bareAround(last, path.join(top, 'last', 'ci', 'coinswarm'), path.join(top, 'cache'))
  const { folder } = clone
  const locked = readLocked(folder)
  tell('the package')
  const packed = await pack(last.npm, clone, top)
  const oldest = await bareNode(startedBy[0] ?? '', path.join(top, 'oldest'))
  const tried = await tryPacked(oldest, packed, top, clones[0]?.hash ?? '')
  const npm = await runWell([...last.npm, '--version'], clone)
  return {
    ...{ machine: machine(), npm: npm.stdout.trim(), load, clones, tried, packed },
    counts: countPackages(folder, locked),
    largest: largestPackages(folder, locked, 10),
    runtime: await runtimePackages(locked, clone, pinnedNode(folder)),
    audits: [
      { of: 'for running', answer: await auditSentence(last.npm, clone, '--omit=dev') },
      { of: 'all', answer: await auditSentence(last.npm, clone) },
    ],
    given: givenPackages(folder, locked),
  }
}

/** A new clone for each Node; that of the last is kept. */
async function timeClones(): Promise<{ clones: readonly CloneTimes[]; last: BareNode }> {
  const clones: CloneTimes[] = []
  let last: BareNode | undefined
  for (const wanted of startedBy) {
    tell(`Node ${wanted}`)
    const folder = path.join(top, wanted === startedBy.at(-1) ? 'last' : wanted)
    last = await bareNode(wanted, path.join(top, `node-${wanted}`))
    clones.push(await timeClone(process.cwd(), last, folder))
    if (wanted !== startedBy.at(-1)) rmSync(folder, { recursive: true })
  }
  if (last === undefined) throw new Error('no Node was tried')
  if (new Set(clones.map(({ hash }) => hash)).size !== 1) throw new Error('run hashes differ')
  return { clones, last }
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}
